package dev.irpflow.sim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.sim.hunt.Failure;
import dev.irpflow.sim.hunt.Shrunk;
import dev.irpflow.sim.report.LeftOut;
import dev.irpflow.sim.scenario.Reduction;
import dev.irpflow.stage.Answer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which failures of a hunt are told as one. */
final class ShrunkRunTest {
    private static final Map<Long, Answer> ANSWERS = Map.of(7L, Answer.YES);

    @Test
    void runsWithTheSameAnswersAreOneWhateverRuleTheyBreakAndWhateverTheirSeedIs() {
        assertThat(
                        run(1, 5, "a/rule", ANSWERS, Reduction.NONE)
                                .isSameAs(run(1, 5, "another/rule", ANSWERS, Reduction.NONE)))
                .isTrue();
        assertThat(
                        run(1, 5, "a/rule", ANSWERS, Reduction.NONE)
                                .isSameAs(run(1, 6, "another/rule", ANSWERS, Reduction.NONE)))
                .isTrue();
    }

    @Test
    void runsInWhichNothingIsAnsweredAreOneOnlyWithTheSameSeed() {
        ShrunkRun boring = run(1, 5, "a/rule", Map.of(), Reduction.NONE);

        assertThat(boring.isSameAs(run(1, 6, "another/rule", Map.of(), Reduction.NONE))).isFalse();
        assertThat(boring.isSameAs(run(1, 5, "another/rule", Map.of(), Reduction.NONE))).isTrue();
    }

    @Test
    void otherAnswersAnotherExampleOrAnotherScenarioMakeAnotherFailure() {
        ShrunkRun first = run(1, 5, "a/rule", ANSWERS, Reduction.NONE);
        Reduction less = Reduction.NONE.without(List.of("a.yaml:3:5"));

        assertThat(first.isSameAs(run(2, 5, "a/rule", ANSWERS, Reduction.NONE))).isFalse();
        assertThat(first.isSameAs(run(1, 5, "a/rule", ANSWERS, less))).isFalse();
        assertThat(first.isSameAs(run(1, 5, "a/rule", Map.of(8L, Answer.YES), Reduction.NONE)))
                .isFalse();
    }

    private static ShrunkRun run(
            int example, long seed, String rule, Map<Long, Answer> answers, Reduction reduction) {
        var extent = new Shrunk.Extent(answers.size(), 0, 0, 1, 10);
        return new ShrunkRun(
                "F1",
                example,
                seed,
                new Shrunk(
                        new Failure(rule, "there"),
                        answers,
                        reduction,
                        extent,
                        extent,
                        3,
                        Shrunk.Ending.SMALLEST),
                LeftOut.NOTHING);
    }
}
