package dev.irpflow.sim.scenario.value;

import java.util.List;

/**
 * What an earlier operation gave: {@code $reg.registration}.
 *
 * @param operation the name after {@code as}
 * @param path the out-field, then fields of its message; empty for the operation itself
 */
public record Reference(String operation, List<String> path) implements Plain {
    public Reference {
        path = List.copyOf(path);
    }

    @Override
    public String written() {
        return path.isEmpty() ? "$" + operation : "$" + operation + "." + String.join(".", path);
    }
}
