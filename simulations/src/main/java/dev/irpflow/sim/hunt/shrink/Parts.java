package dev.irpflow.sim.hunt.shrink;

import dev.irpflow.sim.scenario.Adverbs;
import dev.irpflow.sim.scenario.Fault;
import dev.irpflow.sim.scenario.Scenario;
import dev.irpflow.sim.scenario.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What of a scenario may be left out, by place. */
final class Parts {
    private Parts() {}

    static List<String> faults(Scenario scenario) {
        List<String> places = new ArrayList<>();
        for (Fault fault : scenario.faults().faults()) {
            places.add(fault.where().toString());
        }
        return places;
    }

    /** Steps, each before those within it; a thread counts as a step around its own. */
    static List<String> steps(Scenario scenario) {
        List<String> places = new ArrayList<>();
        addSteps(scenario.steps(), places);
        return places;
    }

    /** How often blocks are repeated that are so more than once. */
    static Map<String, Long> repeats(Scenario scenario) {
        Map<String, Long> repeats = new LinkedHashMap<>();
        addRepeats(scenario.steps(), repeats);
        return repeats;
    }

    private static void addSteps(List<Step> steps, List<String> places) {
        for (Step step : steps) {
            if (!announces(step)) {
                places.add(step.where().toString());
            }
            if (step instanceof Step.Do block) {
                addSteps(block.steps(), places);
            } else if (step instanceof Step.Together together) {
                for (Step.Strand strand : together.strands()) {
                    if (strand.steps().stream().noneMatch(Parts::announces)) {
                        places.add(strand.where().toString());
                    }
                    addSteps(strand.steps(), places);
                }
            }
        }
    }

    // What a step must break counts as broken in vain where the step is gone.
    private static boolean announces(Step step) {
        Adverbs adverbs = step.adverbs();
        if (adverbs.violates() != null || adverbs.bugChecks() != null) {
            return true;
        }
        if (step instanceof Step.Do block) {
            return block.steps().stream().anyMatch(Parts::announces);
        }
        return step instanceof Step.Together together
                && together.strands().stream()
                        .flatMap(strand -> strand.steps().stream())
                        .anyMatch(Parts::announces);
    }

    private static void addRepeats(List<Step> steps, Map<String, Long> repeats) {
        for (Step step : steps) {
            if (step instanceof Step.Do block) {
                if (block.repeat() > 1) {
                    repeats.put(block.where().toString(), block.repeat());
                }
                addRepeats(block.steps(), repeats);
            } else if (step instanceof Step.Together together) {
                together.strands().forEach(strand -> addRepeats(strand.steps(), repeats));
            }
        }
    }
}
