package dev.irpflow.sim.scenario.load;

import dev.irpflow.sim.scenario.yaml.Where;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the command line sets: {@code --set name=value}. */
final class Arguments {
    /** One value with the option that gave it. */
    record Argument(String value, Where where) {}

    private final Map<String, Argument> byName = new LinkedHashMap<>();

    static Arguments of(List<String> sets, Problems problems) {
        var arguments = new Arguments();
        for (String set : sets) {
            Where where = Where.whole("--set " + set);
            int equals = set.indexOf('=');
            if (equals <= 0) {
                problems.add(where, "write --set name=value");
                continue;
            }
            String name = set.substring(0, equals);
            var argument = new Argument(set.substring(equals + 1), where);
            if (arguments.byName.putIfAbsent(name, argument) != null) {
                problems.add(where, name + " is set twice");
            }
        }
        return arguments;
    }

    Map<String, Argument> byName() {
        return byName;
    }
}
