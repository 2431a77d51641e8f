package dev.irpflow.sim.scenario.load;

import dev.irpflow.sim.scenario.Parameter;
import dev.irpflow.sim.scenario.yaml.Where;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A parameter as it is declared: its values come with the run.
 *
 * @param options what {@code one-of} allows; empty if it says nothing
 */
record Declared(
        String name,
        Parameter.Kind kind,
        ParameterSource source,
        List<String> options,
        @Nullable String about,
        Where where) {
    Parameter with(String value) {
        return new Parameter(name, kind, value, options, about, where);
    }
}
