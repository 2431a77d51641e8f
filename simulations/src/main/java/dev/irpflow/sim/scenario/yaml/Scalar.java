package dev.irpflow.sim.scenario.yaml;

/**
 * One scalar: its text and whether it was quoted. What the text means is for its reader to say.
 *
 * @param text the text after YAML's quoting and folding
 * @param style how it was written
 * @param where its first character
 */
public record Scalar(String text, Style style, Where where) implements Node {
    /** How a scalar was written. A block scalar counts as quoted. */
    public enum Style {
        PLAIN,
        QUOTED
    }

    private static final int SHOWN = 60;

    /** Whether nothing at all was written: {@code key:} and the end of the line. */
    public boolean isEmpty() {
        return style == Style.PLAIN && text.isEmpty();
    }

    @Override
    public String describe() {
        return isEmpty() ? "nothing" : shown(text);
    }

    /** Text as a message shows it: on one line, cut where it is long. */
    public static String shown(String text) {
        int end = text.length() > SHOWN ? text.offsetByCodePoints(0, cut(text)) : text.length();
        var line = new StringBuilder(end + 3);
        text.substring(0, end).codePoints().forEach(c -> append(line, c));
        if (end < text.length()) {
            line.append("...");
        }
        return line.toString();
    }

    private static int cut(String text) {
        return Math.min(SHOWN, text.codePointCount(0, text.length()));
    }

    private static void append(StringBuilder line, int codePoint) {
        if (codePoint == '\n') {
            line.append("\\n");
        } else if (Character.isISOControl(codePoint)) {
            line.append(String.format("\\u%04X", codePoint));
        } else {
            line.appendCodePoint(codePoint);
        }
    }
}
