package dev.irpflow.sim.scenario.load;

import dev.irpflow.sim.scenario.yaml.Problem;
import java.util.List;

/** What became of a file: a scenario, or all that is wrong with it. */
public sealed interface LoadResult {
    /** The scenario is good, with every value that its parameters may take. */
    record Loaded(ScenarioFile file) implements LoadResult {}

    /**
     * The scenario cannot be used.
     *
     * @param problems at least one, sorted by position
     */
    record Refused(List<Problem> problems) implements LoadResult {
        public Refused {
            problems = List.copyOf(problems);
        }
    }
}
