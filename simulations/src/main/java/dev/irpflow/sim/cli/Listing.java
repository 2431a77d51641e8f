package dev.irpflow.sim.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A list for a reader or a program.
 *
 * @param shown the keys that the text shows, the last one unaligned
 * @param items each with the same keys, in one order
 * @param group the key whose values head the items that have it, "" for none
 */
record Listing(List<String> shown, List<Map<String, Object>> items, String group) {
    // A longer cell pushes its own line to the right.
    private static final int WIDEST = 44;

    /** A list in one piece. */
    Listing(List<String> shown, List<Map<String, Object>> items) {
        this(shown, items, "");
    }

    /** The text: a line for each item. */
    String text() {
        int[] widths = new int[shown.size()];
        List<List<String>> lines = new ArrayList<>();
        for (Map<String, Object> item : items) {
            List<String> cells = new ArrayList<>();
            for (int i = 0; i < widths.length; i++) {
                String cell = cell(item.get(shown.get(i)));
                cells.add(cell);
                widths[i] = Math.min(WIDEST, Math.max(widths[i], cell.length()));
            }
            lines.add(cells);
        }
        StringBuilder text = new StringBuilder();
        for (int item = 0; item < lines.size(); item++) {
            text.append(heading(item));
            List<String> cells = lines.get(item);
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                line.append(cells.get(i));
                line.repeat(' ', Math.max(0, widths[i] - cells.get(i).length()) + 2);
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    private String heading(int item) {
        String own = groupOf(item);
        return item > 0 && !own.equals(groupOf(item - 1)) ? "\n" + own + "\n" : "";
    }

    private String groupOf(int item) {
        return group.isEmpty() ? "" : cell(items.get(item).get(group));
    }

    private static String cell(@Nullable Object value) {
        return value instanceof List<?> list
                ? String.join(", ", list.stream().map(String::valueOf).toList())
                : String.valueOf(value);
    }
}
