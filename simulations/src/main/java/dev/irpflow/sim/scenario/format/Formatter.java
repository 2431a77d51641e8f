package dev.irpflow.sim.scenario.format;

import dev.irpflow.sim.scenario.grammar.Grammar;
import dev.irpflow.sim.scenario.yaml.Mapping;
import dev.irpflow.sim.scenario.yaml.Node;
import dev.irpflow.sim.scenario.yaml.Problem;
import dev.irpflow.sim.scenario.yaml.ScenarioReader;
import dev.irpflow.sim.scenario.yaml.Tree;
import dev.irpflow.sim.scenario.yaml.Where;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Brings scenario files into their one layout. */
public final class Formatter {
    private final KeyOrder order;

    /** One for files of this language. */
    public Formatter(Grammar grammar) {
        this.order = new KeyOrder(grammar);
    }

    /**
     * What became of a file.
     *
     * @param text the file as it is to be; empty if there are problems
     * @param problems why it is no scenario that could be formatted
     */
    public record Formatted(String text, List<Problem> problems) {
        public Formatted {
            problems = List.copyOf(problems);
        }
    }

    /**
     * Formats the bytes of a file. What is formatted already stays as it is.
     *
     * @param file the name that problems show
     */
    public Formatted format(String file, byte[] bytes) {
        Tree before = ScenarioReader.read(file, bytes);
        if (before.root() == null || !before.problems().isEmpty()) {
            return new Formatted("", before.problems());
        }
        if (!(before.root() instanceof Mapping root)) {
            Where where = before.root().where();
            return new Formatted(
                    "", List.of(new Problem(where, "a scenario is keys with their values")));
        }
        List<String> lines = lines(new String(bytes, StandardCharsets.UTF_8));
        String text = String.join("\n", tidied(new Layout(order, lines).of(root))) + "\n";
        Tree after = ScenarioReader.read(file, text.getBytes(StandardCharsets.UTF_8));
        Node same = after.root();
        return same != null
                        && after.problems().isEmpty()
                        && Sameness.meansTheSame(root, same)
                        && Sameness.hasTheSameLines(lines, lines(text))
                ? new Formatted(text, List.of())
                : new Formatted(
                        "",
                        List.of(
                                new Problem(
                                        Where.whole(file),
                                        "cannot be formatted without a change of what it says")));
    }

    private static List<String> lines(String text) {
        String plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
        return new ArrayList<>(List.of(plain.split("\r?\n", -1)));
    }

    // No empty line at the beginning, at the end, or beside another one.
    private static List<String> tidied(List<String> lines) {
        List<String> tidied = new ArrayList<>();
        for (String line : lines) {
            String stripped = line.stripTrailing();
            boolean doubled =
                    stripped.isEmpty() && (tidied.isEmpty() || tidied.getLast().isEmpty());
            if (!doubled) {
                tidied.add(stripped);
            }
        }
        while (!tidied.isEmpty() && tidied.getLast().isEmpty()) {
            tidied.removeLast();
        }
        return tidied;
    }
}
