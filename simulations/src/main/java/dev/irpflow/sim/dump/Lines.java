package dev.irpflow.sim.dump;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The lines of an answer. Whatever a dump says, no character in it moves a terminal's cursor. */
@SuppressWarnings("AnnotateFormatMethod") // that annotation would be a dependency of its own
final class Lines {
    private static final int INDENT = 4;

    private final List<String> all = new ArrayList<>();

    Lines add(String line) {
        StringBuilder safe = new StringBuilder(line.length());
        line.codePoints()
                .forEach(
                        point -> safe.appendCodePoint(Character.isISOControl(point) ? '?' : point));
        all.add(safe.toString().stripTrailing());
        return this;
    }

    Lines add(String format, Object... values) {
        return add(format.formatted(values));
    }

    Lines gap() {
        all.add("");
        return this;
    }

    /** A line below another one. */
    Lines inner(String line) {
        return add(" ".repeat(INDENT) + line);
    }

    Lines inner(String format, Object... values) {
        return inner(format.formatted(values));
    }

    /** A table whose columns are as wide as their widest cell; the last one is not padded. */
    Lines table(List<List<String>> rows) {
        int columns = rows.stream().mapToInt(List::size).max().orElse(0);
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.size(); i++) {
                line.append(row.get(i));
                line.repeat(' ', widths[i] - row.get(i).length() + 2);
            }
            inner(line.toString());
        }
        return this;
    }

    List<String> all() {
        return List.copyOf(all);
    }

    /** A number as a debugger shows it: sixteen hexadecimal digits. */
    static String hex(long value) {
        return "%016x".formatted(value);
    }

    /** A time as stories have it: seconds, milliseconds, microseconds. */
    static String time(long ns) {
        long us = ns / 1000;
        return String.format(
                Locale.ROOT, "%d.%03d %03d", us / 1_000_000, us / 1000 % 1000, us % 1000);
    }
}
