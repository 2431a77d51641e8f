package dev.irpflow.sim.ci;

import java.util.List;
import java.util.Map;

/** Checks as a page of Markdown: a table, and the story of each that did not hold. */
public final class Summary {
    private static final int MOST_STORIES = 20; // a page of a job may have 1 MiB

    private Summary() {}

    /** The page. */
    public static String of(List<Checked> all) {
        StringBuilder page = new StringBuilder("## Irpflow\n\n");
        long held = all.stream().filter(Checked::held).count();
        page.append(held).append(" of ").append(all.size()).append(" held.\n\n");
        page.append("| verdict | what | |\n|---|---|---|\n");
        for (Checked one : all) {
            String verdict = one.held() ? "held" : "**" + one.verdict().word() + "**";
            page.append("| ").append(verdict);
            page.append(" | ").append(cell(one.suite() + ", " + one.name()));
            page.append(" | ").append(cell(one.reason())).append(" |\n");
        }
        List<Checked> told = all.stream().filter(one -> !one.held()).toList();
        told.stream().limit(MOST_STORIES).forEach(one -> story(page, one));
        if (told.size() > MOST_STORIES) {
            page.append("\nand ").append(told.size() - MOST_STORIES).append(" more.\n");
        }
        return page.toString();
    }

    private static void story(StringBuilder page, Checked one) {
        page.append("\n### ").append(cell(one.suite() + ", " + one.name())).append("\n\n");
        String text = one.story().isEmpty() ? one.reason() + "\n" : one.story();
        StringBuilder block = new StringBuilder(text);
        for (Map.Entry<String, String> fact : one.facts().entrySet()) {
            if (!text.contains(fact.getValue())) {
                block.append("  %-8s %s\n".formatted(fact.getKey(), fact.getValue()));
            }
        }
        String fence = fence(block);
        page.append(fence).append("text\n").append(block).append(fence).append('\n');
    }

    // Longer than any row of backticks within.
    private static String fence(CharSequence text) {
        int longest = 2;
        int row = 0;
        for (int i = 0; i < text.length(); i++) {
            row = text.charAt(i) == '`' ? row + 1 : 0;
            longest = Math.max(longest, row);
        }
        return "`".repeat(longest + 1);
    }

    // Within a line of a table nothing is markup.
    private static String cell(String text) {
        StringBuilder cell = new StringBuilder();
        for (char c : text.replaceAll("\\s+", " ").toCharArray()) {
            if ("\\`*_{}[]<>#|~&".indexOf(c) >= 0) {
                cell.append('\\');
            }
            cell.append(c);
        }
        return cell.toString();
    }
}
