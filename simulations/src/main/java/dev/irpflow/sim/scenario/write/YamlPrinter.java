package dev.irpflow.sim.scenario.write;

import java.util.List;

/** Prints YAML in block style, two spaces for each level, quoting only where it must. */
final class YamlPrinter {
    private static final String INDICATORS = "-?:,[]{}#&*!|>'\"%@`";

    private final StringBuilder out = new StringBuilder();

    static String print(Yaml.Block root) {
        var printer = new YamlPrinter();
        printer.block(root, 0, true);
        return printer.out.toString();
    }

    private void block(Yaml.Block block, int indent, boolean indentFirst) {
        boolean indented = indentFirst;
        for (Yaml.Block.Entry entry : block.entries()) {
            if (indented) {
                out.repeat(' ', indent);
            }
            indented = true;
            out.append(scalar(entry.key())).append(':');
            value(entry.value(), indent);
        }
    }

    private void value(Yaml value, int indent) {
        switch (value) {
            case Yaml.Line(String text) -> out.append(' ').append(scalar(text)).append('\n');
            case Yaml.Rows(List<Yaml> rows) -> {
                out.append(rows.isEmpty() ? " []\n" : "\n");
                rows.forEach(row -> row(row, indent + 2));
            }
            case Yaml.Block block -> {
                out.append(block.entries().isEmpty() ? " {}\n" : "\n");
                block(block, indent + 2, true);
            }
        }
    }

    private void row(Yaml row, int indent) {
        out.repeat(' ', indent).append('-');
        switch (row) {
            case Yaml.Line(String text) -> out.append(' ').append(scalar(text)).append('\n');
            case Yaml.Rows(List<Yaml> rows) -> {
                out.append(rows.isEmpty() ? " []\n" : "\n");
                rows.forEach(inner -> row(inner, indent + 2));
            }
            case Yaml.Block block -> {
                out.append(block.entries().isEmpty() ? " {}\n" : " ");
                block(block, indent + 2, false);
            }
        }
    }

    static String scalar(String text) {
        if (!text.codePoints().allMatch(YamlPrinter::isPrintable)) {
            return escaped(text);
        }
        return isPlain(text) ? text : "'" + text.replace("'", "''") + "'";
    }

    private static boolean isPlain(String text) {
        return !text.isEmpty()
                && INDICATORS.indexOf(text.charAt(0)) < 0
                && !text.startsWith(" ")
                && !text.endsWith(" ")
                && !text.endsWith(":")
                && !text.contains(": ")
                && !text.contains(" #")
                && !text.equals("...");
    }

    /** Printable on one line in every editor. */
    private static boolean isPrintable(int c) {
        return c >= 0x20 && c <= 0x7E
                || c >= 0xA0 && c <= 0xFFFD && c != 0x2028 && c != 0x2029 && c != 0xFEFF
                || c >= 0x10000;
    }

    private static String escaped(String text) {
        var quoted = new StringBuilder("\"");
        text.codePoints()
                .forEach(c -> {
                    switch (c) {
                        case '"' -> quoted.append("\\\"");
                        case '\\' -> quoted.append("\\\\");
                        case '\n' -> quoted.append("\\n");
                        case '\t' -> quoted.append("\\t");
                        default -> {
                            if (isPrintable(c)) {
                                quoted.appendCodePoint(c);
                            } else {
                                quoted.append(String.format("\\u%04X", c));
                            }
                        }
                    }
                });
        return quoted.append('"').toString();
    }
}
