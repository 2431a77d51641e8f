package dev.irpflow.sim.cli;

import dev.irpflow.sim.mutant.Mutant;
import dev.irpflow.sim.report.Refusal;
import dev.irpflow.sim.report.Trees;
import dev.irpflow.sim.scenario.StrategyName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Hunts mutants with several strategies, and their scenarios as they are with all of them. */
final class MutantRuns {
    // So many times the runs that the first strategy takes are enough to see whether another one
    // needs a third of them.
    private static final long ENOUGH = 20;
    private static final long LEAST = 200;
    // So many runs show that a scenario holds as it is.
    private static final long SOUND = 500;

    private final MutantPlaces places;
    private final List<StrategyName> strategies;
    private final long schedules;
    private final long hunts;
    private final Map<String, Map<String, Object>> baselines = new LinkedHashMap<>();

    MutantRuns(MutantPlaces places, List<StrategyName> strategies, long schedules, long hunts) {
        this.places = places;
        this.strategies = strategies;
        this.schedules = schedules;
        this.hunts = hunts;
    }

    /**
     * What a mutant came to.
     *
     * @param boring of the run with the boring answers
     * @param hunts of the hunts, by strategy
     */
    record Of(
            Mutant mutant,
            Map<String, Object> boring,
            Map<StrategyName, Map<String, Object>> hunts) {}

    /** What one hunt of the portfolio finds in the scenario as it is: nothing, if all is well. */
    Map<String, Object> baseline(Mutant mutant) throws Refusal {
        Map<String, Object> known = baselines.get(mutant.scenario());
        if (known == null) {
            try (MutantPlaces.Place place = places.unchanged(mutant)) {
                long most = Math.min(schedules, SOUND);
                known = place.apply(asked(StrategyName.PORTFOLIO, most, 1, false));
            }
            baselines.put(mutant.scenario(), known);
        }
        return known;
    }

    /** Hunts a mutant. */
    Of of(Mutant mutant) throws Refusal {
        try (MutantPlaces.Place place = places.changed(mutant)) {
            Map<String, Object> boring =
                    place.apply(Trees.of(MutantHunt.STRATEGY, MutantHunt.BORING));
            Map<StrategyName, Map<String, Object>> all = new LinkedHashMap<>();
            long most = schedules;
            for (StrategyName strategy : strategies) {
                boolean isFirst = all.isEmpty();
                all.put(strategy, place.apply(asked(strategy, most, hunts, isFirst)));
                if (isFirst) {
                    most = enough(all.get(strategy));
                }
            }
            return new Of(mutant, boring, all);
        }
    }

    private long enough(@Nullable Map<String, Object> told) {
        if (told != null
                && told.get("played") instanceof Long played
                && told.get("found") instanceof Long found
                && found > 0) {
            return Math.min(Math.max(ENOUGH * played / found, LEAST), schedules);
        }
        return schedules;
    }

    private static Map<String, Object> asked(
            StrategyName strategy, long schedules, long howMany, boolean shrinks) {
        return Trees.of(
                MutantHunt.STRATEGY, strategy.word(),
                MutantHunt.SCHEDULES, schedules,
                MutantHunt.HUNTS, howMany,
                MutantHunt.SHRINKS, shrinks);
    }
}
