package dev.irpflow.stage;

/**
 * What was chosen at a site: the thing, not its position, since the options of a question stand in
 * the order in which they became possible, and that is history.
 *
 * @param key the {@link Options#step} of the option that was chosen
 * @param among how many options before it have the same key, nearly always 0
 */
public record Answer(long key, int among) {
    /** That a thing happens, see {@link Chooser#happens}. */
    public static final Answer YES = new Answer(Site.key("yes"), 0);

    private static final String YES_WORD = "yes";
    private static final int DIGITS = 16;

    /** The answer that an option is. */
    public static Answer of(Options options, int option) {
        long key = options.step(option);
        int among = 0;
        for (int i = 0; i < option; i++) {
            if (options.step(i) == key) {
                among++;
            }
        }
        return new Answer(key, among);
    }

    /** The option that this answer is, -1 if there is none. */
    public int in(Options options) {
        int left = among;
        for (int i = 0; i < options.count(); i++) {
            if (options.step(i) == key && left-- == 0) {
                return i;
            }
        }
        return -1;
    }

    /** The answer that {@link #toString} has written; NumberFormatException if it is none. */
    public static Answer parse(String text) {
        if (text.equals(YES_WORD)) {
            return YES;
        }
        boolean isFirst = text.length() == DIGITS;
        if (!isFirst && (text.length() < DIGITS + 2 || text.charAt(DIGITS) != '+')) {
            throw new NumberFormatException(text);
        }
        return new Answer(
                Long.parseUnsignedLong(text.substring(0, DIGITS), 16),
                isFirst ? 0 : Integer.parseUnsignedInt(text.substring(DIGITS + 1)));
    }

    /** {@code yes}, or 16 hexadecimal digits, followed by +1 for the second of one key. */
    @Override
    public String toString() {
        return equals(YES) ? YES_WORD : "%016x".formatted(key) + (among == 0 ? "" : "+" + among);
    }
}
