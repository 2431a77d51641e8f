package dev.irpflow.sim.mutant;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lines of a text that are there once, at any indentation, and the lines that come in their place.
 *
 * @param passage the lines
 * @param by lines as far to the left as those; none if it is empty
 */
public record Replacement(String passage, String by) {
    String of(String text) {
        List<String> lines = new ArrayList<>(text.lines().toList());
        List<String> wanted = passage.lines().toList();
        int found = -1;
        for (int at = 0; at + wanted.size() <= lines.size(); at++) {
            if (indentation(lines, at, wanted) != null) {
                if (found >= 0) {
                    throw new LostPlaceException("the scenario has this twice:\n" + passage);
                }
                found = at;
            }
        }
        if (found < 0) {
            throw new LostPlaceException("the scenario has this nowhere:\n" + passage);
        }
        String indentation = indentation(lines, found, wanted);
        List<String> place = lines.subList(found, found + wanted.size());
        place.clear();
        by.lines().forEach(line -> place.add(indentation + line));
        return String.join("\n", lines) + "\n";
    }

    // By how much the lines are farther to the right; null if they are others.
    private static @Nullable String indentation(List<String> lines, int at, List<String> wanted) {
        String first = lines.get(at);
        if (!first.endsWith(wanted.getFirst())) {
            return null;
        }
        String indentation = first.substring(0, first.length() - wanted.getFirst().length());
        if (!indentation.isBlank()) {
            return null;
        }
        for (int i = 1; i < wanted.size(); i++) {
            if (!lines.get(at + i).equals(indentation + wanted.get(i))) {
                return null;
            }
        }
        return indentation;
    }
}
