package dev.irpflow.sim.scenario;

import dev.irpflow.sim.scenario.value.Bytes;
import dev.irpflow.sim.scenario.value.Size;
import dev.irpflow.sim.scenario.value.Value;
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
 * @param sizes how many bytes a length is, or zeros and random bytes, by place, where a step gives
 *     more
 * @param draws which of the values that they may take drawn parameters have, by name, the first
 *     being 0; whoever composes the scenario heeds them
 */
public record Reduction(
        Set<String> leftOut,
        Map<String, Long> repeats,
        Map<String, Long> sizes,
        Map<String, Long> draws) {
    /** Everything is there. */
    public static final Reduction NONE = new Reduction(Set.of(), Map.of(), Map.of(), Map.of());

    public Reduction {
        leftOut = Collections.unmodifiableSet(new LinkedHashSet<>(leftOut));
        repeats = Collections.unmodifiableMap(new LinkedHashMap<>(repeats));
        sizes = Collections.unmodifiableMap(new LinkedHashMap<>(sizes));
        draws = Collections.unmodifiableMap(new LinkedHashMap<>(draws));
    }

    /** Whether nothing is left out. */
    public boolean isNone() {
        return leftOut.isEmpty() && repeats.isEmpty() && sizes.isEmpty() && draws.isEmpty();
    }

    /** What both leave out; where both say something, the other one counts. */
    public Reduction and(Reduction other) {
        Set<String> more = new LinkedHashSet<>(leftOut);
        more.addAll(other.leftOut);
        return new Reduction(
                more,
                with(repeats, other.repeats),
                with(sizes, other.sizes),
                with(draws, other.draws));
    }

    /** The same without these faults and steps. */
    public Reduction without(Collection<String> places) {
        Set<String> more = new LinkedHashSet<>(leftOut);
        more.addAll(places);
        return new Reduction(more, repeats, sizes, draws);
    }

    /** The same with a block that is repeated so often. */
    public Reduction repeating(String place, long times) {
        return new Reduction(leftOut, with(repeats, Map.of(place, times)), sizes, draws);
    }

    /** The same with bytes that are so many. */
    public Reduction sizing(String place, long bytes) {
        return new Reduction(leftOut, repeats, with(sizes, Map.of(place, bytes)), draws);
    }

    /** The same with a parameter that has this of its values. */
    public Reduction drawing(String parameter, long which) {
        return new Reduction(leftOut, repeats, sizes, with(draws, Map.of(parameter, which)));
    }

    private static Map<String, Long> with(Map<String, Long> map, Map<String, Long> others) {
        Map<String, Long> more = new LinkedHashMap<>(map);
        more.putAll(others);
        return more;
    }

    /** What is left of a scenario that has the values of its parameters. */
    public Scenario of(Scenario whole) {
        return leftOut.isEmpty() && repeats.isEmpty() && sizes.isEmpty()
                ? whole
                : whole.with(whole.world(), steps(whole.steps()), faults(whole.faults()));
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
                left.add(sizes.isEmpty() ? step : smaller(step));
            }
        }
        return left;
    }

    private Step smaller(Step step) {
        return switch (step) {
            case Step.RunWorkload(var adverbs, var workload, var with, var expects, var where) ->
                    new Step.RunWorkload(adverbs, workload, smaller(with), expects, where);
            case Step.BeginWorkload(var adverbs, var workload, var with, var expects, var where) ->
                    new Step.BeginWorkload(adverbs, workload, smaller(with), expects, where);
            case Step.Call(var adverbs, var request, var expects, var where) ->
                    new Step.Call(adverbs, smaller(request), expects, where);
            case Step.Begin(var adverbs, var request, var expects, var where) ->
                    new Step.Begin(adverbs, smaller(request), expects, where);
            case Step.Around _, Step.Simple _ -> step;
        };
    }

    private List<Setting> smaller(List<Setting> settings) {
        return settings.stream()
                .map(one -> new Setting(one.name(), smaller(one.value(), one.where()), one.where()))
                .toList();
    }

    private RequestTemplate smaller(RequestTemplate request) {
        List<RequestTemplate.Field> fields =
                request.fields().stream()
                        .map(one ->
                                new RequestTemplate.Field(
                                        one.spec(), smaller(one.value(), one.where()), one.where()))
                        .toList();
        return new RequestTemplate(request.routine(), fields, request.missing());
    }

    private Value smaller(Value value, Where where) {
        Long bytes = sizes.get(where.toString());
        if (bytes == null) {
            return value;
        }
        if (value instanceof Bytes.Zeros) {
            return new Bytes.Zeros(new Size(bytes));
        }
        if (value instanceof Bytes.Random) {
            return new Bytes.Random(new Size(bytes));
        }
        return value instanceof Size ? new Size(bytes) : value;
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
