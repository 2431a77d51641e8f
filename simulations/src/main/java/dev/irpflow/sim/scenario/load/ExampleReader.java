package dev.irpflow.sim.scenario.load;

import dev.irpflow.sim.scenario.yaml.Mapping;
import dev.irpflow.sim.scenario.yaml.Node;
import dev.irpflow.sim.scenario.yaml.Refused;
import dev.irpflow.sim.scenario.yaml.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads {@code examples:}. What the command line sets counts for every row, and rows that are equal
 * then are one.
 */
final class ExampleReader {
    private static final int MOST = 256;

    private final ParameterReader reader;
    private final Set<String> set;
    private final Problems problems;

    /**
     * A reader.
     *
     * @param reader reads the values
     * @param set the parameters that the command line sets
     */
    ExampleReader(ParameterReader reader, Set<String> set, Problems problems) {
        this.reader = reader;
        this.set = set;
        this.problems = problems;
    }

    /** The rows, at least one. */
    List<Example> of(Mapping scenario, List<Declared> parameters) {
        Mapping.Entry section = scenario.find("examples");
        if (section == null) {
            return List.of(Example.NONE);
        }
        if (!(section.value() instanceof Sequence list) || list.items().isEmpty()) {
            problems.add(
                    section.value().where(),
                    "examples is a list of rows, like { loss: 5 % }; found "
                            + section.value().describe());
            return List.of(Example.NONE);
        }
        if (list.items().size() > MOST) {
            problems.add(section.value().where(), "examples has more than " + MOST + " rows");
            return List.of(Example.NONE);
        }
        List<Example> rows = new ArrayList<>();
        Set<Map<String, String>> known = new LinkedHashSet<>();
        int number = 0;
        for (Node item : list.items()) {
            number++;
            Map<String, String> row = row(item, parameters);
            if (known.add(row)) {
                rows.add(new Example(number, row));
            }
        }
        boolean isOne = rows.size() == 1 && rows.getFirst().values().isEmpty();
        return isOne ? List.of(Example.NONE) : List.copyOf(rows);
    }

    private Map<String, String> row(Node item, List<Declared> parameters) {
        Keys keys = Keys.of(item, "an example", problems);
        Map<String, String> row = new LinkedHashMap<>();
        for (Declared parameter : parameters) {
            boolean hasNoOther = parameter.source() instanceof ParameterSource.OfExamples;
            Node value =
                    hasNoOther
                            ? keys.require(parameter.name(), "it has no default, draw or one-of")
                            : keys.take(parameter.name());
            boolean isBroken = parameter.source() instanceof ParameterSource.Broken;
            if (value != null && !(value instanceof Refused) && !isBroken) {
                int before = problems.size();
                String text = reader.value(value, parameter);
                if (problems.size() == before && !set.contains(parameter.name())) {
                    row.put(parameter.name(), text);
                }
            }
        }
        keys.done();
        return row;
    }
}
