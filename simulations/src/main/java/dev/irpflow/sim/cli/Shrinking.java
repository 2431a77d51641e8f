package dev.irpflow.sim.cli;

import dev.irpflow.kernel.KernelRule;
import dev.irpflow.sim.hunt.Failure;
import dev.irpflow.sim.hunt.Shrinker;
import dev.irpflow.sim.hunt.Shrunk;
import dev.irpflow.sim.hunt.Shrunk.Extent;
import dev.irpflow.sim.report.Trees;
import dev.irpflow.stage.Chooser;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Shrinks the failures of a hunt, one after the other, and keeps what came of it. */
final class Shrinking {
    // Nobody waits longer for one failure. A search that is ended so says so.
    private static final long LASTS_NS = 30_000_000_000L;

    private final Map<Failure, Shrunk> shrunk = new LinkedHashMap<>();

    /**
     * Shrinks one. Null if it cannot be: it did not come again, it never ends, or nobody waits.
     *
     * @param player plays the example in which it was found
     * @param answers those that its run was given
     */
    @Nullable Shrunk shrink(
            SimulationPlayer player, Watch watch, Failure failure, long seed, Chooser answers) {
        Chosen chosen = player.chosen();
        if (watch.isLate() || failure.rule().equals(KernelRule.DRIVER_LOOPS.id())) {
            return null;
        }
        long until = watch.elapsedNs() + LASTS_NS;
        Shrunk smallest =
                player.shrinker()
                        .shrink(
                                new Shrinker.Found(
                                        failure,
                                        less -> chosen.reduced(less).scenario(seed),
                                        chosen.draws(seed),
                                        seed),
                                answers,
                                () -> watch.getAsBoolean() || watch.elapsedNs() > until);
        if (smallest != null) {
            shrunk.put(failure, smallest);
        }
        return smallest;
    }

    /** What came of it, in a line of the table; "" if nothing did. */
    String words(Failure failure) {
        Shrunk one = shrunk.get(failure);
        if (one == null) {
            return "";
        }
        Extent before = one.before();
        Extent after = one.after();
        String stopped =
                switch (one.ending()) {
                    case SMALLEST -> "";
                    case BUDGET -> ", not to the end";
                    case STOPPED -> " and then stopped";
                    case LOOPS -> ", until a driver kept the processor";
                };
        return ("       shrunk in %,d runs%s: %,d of %,d decisions, %,d of %,d faults,"
                                + " %,d of %,d steps, %,d of %,d messages%n")
                        .formatted(
                                one.runs(),
                                stopped,
                                after.decisions(),
                                before.decisions(),
                                after.faults(),
                                before.faults(),
                                after.steps(),
                                before.steps(),
                                after.messages(),
                                before.messages())
                + sameAs(failure, one);
    }

    // Those that shrink to the same run are one failure, seen in two ways.
    private String sameAs(Failure failure, Shrunk one) {
        for (Map.Entry<Failure, Shrunk> earlier : shrunk.entrySet()) {
            if (earlier.getKey().equals(failure)) {
                return "";
            }
            if (earlier.getValue().isSameRun(one)) {
                return "       to the same run as that at %s%n".formatted(earlier.getKey().place());
            }
        }
        return "";
    }

    /** The same for a program; empty if nothing did. */
    Map<String, Object> tree(Failure failure) {
        Shrunk one = shrunk.get(failure);
        return one == null
                ? Map.of()
                : Trees.of(
                        "runs", one.runs(),
                        "ending", one.ending().word(),
                        "before", tree(one.before()),
                        "after", tree(one.after()));
    }

    private static Map<String, Object> tree(Extent extent) {
        return Trees.of(
                "decisions", extent.decisions(),
                "faults", extent.faults(),
                "steps", extent.steps(),
                "messages", extent.messages());
    }
}
