package dev.irpflow.sim.strategy;

import dev.irpflow.sim.hunt.Attempt;
import dev.irpflow.sim.hunt.Schedule;
import dev.irpflow.sim.scenario.StrategyName;
import dev.irpflow.stage.Options;
import dev.irpflow.stage.Site;
import java.util.Arrays;

/**
 * Every cause chain has a priority, and the highest goes on; at d - 1 drawn questions it falls
 * below all others. Burckhardt, Kothari, Musuvathi, Nagarakatte: A Randomized Scheduler with
 * Probabilistic Guarantees of Finding Bugs (ASPLOS 2010): among n chains and k questions, a failure
 * that needs d orderings is found in at least one run of n * k^(d-1).
 */
final class Pct extends Surveyed {
    private static final long DEPTH = Site.key("depth");
    private static final long CHANGE = Site.key("change of priority");
    private static final int DEEPEST = 5;

    // A chain that has had so many questions in a row gives way: a thread that polls or spins waits
    // for others, and no processor is that unfair. Fewer tries than a livelock is told after.
    private static final int PATIENCE = 500;

    @Override
    public String name() {
        return StrategyName.PCT.word();
    }

    @Override
    public Attempt attempt(Schedule schedule) {
        int depth = 1 + Site.below(Site.draw(schedule.key(), DEPTH), DEEPEST);
        return attempt(schedule, depth);
    }

    /** The answers of a run with so many orderings to hit. */
    Attempt attempt(Schedule schedule, int depth) {
        return new Ranked(schedule, depth, length(schedule));
    }

    private static final class Ranked extends Drawing {
        private final int length;
        private final int[] changes; // at which question, counted from 1; the n-th falls to n
        private long[] fallen = new long[8]; // chains
        private long[] ranks = new long[8]; // where they have fallen to, below all that have not
        private int size;
        private int asked;
        private long last; // the chain that went on last
        private int inRow;
        private long bottom;

        Ranked(Schedule schedule, int depth, int length) {
            super(schedule, new Draws(schedule));
            this.length = length;
            changes = new int[depth - 1];
            for (int i = 0; i < changes.length; i++) {
                changes[i] =
                        1 + Site.below(Site.draw(schedule.key(), Site.join(CHANGE, i)), length);
            }
        }

        @Override
        public String strategy() {
            return StrategyName.PCT.word() + " " + (changes.length + 1);
        }

        @Override
        public int choose(long site, Options options) {
            if (options.kind() == Options.Kind.WAYS) {
                return draws().option(site, options);
            }
            asked++;
            int best = highest(options);
            for (int i = 0; i < changes.length; i++) {
                if (changes[i] == asked) {
                    fall(options.chain(best), i - changes.length);
                    best = highest(options);
                }
            }
            inRow = options.chain(best) == last ? inRow + 1 : 0;
            if (inRow >= PATIENCE) {
                fall(last, --bottom - changes.length);
                inRow = 0;
                best = highest(options);
            }
            last = options.chain(best);
            return best;
        }

        private int highest(Options options) {
            int best = 0;
            long rank = rank(options.chain(0));
            for (int i = 1; i < options.count(); i++) {
                long other = rank(options.chain(i));
                if (other > rank) {
                    best = i;
                    rank = other;
                }
            }
            return best;
        }

        private long rank(long chain) {
            for (int i = 0; i < size; i++) {
                if (fallen[i] == chain) {
                    return ranks[i];
                }
            }
            return Site.draw(schedule().key(), chain) >>> 1; // never below 0
        }

        private void fall(long chain, long rank) {
            int at = 0;
            while (at < size && fallen[at] != chain) {
                at++;
            }
            if (at == fallen.length) {
                fallen = Arrays.copyOf(fallen, 2 * at);
                ranks = Arrays.copyOf(ranks, 2 * at);
            }
            fallen[at] = chain;
            ranks[at] = rank;
            size = Math.max(size, at + 1);
        }

        @Override
        public Attempt again() {
            return new Ranked(schedule(), changes.length + 1, length);
        }
    }
}
