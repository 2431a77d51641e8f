package dev.irpflow.sim.hunt.shrink;

import dev.irpflow.sim.hunt.shrink.Lowering.Dial;
import dev.irpflow.sim.scenario.Reduction;
import dev.irpflow.sim.scenario.Scenario;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** What is tried of a run, in this order, in each round. */
final class Kinds {
    private static final long MOST_DETOURS = 1_000;
    private static final long DETOUR_MESSAGES = 300_000;

    private final Search.Aim aim;
    private final Supplier<Steps> steps;
    private final LongSupplier messages;

    /**
     * The kinds of a search.
     *
     * @param steps those of the best run at the time
     * @param messages how many the first run had
     */
    Kinds(Search.Aim aim, Supplier<Steps> steps, LongSupplier messages) {
        this.aim = aim;
        this.steps = steps;
        this.messages = messages;
    }

    List<Function<Recipe, Pass>> all() {
        return List.of(
                from -> new Removal<>(from, this::faults, Kinds::withoutParts, false),
                from -> new Joining(from, this::blocks),
                from -> new Removal<>(from, Kinds::sites, Recipe::without, false),
                from -> new Pairs(from),
                from -> new Moving(from, this::blocks, detours()),
                from -> new Detours(from, steps, detours()),
                from -> new Sooner(from, detours()),
                from -> new Removal<>(from, this::work, Kinds::withoutParts, true),
                from -> new Lowering(from, repeats(from), true),
                from -> new Lowering(from, sizes(from), true),
                from -> new Lowering(from, draws(from), false));
    }

    private Blocks blocks() {
        return new Blocks(steps.get());
    }

    // Long runs have so many questions that few of them can be tried.
    private long detours() {
        return Math.min(MOST_DETOURS, DETOUR_MESSAGES / Math.max(1, messages.getAsLong()));
    }

    private static List<Long> sites(Recipe recipe) {
        return new ArrayList<>(recipe.answers().keySet());
    }

    private List<String> faults(Recipe recipe) {
        return Parts.faults(scenario(recipe));
    }

    private List<String> work(Recipe recipe) {
        return Parts.steps(scenario(recipe));
    }

    private Scenario scenario(Recipe recipe) {
        return aim.scenarios().apply(recipe.reduction());
    }

    private static Recipe withoutParts(Recipe recipe, List<String> places) {
        return recipe.with(recipe.reduction().without(places));
    }

    private List<Dial> repeats(Recipe recipe) {
        return dials(Parts.repeats(scenario(recipe)), 1, Reduction::repeating);
    }

    private List<Dial> sizes(Recipe recipe) {
        return dials(Parts.sizes(scenario(recipe)), 1, Reduction::sizing);
    }

    private List<Dial> draws(Recipe recipe) {
        Map<String, Long> draws = new LinkedHashMap<>(aim.draws());
        draws.putAll(recipe.reduction().draws());
        return dials(draws, 0, Reduction::drawing);
    }

    private interface Turned {
        Reduction with(Reduction reduction, String name, long number);
    }

    private static List<Dial> dials(Map<String, Long> numbers, long least, Turned turned) {
        List<Dial> dials = new ArrayList<>();
        numbers.forEach((name, now) ->
                dials.add(
                        new Dial(
                                now,
                                least,
                                (from, less) ->
                                        from.with(turned.with(from.reduction(), name, less)))));
        return dials;
    }
}
