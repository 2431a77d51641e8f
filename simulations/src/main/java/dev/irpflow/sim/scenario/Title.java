package dev.irpflow.sim.scenario;

import dev.irpflow.sim.scenario.yaml.Where;
import java.util.List;

/**
 * What a scenario is.
 *
 * @param cases the documented cases that it plays: {@code wsk-wfp/A01}
 * @param where the beginning of its file
 */
public record Title(String name, String about, List<String> cases, List<String> tags, Where where) {
    public Title {
        cases = List.copyOf(cases);
        tags = List.copyOf(tags);
    }
}
