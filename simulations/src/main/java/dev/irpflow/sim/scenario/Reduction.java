package dev.irpflow.sim.scenario;

import dev.irpflow.sim.scenario.yaml.Where;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a run leaves out of its scenario. Faults and steps go by the place of their verb, which
 * stays the same whatever else is left out.
 *
 * @param leftOut the places of faults and steps that are not there
 * @param repeats how often blocks are repeated, by place, where that is less than the scenario says
 * @param draws which of the values that they may take drawn parameters have, by name, the first
 *     being 0; whoever composes the scenario heeds them
 */
public record Reduction(Set<String> leftOut, Map<String, Long> repeats, Map<String, Long> draws) {
    /** Everything is there. */
    public static final Reduction NONE = new Reduction(Set.of(), Map.of(), Map.of());

    public Reduction {
        leftOut = Collections.unmodifiableSet(new LinkedHashSet<>(leftOut));
        repeats = Collections.unmodifiableMap(new LinkedHashMap<>(repeats));
        draws = Collections.unmodifiableMap(new LinkedHashMap<>(draws));
    }

    /** Whether nothing is left out. */
    public boolean isNone() {
        return leftOut.isEmpty() && repeats.isEmpty() && draws.isEmpty();
    }

    /** What both leave out; where both say something, the other one counts. */
    public Reduction and(Reduction other) {
        Reduction both = without(other.leftOut);
        Map<String, Long> repeated = new LinkedHashMap<>(repeats);
        repeated.putAll(other.repeats);
        Map<String, Long> drawn = new LinkedHashMap<>(draws);
        drawn.putAll(other.draws);
        return new Reduction(both.leftOut, repeated, drawn);
    }

    /** The same without these faults and steps. */
    public Reduction without(Collection<String> places) {
        Set<String> more = new LinkedHashSet<>(leftOut);
        more.addAll(places);
        return new Reduction(more, repeats, draws);
    }

    /** The same with a block that is repeated so often. */
    public Reduction repeating(String place, long times) {
        return new Reduction(leftOut, with(repeats, place, times), draws);
    }

    /** The same with a parameter that has this of its values. */
    public Reduction drawing(String parameter, long which) {
        return new Reduction(leftOut, repeats, with(draws, parameter, which));
    }

    private static Map<String, Long> with(Map<String, Long> map, String key, long value) {
        Map<String, Long> more = new LinkedHashMap<>(map);
        more.put(key, value);
        return more;
    }

    /** What is left of a scenario that has the values of its parameters. */
    public Scenario of(Scenario whole) {
        return leftOut.isEmpty() && repeats.isEmpty()
                ? whole
                : new Scenario(
                        whole.title(),
                        whole.parameters(),
                        whole.world(),
                        steps(whole.steps()),
                        faults(whole.faults()),
                        whole.properties(),
                        whole.caughtBy(),
                        whole.outcome(),
                        whole.limits(),
                        whole.inputs(),
                        whole.hunt(),
                        whole.order());
    }

    // A fault keeps its number, and with it the name that its answers belong to.
    private FaultPlan faults(FaultPlan whole) {
        List<Fault> faults = new ArrayList<>();
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < whole.faults().size(); i++) {
            Fault fault = whole.faults().get(i);
            if (isIn(fault.where())) {
                faults.add(fault);
                numbers.add(whole.numbers().get(i));
            }
        }
        return new FaultPlan(faults, numbers, whole.calmAfter());
    }

    private List<Step> steps(List<Step> whole) {
        List<Step> left = new ArrayList<>();
        for (Step step : whole) {
            if (!isIn(step.where())) {
                continue;
            }
            if (step instanceof Step.Together together) {
                addIfAny(left, together);
            } else if (step instanceof Step.Do block) {
                addIfAny(left, block);
            } else {
                left.add(step);
            }
        }
        return left;
    }

    private void addIfAny(List<Step> left, Step.Together whole) {
        List<Step.Strand> strands = new ArrayList<>();
        for (Step.Strand strand : whole.strands()) {
            List<Step> steps = isIn(strand.where()) ? steps(strand.steps()) : List.of();
            if (!steps.isEmpty()) {
                strands.add(new Step.Strand(strand.name(), steps, strand.where()));
            }
        }
        if (!strands.isEmpty()) {
            left.add(new Step.Together(whole.adverbs(), strands, whole.where()));
        }
    }

    private void addIfAny(List<Step> left, Step.Do whole) {
        List<Step> steps = steps(whole.steps());
        if (!steps.isEmpty()) {
            long repeat = repeats.getOrDefault(whole.where().toString(), whole.repeat());
            left.add(
                    new Step.Do(
                            whole.adverbs(),
                            steps,
                            repeat,
                            whole.holding(),
                            whole.when(),
                            whole.where()));
        }
    }

    private boolean isIn(Where where) {
        return !leftOut.contains(where.toString());
    }
}
