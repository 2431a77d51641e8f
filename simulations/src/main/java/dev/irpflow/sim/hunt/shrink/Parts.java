package dev.irpflow.sim.hunt.shrink;

import dev.irpflow.sim.scenario.Adverbs;
import dev.irpflow.sim.scenario.Fault;
import dev.irpflow.sim.scenario.RequestTemplate;
import dev.irpflow.sim.scenario.Scenario;
import dev.irpflow.sim.scenario.Setting;
import dev.irpflow.sim.scenario.Step;
import dev.irpflow.sim.scenario.value.Bytes;
import dev.irpflow.sim.scenario.value.Size;
import dev.irpflow.sim.scenario.value.Value;
import dev.irpflow.sim.scenario.yaml.Where;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

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

    /** How many bytes steps give, or workloads have as a length, by place, where more than one. */
    static Map<String, Long> sizes(Scenario scenario) {
        Map<String, Long> sizes = new LinkedHashMap<>();
        addSizes(scenario.steps(), sizes);
        return sizes;
    }

    /** Steps that are, or have within them, more than work that is asked of others. */
    static Set<String> program(Scenario scenario) {
        Set<String> places = new LinkedHashSet<>();
        addProgram(scenario.steps(), places);
        return places;
    }

    private static boolean addProgram(List<Step> steps, Set<String> places) {
        boolean any = false;
        for (Step step : steps) {
            if (isProgram(step, places)) {
                places.add(step.where().toString());
                any = true;
            }
        }
        return any;
    }

    private static boolean isProgram(Step step, Set<String> places) {
        return switch (step) {
            case Step.RunWorkload _, Step.Note _, Step.Check _ -> false;
            case Step.Do block -> addProgram(block.steps(), places) || block.holding() != null;
            case Step.Together together -> {
                boolean any = false;
                for (Step.Strand strand : together.strands()) {
                    if (addProgram(strand.steps(), places)) {
                        places.add(strand.where().toString());
                        any = true;
                    }
                }
                yield any;
            }
            case Step.BeginWorkload _, Step.OfRoutine _, Step.Simple _ -> true;
        };
    }

    private static void addSizes(List<Step> steps, Map<String, Long> sizes) {
        for (Step step : steps) {
            switch (step) {
                case Step.OfWorkload work -> addSizesOf(work.with(), sizes);
                case Step.OfRoutine call -> addSizesOf(call.request(), sizes);
                case Step.Around block -> addSizes(block.nested(), sizes);
                case Step.Simple _ -> {}
            }
        }
    }

    private static void addSizesOf(List<Setting> settings, Map<String, Long> sizes) {
        for (Setting one : settings) {
            if (one.value() instanceof Size(long bytes) && bytes > 1) {
                sizes.put(one.where().toString(), bytes);
            } else {
                addSize(one.value(), one.where(), sizes);
            }
        }
    }

    private static void addSizesOf(RequestTemplate request, Map<String, Long> sizes) {
        request.fields().forEach(one -> addSize(one.value(), one.where(), sizes));
    }

    private static void addSize(Value value, Where where, Map<String, Long> sizes) {
        long bytes = 0;
        if (value instanceof Bytes.Zeros(Size size)) {
            bytes = size.bytes();
        } else if (value instanceof Bytes.Random(Size size)) {
            bytes = size.bytes();
        }
        if (bytes > 1) {
            sizes.put(where.toString(), bytes);
        }
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
        return adverbs.violates() != null
                || adverbs.bugChecks() != null
                || step.nested().stream().anyMatch(Parts::announces);
    }

    private static void addRepeats(List<Step> steps, Map<String, Long> repeats) {
        for (Step step : steps) {
            if (step instanceof Step.Do block && block.repeat() > 1) {
                repeats.put(block.where().toString(), block.repeat());
            }
            addRepeats(step.nested(), repeats);
        }
    }
}
