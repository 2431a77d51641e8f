package dev.irpflow.sim.strategy;

import dev.irpflow.sim.hunt.Schedule;
import dev.irpflow.sim.hunt.Strategy;
import dev.irpflow.sim.hunt.Survey;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A strategy that draws places in a run, and so has to know how long runs are. */
abstract class Surveyed implements Strategy {
    private @Nullable Survey survey;

    @Override
    public final void survey(Survey found) {
        survey = found;
    }

    /** How many questions a run is taken to have. */
    final int length(Schedule schedule) {
        return Objects.requireNonNull(survey, "the survey comes first").length(schedule.example());
    }
}
