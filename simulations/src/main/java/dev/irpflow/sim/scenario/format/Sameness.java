package dev.irpflow.sim.scenario.format;

import dev.irpflow.sim.scenario.yaml.Mapping;
import dev.irpflow.sim.scenario.yaml.Node;
import dev.irpflow.sim.scenario.yaml.Refused;
import dev.irpflow.sim.scenario.yaml.Scalar;
import dev.irpflow.sim.scenario.yaml.Sequence;
import java.util.List;

/** Whether a file says the same as before. */
final class Sameness {
    private Sameness() {}

    /** Whether two trees differ in the order of keys at most. */
    static boolean meansTheSame(Node one, Node other) {
        return switch (one) {
            case Scalar scalar ->
                    other instanceof Scalar same
                            && same.text().equals(scalar.text())
                            && same.style() == scalar.style();
            case Sequence list ->
                    other instanceof Sequence same && haveTheSame(list.items(), same.items());
            case Mapping mapping ->
                    other instanceof Mapping same
                            && same.entries().size() == mapping.entries().size()
                            && mapping.entries().stream()
                                    .allMatch(entry -> {
                                        Mapping.Entry found = same.find(entry.name());
                                        return found != null
                                                && meansTheSame(entry.value(), found.value());
                                    });
            case Refused _ -> false;
        };
    }

    private static boolean haveTheSame(List<Node> some, List<Node> others) {
        if (some.size() != others.size()) {
            return false;
        }
        for (int i = 0; i < some.size(); i++) {
            if (!meansTheSame(some.get(i), others.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether two texts have the same lines, indents and order aside: comments are lines too. */
    static boolean hasTheSameLines(List<String> some, List<String> others) {
        return bare(some).equals(bare(others));
    }

    private static List<String> bare(List<String> lines) {
        return lines.stream().map(Sameness::bare).filter(it -> !it.isEmpty()).sorted().toList();
    }

    private static String bare(String line) {
        String bare = line.strip();
        while (bare.startsWith("- ") || bare.equals("-")) {
            bare = bare.substring(1).strip();
        }
        return bare;
    }
}
