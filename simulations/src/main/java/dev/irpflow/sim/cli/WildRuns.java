package dev.irpflow.sim.cli;

import dev.irpflow.sim.hunt.Attempt;
import dev.irpflow.sim.hunt.Schedule;
import dev.irpflow.sim.hunt.Strategy;
import dev.irpflow.sim.stage.SeededChooser;
import dev.irpflow.stage.ChooserOver;

/**
 * Runs far from the boring one, for a bench of shrinking: each question has another answer with a
 * chance of one in four. No hunt looks for failures in this way, but any may be found so.
 */
final class WildRuns implements Strategy {
    /** Its name. */
    static final String NAME = "wild";

    private static final double RATE = 0.25;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Attempt attempt(Schedule schedule) {
        return new Wild(schedule);
    }

    private static final class Wild extends ChooserOver implements Attempt {
        private final Schedule schedule;

        Wild(Schedule schedule) {
            super(new SeededChooser(schedule.key(), RATE));
            this.schedule = schedule;
        }

        @Override
        public String strategy() {
            return NAME;
        }

        // What is no decision belongs to the seed.
        @Override
        public long draw(long site) {
            return new SeededChooser(schedule.seed()).draw(site);
        }

        @Override
        public Attempt again() {
            return new Wild(schedule);
        }
    }
}
