package dev.irpflow.sim.scenario.load;

import dev.irpflow.sim.scenario.value.Plain;
import dev.irpflow.sim.scenario.value.Quantities.Ends;
import java.util.List;
import java.util.function.LongFunction;

/** Where a parameter's value comes from. */
sealed interface ParameterSource {
    /** One value: the default, or what the command line sets. */
    record Fixed(String value) implements ParameterSource {}

    /** Drawn from a range. */
    record Drawn(Ends ends, LongFunction<Plain> spelling) implements ParameterSource {
        private String at(long step) {
            return spelling.apply(ends.from() + step * ends.step()).written();
        }
    }

    /** Drawn from a list. */
    record Listed(List<String> values) implements ParameterSource {}

    /** Each example gives one. */
    record OfExamples() implements ParameterSource {}

    /** There is no value, because the declaration has problems. */
    record Broken() implements ParameterSource {}

    /** The value of a run. */
    default String draw(String name, ParameterDraw draw) {
        return switch (this) {
            case Broken(), OfExamples() -> "";
            case Fixed(String value) -> value;
            case Drawn drawn -> drawn.at(draw.pick(name, Math.max(1, drawn.ends.values())));
            case Listed(List<String> values) -> values.get((int) draw.pick(name, values.size()));
        };
    }

    /**
     * Values that stand for all: if a scenario is good with each of them, it is good with every
     * value that can be drawn. Of a range these are both ends, and the first step, which shows
     * whether all others are as fine as the fields that take them.
     */
    default List<String> samples() {
        return switch (this) {
            case Broken(), OfExamples() -> List.of("");
            case Fixed(String value) -> List.of(value);
            case Drawn drawn ->
                    drawn.ends.values() <= 1
                            ? List.of(drawn.at(0))
                            : List.of(drawn.at(0), drawn.at(1), drawn.at(drawn.ends.values() - 1));
            case Listed(List<String> values) -> values;
        };
    }
}
