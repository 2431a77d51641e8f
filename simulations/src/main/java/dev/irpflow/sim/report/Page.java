package dev.irpflow.sim.report;

import java.util.ArrayList;
import java.util.List;

/** Lays out a page for the terminal: a title, paragraphs, and terms with their text. */
public final class Page {
    private static final int WIDTH = 100;
    private static final int TERM = 14;

    private final StringBuilder text = new StringBuilder();

    Page title(String name, String kind) {
        text.append(name).append("   ").append(kind).append('\n');
        return this;
    }

    /** An indented paragraph with an empty line before it. */
    Page paragraph(String words) {
        text.append('\n');
        for (String line : wrap(words, WIDTH - 2)) {
            text.append("  ").append(line).append('\n');
        }
        return this;
    }

    Page gap() {
        text.append('\n');
        return this;
    }

    /** A term with its text beside it; nothing if there is no text. */
    Page term(String term, String words) {
        return words.isEmpty() ? this : term(term, wrap(words, WIDTH - TERM));
    }

    /** A term with lines that are not wrapped beside it. */
    Page term(String term, List<String> lines) {
        String left = "  " + term;
        for (String line : lines) {
            text.append(left);
            text.repeat(' ', Math.max(1, TERM - left.length()));
            text.append(line).append('\n');
            left = "";
        }
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }

    /** The words in lines of at most this width; a longer word stands alone. */
    public static List<String> wrap(String words, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : words.strip().split("\\s+")) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            if (!line.isEmpty()) {
                line.append(' ');
            }
            line.append(word);
        }
        if (!line.isEmpty()) {
            lines.add(line.toString());
        }
        return lines;
    }
}
