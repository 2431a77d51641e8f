package dev.irpflow.sim.strategy;

import dev.irpflow.sim.hunt.Attempt;
import dev.irpflow.sim.hunt.Schedule;
import dev.irpflow.sim.hunt.Strategy;
import dev.irpflow.sim.hunt.Survey;
import dev.irpflow.sim.scenario.StrategyName;
import dev.irpflow.stage.Site;
import java.util.List;

/**
 * All strategies that do not learn, in fixed shares, after one run with the boring answers; in the
 * beginning, where runs are short, every third run is the next one of a search depth first. A
 * number always means the same run: who plays one of that search has to play those before it.
 *
 * <p>The members come in rounds, each in an order of its own, so that each has its share of every
 * few runs and none is tied to an example or to a seed.
 */
final class Portfolio implements Strategy {
    private static final long MEMBER = Site.key("member");

    // By the seeded bugs (docs/seeded-bugs.md): a few delays or priorities find most, and find them
    // first; the others find what takes more, and none may be left out.
    private static final int DELAYS = 0;
    private static final int PRIORITIES = 1;
    private static final int SAMPLES = 2;
    private static final int DRAWS = 3;
    private static final int[] ROUND = {
        PRIORITIES, DELAYS, SAMPLES, DELAYS, PRIORITIES, DELAYS, PRIORITIES, DELAYS, DELAYS,
                PRIORITIES,
        PRIORITIES, SAMPLES, DELAYS, PRIORITIES, DELAYS, DRAWS, PRIORITIES, DELAYS, PRIORITIES,
                DELAYS
    };

    // One run in so many is one of the search, as long as it goes on.
    private static final int SEARCH_EVERY = 3;

    // So many runs of the search there are where runs are short, by their questions. In longer ones
    // it would not come far, and looks at the last question only; in very long ones it would keep
    // too much.
    private static final int SHORT = 20;
    private static final int SEARCHED = 40;
    private static final int LONG = 1000;
    private static final int LOOKS = 1;

    private final List<Strategy> members =
            List.of(new DelayBounded(), new Pct(), new Pos(), new RandomStrategy());
    private Dfs search = new Dfs();
    private int searched; // how many runs of the search there are

    @Override
    public String name() {
        return StrategyName.PORTFOLIO.word();
    }

    @Override
    public void survey(Survey survey) {
        members.forEach(member -> member.survey(survey));
        int length = survey.length(0);
        int most = length < SHORT ? SEARCHED : length < LONG ? LOOKS : 0;
        searched = survey.questions().size() == 1 ? most : 0;
    }

    // Which run of the search it is, from 0; -1 if it is none.
    private int searchRun(long number) {
        long run = number / SEARCH_EVERY;
        return number % SEARCH_EVERY == 0 && run <= searched && searched > 0 ? (int) run : -1;
    }

    @Override
    public long before(Schedule schedule) {
        int run = searchRun(schedule.number());
        if (run < 0) {
            return -1;
        }
        if (run < search.ended()) {
            search = new Dfs();
        }
        return run == search.ended() || search.isThrough() ? -1 : SEARCH_EVERY * search.ended();
    }

    @Override
    public Attempt attempt(Schedule schedule) {
        long number = schedule.number();
        int run = searchRun(number);
        if (run >= 0 && !search.isThrough()) {
            if (run != search.ended()) {
                throw new IllegalStateException(
                        "run %d of the search comes after %d".formatted(run, search.ended()));
            }
            return search.attempt(schedule, run == 0 ? RandomStrategy.BORING : search.name());
        }
        if (number == 0) {
            return RandomStrategy.boring(schedule);
        }
        int member =
                run > 0
                        ? ROUND[Site.below(draw(number), ROUND.length)]
                        : member(number - 1 - Math.min((number - 1) / SEARCH_EVERY, searched));
        return members.get(member).attempt(schedule);
    }

    // The first round is as written down, the others are in an order that the round draws: the
    // place of a member is how many have drawn a smaller number.
    private static int member(long nth) {
        int at = (int) (nth % ROUND.length);
        if (nth < ROUND.length) {
            return ROUND[at];
        }
        long first = nth - at;
        int smaller = 0;
        for (int i = 0; i < ROUND.length; i++) {
            smaller += Long.compare(draw(first + i), draw(nth)) < 0 ? 1 : 0;
        }
        return ROUND[smaller];
    }

    private static long draw(long number) {
        return Site.draw(number, MEMBER);
    }
}
