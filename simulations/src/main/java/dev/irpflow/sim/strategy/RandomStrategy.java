package dev.irpflow.sim.strategy;

import dev.irpflow.sim.hunt.Attempt;
import dev.irpflow.sim.hunt.Schedule;
import dev.irpflow.sim.hunt.Strategy;
import dev.irpflow.sim.scenario.StrategyName;
import dev.irpflow.stage.Options;
import dev.irpflow.stage.Site;

/**
 * Each question is answered by a draw of its own: a random walk. Runs deviate from the boring
 * answers at rates of their own, from one question in 256 to one in two.
 */
final class RandomStrategy implements Strategy {
    private static final long RATE = Site.key("rate of deviations");

    /** Of a run with the boring answers. */
    static final String BORING = "boring answers";

    private static final double[] RATES = {1 / 256.0, 1 / 64.0, 1 / 16.0, 1 / 4.0, 1 / 2.0};

    @Override
    public String name() {
        return StrategyName.RANDOM.word();
    }

    @Override
    public Attempt attempt(Schedule schedule) {
        int rate = Site.below(Site.draw(schedule.key(), RATE), RATES.length);
        return new Drawn(schedule, RATES[rate]);
    }

    /** The boring answers; whether a thing of some chance happens is drawn all the same. */
    static Attempt boring(Schedule schedule) {
        return new Drawn(schedule, 0);
    }

    private static final class Drawn extends Drawing {
        private final double rate;

        Drawn(Schedule schedule, double rate) {
            super(schedule, new Draws(schedule, rate));
            this.rate = rate;
        }

        @Override
        public String strategy() {
            return rate == 0 ? BORING : StrategyName.RANDOM.word();
        }

        @Override
        public int choose(long site, Options options) {
            return draws().option(site, options);
        }

        @Override
        public Attempt again() {
            return new Drawn(schedule(), rate);
        }
    }
}
