package dev.irpflow.sim.scenario.format;

import dev.irpflow.sim.scenario.grammar.Form;
import dev.irpflow.sim.scenario.yaml.Mapping;
import dev.irpflow.sim.scenario.yaml.Node;
import dev.irpflow.sim.scenario.yaml.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The lines of one file, laid out anew. Lines are counted from 1, as places are. */
final class Layout {
    private static final int INDENT = 2;

    /** A part of the file: what stands above it, and its own lines. */
    private record Part(List<String> above, List<String> own) {}

    private final KeyOrder order;
    private final List<String> lines;

    Layout(KeyOrder order, List<String> lines) {
        this.order = order;
        this.lines = lines;
    }

    /** The whole file. */
    List<String> of(Mapping root) {
        if (!isBlock(root)) {
            return lines;
        }
        int first = root.where().line();
        List<String> out = new ArrayList<>();
        for (int line = 1; line < first; line++) {
            out.add(line(line).strip());
        }
        out.addAll(mapping(root, KeyOrder.ofFile(root), 0, lines.size() + 1));
        return out;
    }

    private String line(int number) {
        return lines.get(number - 1);
    }

    private static boolean isBlock(Mapping mapping) {
        return !mapping.entries().isEmpty()
                && mapping.entries().getFirst().key().where().equals(mapping.where());
    }

    private boolean isBlock(Sequence list) {
        String line = line(list.where().line());
        return !list.items().isEmpty() && line.charAt(list.where().column() - 1) == '-';
    }

    // Each entry takes the comments above it along. What is left at the end stays there.
    private List<String> mapping(Mapping mapping, @Nullable Form form, int indent, int end) {
        List<Mapping.Entry> entries = mapping.entries();
        Map<Integer, Part> parts = new LinkedHashMap<>(); // by the line of the key
        List<String> above = List.of();
        for (int i = 0; i < entries.size(); i++) {
            Mapping.Entry entry = entries.get(i);
            int start = entry.key().where().line();
            int next = i + 1 < entries.size() ? entries.get(i + 1).key().where().line() : end;
            int bodyEnd = bodyEnd(start, next, entry.key().where().column());
            Form below = order.below(mapping, form, entry.name());
            parts.put(start, new Part(above, body(entry, below, indent, bodyEnd)));
            above = comments(bodyEnd, next, indent);
        }
        List<String> out = new ArrayList<>();
        for (Mapping.Entry entry : order.sorted(mapping, form)) {
            Part part = parts.get(entry.key().where().line());
            if (part != null) {
                out.addAll(part.above());
                out.addAll(part.own());
            }
        }
        out.addAll(above);
        return out;
    }

    // Empty lines and comments at the end belong to what comes next, unless they stand deeper.
    private int bodyEnd(int start, int next, int column) {
        int end = next;
        while (end > start + 1 && isAside(line(end - 1), column)) {
            end--;
        }
        return end;
    }

    private static boolean isAside(String line, int column) {
        String bare = line.strip();
        return bare.isEmpty() || (bare.startsWith("#") && line.indexOf('#') < column);
    }

    private List<String> comments(int from, int end, int indent) {
        List<String> out = new ArrayList<>();
        for (int number = from; number < end; number++) {
            String bare = line(number).strip();
            out.add(bare.isEmpty() ? "" : " ".repeat(indent) + bare);
        }
        return out;
    }

    private List<String> body(Mapping.Entry entry, @Nullable Form form, int indent, int end) {
        int start = entry.key().where().line();
        int column = entry.key().where().column();
        int first = entry.value().where().line();
        List<String> nested =
                first > start ? nested(entry.value(), form, indent + INDENT, end) : null;
        if (nested == null) {
            return shifted(start, end, column, indent);
        }
        List<String> out = new ArrayList<>(shifted(start, start + 1, column, indent));
        out.addAll(comments(start + 1, first, indent + INDENT));
        out.addAll(nested);
        return out;
    }

    private @Nullable List<String> nested(Node node, @Nullable Form form, int indent, int end) {
        return switch (node) {
            case Mapping mapping when isBlock(mapping) -> mapping(mapping, form, indent, end);
            case Sequence list when isBlock(list) -> sequence(list, form, indent, end);
            default -> null;
        };
    }

    private List<String> sequence(Sequence list, @Nullable Form form, int indent, int end) {
        int column = list.where().column();
        Form each = order.item(list, form);
        List<String> out = new ArrayList<>();
        List<Node> items = list.items();
        for (int i = 0; i < items.size(); i++) {
            int start = dashOf(items.get(i), column);
            int next = i + 1 < items.size() ? dashOf(items.get(i + 1), column) : end;
            int bodyEnd = bodyEnd(start, next, column);
            out.addAll(item(items.get(i), each, start, column, indent, bodyEnd));
            out.addAll(comments(bodyEnd, next, indent));
        }
        return out;
    }

    // The dash may stand on a line before its item.
    private int dashOf(Node item, int column) {
        int number = item.where().line();
        while (line(number).length() < column || line(number).charAt(column - 1) != '-') {
            number--;
        }
        return number;
    }

    private List<String> item(
            Node item, @Nullable Form form, int start, int column, int indent, int end) {
        boolean isOnItsLine = item.where().line() == start;
        if (!(isOnItsLine && item instanceof Mapping mapping && isBlock(mapping))) {
            return shifted(start, end, column, indent);
        }
        List<String> inner = mapping(mapping, form, indent + INDENT, end);
        List<String> out = new ArrayList<>();
        boolean dashed = false;
        for (String line : inner) {
            String bare = line.strip();
            if (!dashed && (bare.isEmpty() || bare.startsWith("#"))) {
                out.add(bare.isEmpty() ? "" : " ".repeat(indent) + bare);
            } else {
                out.add(dashed ? line : " ".repeat(indent) + "- " + bare(line, indent + INDENT));
                dashed = true;
            }
        }
        return out;
    }

    private static String bare(String line, int indent) {
        return line.substring(indent);
    }

    // The lines as they are, moved as a whole so that the first begins at the indent. What stands
    // before it on its line is the dash of a list.
    private List<String> shifted(int start, int end, int column, int indent) {
        List<String> out = new ArrayList<>();
        int by = indent - (column - 1);
        out.add(" ".repeat(indent) + line(start).substring(column - 1));
        for (int number = start + 1; number < end; number++) {
            String line = line(number);
            int spaces = line.length() - line.stripLeading().length();
            out.add(
                    line.isBlank()
                            ? ""
                            : " ".repeat(Math.max(0, spaces + by)) + line.stripLeading());
        }
        return out;
    }
}
