package dev.irpflow.sim.hunt;

import dev.irpflow.sim.scenario.Scenario;
import dev.irpflow.stage.Site;
import java.util.List;
import java.util.function.LongFunction;

/**
 * All runs of a hunt, by number. The runs go round the examples of the scenario and the seeds; each
 * number has a key of its own, so that the second run with a seed is another one than the first.
 */
public final class Campaign {
    /**
     * How many runs follow each other as one block, from a multiple of it on: what is given to a
     * process, counted as done, and kept, is always whole blocks.
     */
    public static final int BLOCK = 64;

    private final List<LongFunction<Scenario>> examples;
    private final long firstSeed;
    private final long seeds;
    private final Strategy strategy;

    /**
     * The runs of a hunt.
     *
     * @param examples the scenario as a seed makes it, for each of its examples; at least one
     * @param seeds how many seeds there are from the first on; at least one
     */
    public Campaign(
            List<LongFunction<Scenario>> examples, long firstSeed, long seeds, Strategy strategy) {
        this.examples = List.copyOf(examples);
        this.firstSeed = firstSeed;
        this.seeds = seeds;
        this.strategy = strategy;
    }

    /** The run of a number. */
    public Schedule schedule(long number) {
        long place = strategy.place(number);
        int example = (int) (place % examples.size());
        long seed = firstSeed + place / examples.size() % seeds;
        return new Schedule(number, example, seed, Site.draw(seed, number));
    }

    /** Its seeds, in words. */
    public String seeds() {
        return seeds == 1
                ? "seed " + firstSeed
                : "each of the seeds %d..%d".formatted(firstSeed, firstSeed + seeds - 1);
    }

    /** Whether every run was played that there is, of every example with every seed. */
    public boolean isExhausted() {
        return strategy.isExhausted(examples.size() * seeds);
    }

    /** The boring runs that are looked at first: one of each example, with the first seed. */
    List<Scenario> boring() {
        return examples.stream().map(example -> example.apply(firstSeed)).toList();
    }

    /** The scenario of a run. */
    public Scenario scenario(Schedule schedule) {
        return examples.get(schedule.example()).apply(schedule.seed());
    }

    /** How answers are looked for. */
    public Strategy strategy() {
        return strategy;
    }
}
