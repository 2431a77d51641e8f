package dev.irpflow.sim.explain;

import dev.irpflow.sim.hunt.Failure;
import dev.irpflow.sim.run.RunResult;
import dev.irpflow.sim.run.Verdict;
import dev.irpflow.sim.stage.Simulation;
import dev.irpflow.stage.Answer;
import dev.irpflow.stage.Trace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Plays a run up to each of its answers and goes on at random, again and again. */
final class Forks implements Simulation.Plays {
    private final Kept kept;
    private final int each;
    private final BooleanSupplier stopped;
    private final List<Long> sites;
    private final List<Share> shares = new ArrayList<>();
    private Map<Long, Answer> before = Map.of();
    private Set<Long> later;
    private long runs;
    private long same;
    private long other;

    /**
     * Forks that have not begun.
     *
     * @param each how many at each place
     * @param stopped asked before each run: true ends them
     */
    Forks(Kept kept, int each, BooleanSupplier stopped) {
        this.kept = kept;
        this.each = each;
        this.stopped = stopped;
        this.sites = List.copyOf(kept.answers().keySet());
        this.later = new LinkedHashSet<>(sites);
    }

    /** The shares from the start, and after each answer; fewer if it was stopped. */
    List<Share> shares() {
        return List.copyOf(shares);
    }

    /** How many have been played. */
    long played() {
        return (long) shares.size() * each + runs;
    }

    /** How many there will be. */
    long all() {
        return (long) (sites.size() + 1) * each;
    }

    @Override
    public Simulation.@Nullable Play next() {
        if (runs == each) {
            goOn();
        }
        if (shares.size() > sites.size() || stopped.getAsBoolean()) {
            return null;
        }
        long last = shares.isEmpty() ? 0 : sites.get(shares.size() - 1);
        Fork fork = new Fork(before, last, later, kept.seed(), (int) runs);
        return new Simulation.Play(kept.scenario(), fork, Trace.NONE, null);
    }

    private void goOn() {
        shares.add(new Share(runs, same, other));
        runs = 0;
        same = 0;
        other = 0;
        if (shares.size() <= sites.size()) {
            int count = shares.size();
            before = new LinkedHashMap<>();
            for (Long site : sites.subList(0, count)) {
                before.put(site, kept.answers().getOrDefault(site, Answer.YES));
            }
            later = new LinkedHashSet<>(sites.subList(count, sites.size()));
        }
    }

    @Override
    public void ended(RunResult result) {
        runs++;
        if (!result.violations().isEmpty()) {
            boolean isSame =
                    result.verdict() == Verdict.VIOLATED
                            && Failure.of(result).equals(kept.failure());
            same += isSame ? 1 : 0;
            other += isSame ? 0 : 1;
        }
    }
}
