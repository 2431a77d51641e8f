package dev.irpflow.sim.strategy;

import dev.irpflow.sim.hunt.Attempt;
import dev.irpflow.sim.hunt.Schedule;
import dev.irpflow.sim.scenario.StrategyName;
import dev.irpflow.stage.Options;
import dev.irpflow.stage.Site;

/**
 * The boring run, in which at most d drawn questions get another answer. Emmi, Qadeer, Rakamaric:
 * Delay-Bounded Scheduling (POPL 2011).
 */
final class DelayBounded extends Surveyed {
    private static final long DELAYS = Site.key("delays");
    private static final long WHERE = Site.key("where a delay is");
    private static final int MOST = 4;

    @Override
    public String name() {
        return StrategyName.DELAY_BOUNDED.word();
    }

    @Override
    public Attempt attempt(Schedule schedule) {
        int delays = 1 + Site.below(Site.draw(schedule.key(), DELAYS), MOST);
        return new Delayed(schedule, delays, length(schedule));
    }

    private static final class Delayed extends Drawing {
        private final int length;
        private final int[] delays; // at which question, counted from 1
        private int asked;

        Delayed(Schedule schedule, int most, int length) {
            super(schedule, new Draws(schedule));
            this.length = length;
            this.delays = new int[most];
            for (int i = 0; i < most; i++) {
                delays[i] = 1 + Site.below(Site.draw(schedule.key(), Site.join(WHERE, i)), length);
            }
        }

        @Override
        public String strategy() {
            return StrategyName.DELAY_BOUNDED.word() + " " + delays.length;
        }

        @Override
        public int choose(long site, Options options) {
            asked++;
            for (int delay : delays) {
                if (delay == asked) {
                    return draws().other(site, options);
                }
            }
            return 0;
        }

        @Override
        public Attempt again() {
            return new Delayed(schedule(), delays.length, length);
        }
    }
}
