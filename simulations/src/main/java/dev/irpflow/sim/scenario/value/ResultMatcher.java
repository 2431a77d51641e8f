package dev.irpflow.sim.scenario.value;

import java.util.List;
import java.util.function.ToLongFunction;

/**
 * What a result is compared with: the value of {@code returns}, {@code completes}, {@code status}.
 */
public sealed interface ResultMatcher {
    /** Any result at all. */
    record Any() implements ResultMatcher {}

    /** Whatever the contract calls a success; for an NTSTATUS that includes STATUS_PENDING. */
    record Success() implements ResultMatcher {}

    /** Whatever the contract calls a failure. */
    record Failure() implements ResultMatcher {}

    /** This status. */
    record Is(Status status) implements ResultMatcher {}

    /** This number, for routines that return a count, a pointer or a LONG. */
    record Number(long number) implements ResultMatcher {}

    /** TRUE (anything but 0) or FALSE. */
    record Truth(boolean truth) implements ResultMatcher {}

    /** The result that an earlier operation had: {@code $up.status}. */
    record Same(Reference earlier) implements ResultMatcher {}

    /** Any of these. */
    record AnyOf(List<ResultMatcher> choices) implements ResultMatcher {
        public AnyOf {
            choices = List.copyOf(choices);
        }
    }

    /** Anything but this. */
    record Not(ResultMatcher wrong) implements ResultMatcher {}

    /**
     * Whether the result is as expected.
     *
     * @param earlier looks up the value that a reference names
     */
    default boolean accepts(Result result, ToLongFunction<Reference> earlier) {
        return switch (this) {
            case Any() -> true;
            case Success() -> result.meaning() == Result.Meaning.SUCCESS;
            case Failure() -> result.meaning() == Result.Meaning.FAILURE;
            case Is(Status status) -> status.code() == (int) result.value();
            case Number(long number) -> number == result.value();
            case Truth(boolean truth) -> truth == (result.value() != 0);
            case Same(Reference reference) -> earlier.applyAsLong(reference) == result.value();
            case AnyOf(List<ResultMatcher> choices) ->
                    choices.stream().anyMatch(choice -> choice.accepts(result, earlier));
            case Not(ResultMatcher wrong) -> !wrong.accepts(result, earlier);
        };
    }

    /** The one spelling of this matcher; a list stands between brackets. */
    default String written() {
        return switch (this) {
            case Any() -> "any";
            case Success() -> "success";
            case Failure() -> "failure";
            case Is(Status status) -> status.written();
            case Number(long number) -> Long.toString(number);
            case Truth(boolean truth) -> Boolean.toString(truth);
            case Same(Reference reference) -> reference.written();
            case AnyOf(List<ResultMatcher> choices) ->
                    "["
                            + String.join(
                                    ", ", choices.stream().map(ResultMatcher::written).toList())
                            + "]";
            case Not(ResultMatcher wrong) -> "not " + wrong.written();
        };
    }
}
