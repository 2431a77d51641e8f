package dev.irpflow.sim.cli;

import dev.irpflow.sim.cli.Terminal.Manner;
import java.util.regex.Pattern;

/** Colours a story on a terminal that can show them; elsewhere it stays as it is. */
final class Colours {
    private static final Pattern BAD = Pattern.compile("\\b(VIOLATED|INTERRUPTED)\\b");
    private static final Pattern GOOD = Pattern.compile("\\bHELD\\b");
    private static final Pattern DOUBT = Pattern.compile("\\bINCONCLUSIVE\\b");
    private static final Pattern BROKE = Pattern.compile("(?m)^  X .*$");
    private static final Pattern TURNED = Pattern.compile("(?m)^  ! .*$");

    private static final String RED = "\u001b[31m";
    private static final String GREEN = "\u001b[32m";
    private static final String YELLOW = "\u001b[33m";
    private static final String PLAIN = "\u001b[0m";

    private final boolean shown;

    private Colours(boolean shown) {
        this.shown = shown;
    }

    static Colours of(Terminal terminal) {
        return new Colours(terminal.manner() == Manner.COLOURED);
    }

    /** A story or a table with the verdict and the marked lines in colour. */
    String story(String text) {
        if (!shown) {
            return text;
        }
        String coloured = paint(text, BAD, RED);
        coloured = paint(coloured, GOOD, GREEN);
        coloured = paint(coloured, DOUBT, YELLOW);
        coloured = paint(coloured, BROKE, RED);
        return paint(coloured, TURNED, YELLOW);
    }

    private static String paint(String text, Pattern pattern, String colour) {
        return pattern.matcher(text).replaceAll(found -> colour + found.group() + PLAIN);
    }
}
