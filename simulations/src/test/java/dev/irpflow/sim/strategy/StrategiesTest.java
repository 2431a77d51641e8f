package dev.irpflow.sim.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.sim.hunt.Attempt;
import dev.irpflow.sim.hunt.Schedule;
import dev.irpflow.sim.hunt.Strategy;
import dev.irpflow.sim.hunt.Survey;
import dev.irpflow.sim.run.RunResult;
import dev.irpflow.sim.run.Verdict;
import dev.irpflow.sim.scenario.StrategyName;
import dev.irpflow.stage.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What each strategy promises: the same run for a number, and a bug after so many schedules. */
final class StrategiesTest {
    // The first writes twice, and the second reads in between: two orderings have to be hit.
    private static final World BETWEEN = new World("w2w2w2w1w1w2w2", "r2r1r2r2");
    static final RunResult HELD =
            new RunResult(
                    Verdict.HELD,
                    "",
                    List.of(),
                    null,
                    0,
                    0,
                    Map.of(),
                    List.of(),
                    1,
                    1,
                    Map.of(),
                    null,
                    List.of());

    private static Strategy fresh(StrategyName name) {
        Strategy strategy = Strategies.of(name);
        strategy.survey(new Survey(List.of(10)));
        return strategy;
    }

    private static Schedule schedule(long number) {
        return new Schedule(number, 0, 1, Site.draw(1, number));
    }

    private static boolean readsBetween(World.End end) {
        return end.outcome().contains("0.6 ");
    }

    // Fixed numbers, so fixed results: what a change of a strategy moves is seen here.
    @ParameterizedTest
    @EnumSource
    void aBugOfTwoOrderingsIsFoundWithinThreeHundredSchedules(StrategyName name) {
        Strategy strategy = fresh(name);

        assertThat(firstHit(strategy, BETWEEN, 300)).isBetween(0, 299);
    }

    private record Played(Attempt attempt, World.End end) {}

    private static World.End play(Strategy strategy, World world, long number) {
        return played(strategy, world, number).end();
    }

    // What has to be played before a run comes first.
    private static Played played(Strategy strategy, World world, long number) {
        for (long before = strategy.before(schedule(number));
                before >= 0;
                before = strategy.before(schedule(number))) {
            Attempt earlier = strategy.attempt(schedule(before));
            world.play(earlier);
            earlier.ended(HELD);
        }
        Attempt attempt = strategy.attempt(schedule(number));
        World.End end = world.play(attempt);
        attempt.ended(HELD);
        return new Played(attempt, end);
    }

    private static int firstHit(Strategy strategy, World world, int most) {
        for (int number = 0; number < most; number++) {
            if (readsBetween(play(strategy, world, number))) {
                return number;
            }
        }
        return -1;
    }

    @ParameterizedTest
    @EnumSource(names = {"PORTFOLIO", "RANDOM", "PCT", "POS", "DELAY_BOUNDED"})
    void aNumberIsTheSameRunWhateverWasPlayedBefore(StrategyName name) {
        Strategy one = fresh(name);
        List<World.End> ends = new ArrayList<>();
        for (int number = 0; number < 50; number++) {
            ends.add(play(one, BETWEEN, number));
        }

        Strategy other = fresh(name);
        for (int number = 49; number >= 0; number--) {
            assertThat(play(fresh(name), BETWEEN, number)).isEqualTo(ends.get(number));
            assertThat(play(other, BETWEEN, number)).isEqualTo(ends.get(number));
        }
        assertThat(one.learns()).isFalse();
    }

    @Test
    void whereRunsAreShortThePortfolioSearchesAllOfThem() {
        Strategy portfolio = fresh(StrategyName.PORTFOLIO);
        Strategy search = fresh(StrategyName.DFS);
        World world = new World("w1w2w3w1w2", "r1r2r3r1", "w3r1r2");
        play(search, world, 0);
        for (int number = 3; number <= 120; number += 3) {
            assertThat(play(portfolio, world, number)).isEqualTo(play(search, world, 0));
        }

        assertThat(played(portfolio, world, 123).attempt().strategy()).isNotEqualTo("dfs");
    }

    @Test
    void aSearchThatIsThroughLeavesItsRunsToTheOthers() {
        Strategy portfolio = fresh(StrategyName.PORTFOLIO);
        World world = new World("w1", "r1");
        List<String> members = new ArrayList<>();
        for (int number = 3; number <= 9; number += 3) {
            members.add(played(portfolio, world, number).attempt().strategy());
        }

        assertThat(members).startsWith("dfs");
        assertThat(members.subList(1, 3)).doesNotContain("dfs");
    }

    @Test
    void whereRunsAreLongThePortfolioDrawsAllOfThem() {
        Strategy portfolio = Strategies.of(StrategyName.PORTFOLIO);
        portfolio.survey(new Survey(List.of(1000)));
        for (int number = 0; number < 200; number++) {
            assertThat(portfolio.before(schedule(number))).isNegative();
            assertThat(portfolio.attempt(schedule(number)).strategy()).isNotEqualTo("dfs");
        }
    }

    @ParameterizedTest
    @EnumSource
    void anAttemptGivesItsAnswersAgain(StrategyName name) {
        World world = new World("w1?2f1w2", "r2w1?1", "(w1r2)", "s2f2x1");
        Strategy strategy = fresh(name);
        for (int number = 0; number < 200; number++) {
            Played one = played(strategy, world, number);
            Attempt attempt = one.attempt();

            assertThat(world.play(attempt.again())).isEqualTo(one.end());
            assertThat(world.play(attempt.again().again())).isEqualTo(one.end());
        }
    }

    // n chains, k questions and d orderings: one run in n * k^(d-1), less what chance takes away.
    @ParameterizedTest
    @CsvSource({"1, w1, r1, 0.0", "2, w2w2w2w1w1w2w2, r2r1r2r2, 0.6"})
    void priorityChangesFindABugOfADepthAsOftenAsTheyPromise(
            int depth, String first, String second, String seen) {
        World world = new World(first, second);
        int questions = 10;
        Pct pct = new Pct();
        pct.survey(new Survey(List.of(questions)));
        int runs = 2000;
        int hits = 0;
        for (int number = 0; number < runs; number++) {
            String expected = depth == 1 ? "null" : seen + " ";
            hits +=
                    world.play(pct.attempt(schedule(number), depth)).outcome().contains(expected)
                            ? 1
                            : 0;
        }

        assertThat(hits)
                .isGreaterThanOrEqualTo((int) (0.9 * runs / (2 * Math.pow(questions, depth - 1))));
    }

    @Test
    void aStrandThatPollsGivesWayBeforeItIsCalledALivelock() {
        World polls = new World("r1".repeat(3000), "w1");
        Pct pct = new Pct();
        pct.survey(new Survey(List.of(8)));
        for (int number = 0; number < 20; number++) {
            String outcome = polls.play(pct.attempt(schedule(number), 1)).outcome();
            assertThat(outcome.split("null", -1).length).isLessThan(700);
        }
    }

    @Test
    void thePortfolioBeginsWithTheBoringAnswers() {
        Attempt first = fresh(StrategyName.PORTFOLIO).attempt(schedule(0));
        Attempt boring = fresh(StrategyName.DFS).attempt(schedule(0));

        assertThat(BETWEEN.play(first)).isEqualTo(BETWEEN.play(boring));
    }

    @Test
    void thePortfolioHasMembersOfEveryKind() {
        Set<String> members = new TreeSet<>();
        Strategy portfolio = fresh(StrategyName.PORTFOLIO);
        for (int number = 0; number < 500; number++) {
            members.add(played(portfolio, BETWEEN, number).attempt().strategy());
        }

        assertThat(members)
                .containsExactly(
                        "boring answers",
                        "delay-bounded 1",
                        "delay-bounded 2",
                        "delay-bounded 3",
                        "delay-bounded 4",
                        "dfs",
                        "pct 1",
                        "pct 2",
                        "pct 3",
                        "pct 4",
                        "pct 5",
                        "pos",
                        "random");
    }

    @Test
    void chancesAreRaisedInSomeRunsButNeverToFaultsThatNobodyWillSee() {
        int none = 0;
        int most = 0;
        for (int number = 0; number < 1000; number++) {
            Draws draws = new Draws(schedule(number));
            int struck = 0;
            for (int site = 0; site < 100; site++) {
                assertThat(draws.happens(site, 0)).isFalse();
                assertThat(draws.happens(site, 1)).isTrue();
                struck += draws.happens(Site.join(site, 5), 0.001) ? 1 : 0;
            }
            none += struck == 0 ? 1 : 0;
            most = Math.max(most, struck);
        }

        assertThat(none).isBetween(400, 700); // 905 at the chance that is said
        assertThat(most).isBetween(2, 4);
    }
}
