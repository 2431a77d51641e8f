package dev.irpflow.sim.strategy;

import dev.irpflow.sim.hunt.Attempt;
import dev.irpflow.sim.hunt.Schedule;
import dev.irpflow.sim.hunt.Strategy;
import dev.irpflow.sim.hunt.Survey;
import dev.irpflow.sim.scenario.StrategyName;
import dev.irpflow.stage.Options;
import dev.irpflow.stage.Site;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The boring run, in which at most d drawn questions get another answer. Emmi, Qadeer, Rakamaric:
 * Delay-Bounded Scheduling (POPL 2011).
 */
final class DelayBounded implements Strategy {
    private static final long DELAYS = Site.key("delays");
    private static final long WHERE = Site.key("where a delay is");
    private static final int MOST = 4;

    private @Nullable Survey survey;

    @Override
    public String name() {
        return StrategyName.DELAY_BOUNDED.word();
    }

    @Override
    public void survey(Survey found) {
        survey = found;
    }

    @Override
    public Attempt attempt(Schedule schedule) {
        int length =
                Objects.requireNonNull(survey, "the survey comes first").length(schedule.example());
        return new Delayed(
                schedule, 1 + Site.below(Site.draw(schedule.key(), DELAYS), MOST), length);
    }

    private static final class Delayed implements Attempt {
        private final Schedule schedule;
        private final int length;
        private final int[] delays; // at which question, counted from 1
        private final Draws draws;
        private int asked;

        Delayed(Schedule schedule, int most, int length) {
            this.schedule = schedule;
            this.length = length;
            this.draws = new Draws(schedule);
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
                    return draws.other(site, options);
                }
            }
            return 0;
        }

        @Override
        public boolean happens(long site, double chance) {
            return draws.happens(site, chance);
        }

        @Override
        public long draw(long site) {
            return draws.draw(site);
        }

        @Override
        public Attempt again() {
            return new Delayed(schedule, delays.length, length);
        }
    }
}
