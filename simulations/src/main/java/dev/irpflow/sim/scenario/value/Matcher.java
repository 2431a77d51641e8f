package dev.irpflow.sim.scenario.value;

import java.util.List;

/** What a value is compared with: under {@code gives} and after {@code is}. */
public sealed interface Matcher {
    /** Exactly this value. */
    record Is(Value value) implements Matcher {}

    record AtLeast(Value least) implements Matcher {}

    record AtMost(Value most) implements Matcher {}

    /** Both ends belong. */
    record Between(Value least, Value most) implements Matcher {}

    record AnyOf(List<Matcher> choices) implements Matcher {
        public AnyOf {
            choices = List.copyOf(choices);
        }
    }

    record Not(Matcher wrong) implements Matcher {}

    /** The out-parameter was left untouched. */
    record Unset() implements Matcher {}

    /** The value at hand, compared with values of a scenario. */
    interface Actual {
        /** Whether nothing was written. */
        boolean isUnset();

        /** Whether it is this value; false if nothing was written. */
        boolean is(Value value);

        /** Below 0, 0 or above 0 as it is less than, equal to or more than this value. */
        int compareTo(Value value);
    }

    /** Whether the value at hand is as expected. */
    default boolean accepts(Actual actual) {
        return switch (this) {
            case Is(Value value) -> actual.is(value);
            case AtLeast(Value least) -> !actual.isUnset() && actual.compareTo(least) >= 0;
            case AtMost(Value most) -> !actual.isUnset() && actual.compareTo(most) <= 0;
            case Between(Value least, Value most) ->
                    !actual.isUnset()
                            && actual.compareTo(least) >= 0
                            && actual.compareTo(most) <= 0;
            case AnyOf(List<Matcher> choices) ->
                    choices.stream().anyMatch(choice -> choice.accepts(actual));
            case Not(Matcher wrong) -> !wrong.accepts(actual);
            case Unset() -> actual.isUnset();
        };
    }
}
