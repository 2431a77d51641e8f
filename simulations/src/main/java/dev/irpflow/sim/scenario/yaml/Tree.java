package dev.irpflow.sim.scenario.yaml;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was read from one file.
 *
 * @param root the only document's root; null if the file is not YAML, or holds nothing
 * @param problems what was refused; not empty if the root is null
 */
public record Tree(@Nullable Node root, List<Problem> problems) {
    public Tree {
        problems = List.copyOf(problems);
    }
}
