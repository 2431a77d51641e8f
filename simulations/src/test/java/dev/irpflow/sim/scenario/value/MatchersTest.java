package dev.irpflow.sim.scenario.value;

import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.sim.scenario.value.Link.Direction;
import dev.irpflow.sim.scenario.value.Result.Meaning;
import java.util.List;
import org.junit.jupiter.api.Test;

class MatchersTest {
    private static final Status CANCELLED = new Status("STATUS_CANCELLED", 0xC0000120);
    private static final Result CANCELLATION = new Result(0xC0000120, Meaning.FAILURE);
    private static final Result PENDING = new Result(0x103, Meaning.SUCCESS);

    private static boolean accepts(ResultMatcher matcher, Result result) {
        return matcher.accepts(result, reference -> 0x103);
    }

    @Test
    void aStatusIsComparedByItsThirtyTwoBits() {
        assertThat(accepts(new ResultMatcher.Is(CANCELLED), CANCELLATION)).isTrue();
        assertThat(
                        accepts(
                                new ResultMatcher.Is(CANCELLED),
                                new Result(0xFFFFFFFFC0000120L, Meaning.FAILURE)))
                .isTrue();
        assertThat(accepts(new ResultMatcher.Is(CANCELLED), PENDING)).isFalse();
    }

    @Test
    void successAndFailureAreWhatTheContractSays() {
        assertThat(accepts(new ResultMatcher.Success(), PENDING)).isTrue();
        assertThat(accepts(new ResultMatcher.Failure(), PENDING)).isFalse();
        assertThat(accepts(new ResultMatcher.Any(), CANCELLATION)).isTrue();
        assertThat(accepts(new ResultMatcher.Truth(true), PENDING)).isTrue();
        assertThat(accepts(new ResultMatcher.Number(0x103), PENDING)).isTrue();
    }

    @Test
    void resultsCombine() {
        var either =
                new ResultMatcher.AnyOf(
                        List.of(new ResultMatcher.Is(CANCELLED), new ResultMatcher.Success()));

        assertThat(accepts(either, CANCELLATION)).isTrue();
        assertThat(accepts(new ResultMatcher.Not(either), CANCELLATION)).isFalse();
        assertThat(accepts(new ResultMatcher.Same(new Reference("a", List.of("status"))), PENDING))
                .isTrue();
        assertThat(either.written()).isEqualTo("[STATUS_CANCELLED, success]");
    }

    /** A number, or nothing. */
    private record Actual(long number, boolean isUnset) implements Matcher.Actual {
        @Override
        public boolean is(Value value) {
            return !isUnset && value.equals(new Count(number));
        }

        @Override
        public int compareTo(Value value) {
            return Long.compare(number, ((Count) value).number());
        }
    }

    @Test
    void valuesAreComparedAndNothingIsLessThanNothing() {
        var five = new Actual(5, false);
        var unset = new Actual(0, true);

        assertThat(new Matcher.AtLeast(new Count(5)).accepts(five)).isTrue();
        assertThat(new Matcher.AtMost(new Count(4)).accepts(five)).isFalse();
        assertThat(new Matcher.Between(new Count(1), new Count(5)).accepts(five)).isTrue();
        assertThat(new Matcher.AtMost(new Count(4)).accepts(unset)).isFalse();
        assertThat(new Matcher.Unset().accepts(unset)).isTrue();
        assertThat(new Matcher.Not(new Matcher.Unset()).accepts(five)).isTrue();
        assertThat(
                        new Matcher.AnyOf(
                                        List.of(
                                                new Matcher.Is(new Count(4)),
                                                new Matcher.Is(new Count(5))))
                                .accepts(five))
                .isTrue();
    }

    @Test
    void aLinkCarriesOneWayOrBoth() {
        var both = new Link("a", "b", Direction.BOTH_WAYS);
        var oneWay = new Link("a", "b", Direction.ONE_WAY);

        assertThat(both.carries("b", "a")).isTrue();
        assertThat(oneWay.carries("a", "b")).isTrue();
        assertThat(oneWay.carries("b", "a")).isFalse();
        assertThat(both.written()).isEqualTo("a <-> b");
        assertThat(oneWay.written()).isEqualTo("a -> b");
    }

    @Test
    void failureDependsOnTheFamilyOfTheCode() {
        assertThat(CANCELLED.isFailure()).isTrue();
        assertThat(new Status("STATUS_PENDING", 0x103).isFailure()).isFalse();
        assertThat(new Status("ERROR_BAD_NETPATH", 53).isFailure()).isTrue();
        assertThat(new Status("WN_SUCCESS", 0).isFailure()).isFalse();
    }
}
