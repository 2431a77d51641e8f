package dev.irpflow.sim.scenario;

import dev.irpflow.sim.scenario.vocabulary.RoutineSpec;
import dev.irpflow.sim.scenario.yaml.Where;
import java.util.List;

/**
 * One routine of a scripted driver.
 *
 * @param name its key: the routine's own name, or one of the user's
 * @param routine the callback that it serves
 * @param steps its lines, in the order in which they happen
 */
public record Script(String name, RoutineSpec routine, List<Step> steps, Where where) {
    /** The dispatch table whose slots are the scripts of a driver, where a field takes a table. */
    public static final String TABLE = "self";

    public Script {
        steps = List.copyOf(steps);
    }
}
