package dev.irpflow.sim.strategy;

import dev.irpflow.sim.hunt.Attempt;
import dev.irpflow.sim.hunt.Schedule;
import dev.irpflow.sim.hunt.Strategy;
import dev.irpflow.sim.run.RunResult;
import dev.irpflow.sim.scenario.StrategyName;
import dev.irpflow.stage.Answer;
import dev.irpflow.stage.Options;
import dev.irpflow.stage.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Keeps the answers of runs that showed something new and varies them, as fuzzers of programs do
 * with inputs. Wolff, Shi, Duck, Mathur, Roychoudhury: Greybox Fuzzing for Concurrency Testing
 * (ASPLOS 2024). New is a pair of steps that was never seen one after the other at questions.
 */
final class Feedback implements Strategy {
    private static final long PARENT = Site.key("parent");
    private static final long RATE = Site.key("rate of mutations");
    private static final long DROPPED = Site.key("dropped");
    private static final double[] RATES = {1 / 256.0, 1 / 64.0, 1 / 16.0, 1 / 4.0};
    private static final double DROPS = 1 / 8.0;
    private static final int FRESH = 4; // one run in so many has no parent
    private static final int MOST = 1024; // kept; then a new one takes the place of the oldest
    private static final int PAIRS = 1 << 16;

    private final List<Map<Long, Answer>> kept = new ArrayList<>();
    private final long[] seen = new long[PAIRS / Long.SIZE];
    private int oldest;

    @Override
    public String name() {
        return StrategyName.FEEDBACK.word();
    }

    @Override
    public boolean learns() {
        return true;
    }

    @Override
    public Attempt attempt(Schedule schedule) {
        long draw = Site.draw(schedule.key(), PARENT);
        boolean fresh = kept.isEmpty() || Site.below(draw, FRESH) == 0;
        Map<Long, Answer> parent =
                fresh ? Map.of() : kept.get(Site.below(Site.join(draw, PARENT), kept.size()));
        double rate = RATES[Site.below(Site.draw(schedule.key(), RATE), RATES.length)];
        return new Mutant(schedule, parent, new Draws(schedule, rate));
    }

    private void keep(Given given) {
        Map<Long, Answer> answers = given.answers().bySite();
        if (kept.size() < MOST) {
            kept.add(answers);
        } else {
            kept.set(oldest, answers);
            oldest = (oldest + 1) % MOST;
        }
    }

    private final class Mutant implements Attempt {
        private final Schedule schedule;
        private final Map<Long, Answer> parent;
        private final Draws draws;
        private final Given given = new Given();
        private final List<Integer> fresh = new ArrayList<>(); // pairs that no run has shown
        private long last;

        Mutant(Schedule schedule, Map<Long, Answer> parent, Draws draws) {
            this.schedule = schedule;
            this.parent = parent;
            this.draws = draws;
        }

        @Override
        public String strategy() {
            return name();
        }

        @Override
        public int choose(long site, Options options) {
            Answer before = parent.get(site);
            int option = before == null || isDropped(site) ? -1 : before.in(options);
            int answer =
                    given.choice(site, options, option >= 0 ? option : draws.option(site, options));
            long step = options.step(answer);
            note(Site.join(last, step));
            last = step;
            return answer;
        }

        private void note(long pair) {
            int bit = (int) (pair >>> 48) & (PAIRS - 1);
            if ((seen[bit >>> 6] & 1L << bit) == 0) {
                fresh.add(bit);
            }
        }

        private boolean isDropped(long site) {
            return Site.share(schedule.key(), Site.join(site, DROPPED)) < DROPS;
        }

        @Override
        public boolean happens(long site, double chance) {
            boolean again = parent.containsKey(site) && chance > 0 && !isDropped(site);
            return given.happening(site, again || draws.happens(site, chance));
        }

        @Override
        public long draw(long site) {
            return draws.draw(site);
        }

        @Override
        public void ended(RunResult result) {
            if (!fresh.isEmpty()) {
                fresh.forEach(bit -> seen[bit >>> 6] |= 1L << bit);
                keep(given);
            }
        }

        @Override
        public Attempt again() {
            return given.again(strategy(), schedule.seed());
        }
    }
}
