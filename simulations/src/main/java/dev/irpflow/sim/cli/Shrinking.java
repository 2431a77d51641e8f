package dev.irpflow.sim.cli;

import dev.irpflow.kernel.KernelRule;
import dev.irpflow.sim.hunt.Failure;
import dev.irpflow.sim.hunt.Shrinker;
import dev.irpflow.sim.hunt.Shrunk;
import dev.irpflow.sim.hunt.Shrunk.Extent;
import dev.irpflow.sim.report.LeftOut;
import dev.irpflow.sim.report.Page;
import dev.irpflow.sim.report.Trees;
import dev.irpflow.stage.Chooser;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Shrinks the failures of a hunt, one after the other, and keeps what came of it. */
final class Shrinking {
    // Nobody waits longer for one failure. A search that is ended so says so.
    private static final long LASTS_NS = 30_000_000_000L;
    private static final int WIDTH = 110;

    private final Map<Failure, ShrunkRun> shrunk = new LinkedHashMap<>();

    /**
     * Shrinks one. Null if it cannot be: it did not come again, it never ends, or nobody waits.
     *
     * @param name by which the hunt calls it
     * @param player plays the example in which it was found
     * @param answers those that its run was given
     */
    @Nullable Shrunk shrink(
            String name,
            SimulationPlayer player,
            Watch watch,
            Failure failure,
            long seed,
            Chooser answers) {
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
            LeftOut without = chosen.reduced(smallest.reduction()).leftOut(seed);
            int example = chosen.example().number();
            shrunk.put(failure, new ShrunkRun(name, example, seed, smallest, without));
        }
        return smallest;
    }

    /** What came of it, in a line of the table; "" if nothing did. */
    String words(Failure failure) {
        ShrunkRun named = shrunk.get(failure);
        if (named == null) {
            return "";
        }
        Shrunk one = named.run();
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
                + without(named.without())
                + sameAs(named);
    }

    // What was left out of the scenario, line by line.
    private static String without(LeftOut leftOut) {
        StringBuilder lines = new StringBuilder();
        for (Map.Entry<String, String> one : leftOut.lines()) {
            String term = one.getKey();
            for (String part : Page.wrap(one.getValue(), WIDTH)) {
                lines.append("         %-8s %s%n".formatted(term, part));
                term = "";
            }
        }
        return lines.toString();
    }

    private String sameAs(ShrunkRun one) {
        ShrunkRun earlier = earlierOf(one);
        if (earlier == null) {
            return "";
        }
        return earlier.seed() == one.seed()
                ? "       to the same run as %s: one failure, seen in two ways%n"
                        .formatted(earlier.name())
                : "       to the same run as %s but for its seed, %d and not %d: most likely one failure%n"
                        .formatted(earlier.name(), one.seed(), earlier.seed());
    }

    // The first one that has shrunk to the same answers and the same scenario.
    private @Nullable ShrunkRun earlierOf(ShrunkRun one) {
        for (ShrunkRun earlier : shrunk.values()) {
            if (earlier == one) {
                return null;
            }
            if (earlier.isSameAs(one)) {
                return earlier;
            }
        }
        return null;
    }

    /**
     * The name of the failure of which this one is another sight: both have shrunk to the same
     * answers and faults of the same scenario. "" if there is none.
     */
    String sameAs(Failure failure) {
        ShrunkRun one = shrunk.get(failure);
        ShrunkRun earlier = one == null ? null : earlierOf(one);
        return earlier == null ? "" : earlier.name();
    }

    /** The same for a program; empty if nothing did. */
    Map<String, Object> tree(Failure failure) {
        ShrunkRun named = shrunk.get(failure);
        if (named == null) {
            return Map.of();
        }
        Shrunk one = named.run();
        return Trees.of(
                "runs", one.runs(),
                "ending", one.ending().word(),
                "before", tree(one.before()),
                "after", tree(one.after()),
                "left-out", named.without().tree(),
                "same-run-as", sameAs(failure));
    }

    private static Map<String, Object> tree(Extent extent) {
        return Trees.of(
                "decisions", extent.decisions(),
                "faults", extent.faults(),
                "draws", extent.draws(),
                "steps", extent.steps(),
                "messages", extent.messages());
    }
}
