package dev.irpflow.sim.hunt.strategy;

import dev.irpflow.sim.hunt.Attempt;
import dev.irpflow.sim.hunt.Schedule;
import dev.irpflow.sim.hunt.Strategy;
import dev.irpflow.sim.stage.SeededChooser;
import dev.irpflow.stage.Chooser;
import dev.irpflow.stage.Options;

/**
 * Each question is answered by a draw of its own. Runs deviate from the boring answers at rates of
 * their own, from never to one question in four.
 */
public final class RandomStrategy implements Strategy {
    /** The name on the command line. */
    public static final String NAME = "random";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Attempt attempt(Schedule schedule) {
        return new Drawn(
                schedule, new SeededChooser(schedule.key()), new SeededChooser(schedule.seed()));
    }

    private record Drawn(Schedule schedule, Chooser answers, Chooser draws) implements Attempt {
        @Override
        public String strategy() {
            return NAME;
        }

        @Override
        public int choose(long site, Options options) {
            return answers.choose(site, options);
        }

        @Override
        public boolean happens(long site, double chance) {
            return answers.happens(site, chance);
        }

        @Override
        public long draw(long site) {
            return draws.draw(site);
        }

        @Override
        public Attempt again() {
            return this;
        }
    }
}
