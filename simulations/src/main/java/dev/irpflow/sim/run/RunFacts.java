package dev.irpflow.sim.run;

import dev.irpflow.kernel.dump.CrashDump;
import dev.irpflow.protocol.status.NtStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is noted in the course of a run, for its result. */
final class RunFacts {
    private final Breaches breaches;
    private final Ending ending;
    private @Nullable String notLoaded;
    private @Nullable Throwable internalError;
    private @Nullable String abandoned;
    private final List<CrashDump> dumps = new ArrayList<>(0);
    private long steps;
    private long checks;

    private @Nullable OrderKeeper order;

    RunFacts(Breaches breaches, Ending ending) {
        this.breaches = breaches;
        this.ending = ending;
    }

    /** Keeps the order of the run; null for none. */
    void keeps(@Nullable OrderKeeper keeper) {
        order = keeper;
    }

    void played() {
        steps++;
    }

    void checked() {
        checks++;
    }

    /** The first driver that did not load is told. */
    void notLoaded(String machine, String driver, NtStatus status) {
        if (notLoaded == null) {
            notLoaded = "driver %s did not load on %s: %s".formatted(driver, machine, status);
        }
    }

    /** The first thing that our own code threw is told. */
    void broke(Throwable error) {
        if (internalError == null) {
            internalError = error;
        }
    }

    /** A machine has died and left this. */
    void dumped(CrashDump dump) {
        dumps.add(dump);
    }

    /** The run cannot go on, for a reason that has nothing to do with what it shows. */
    void abandon(String why) {
        abandoned = why;
    }

    /**
     * The result.
     *
     * @param limit the limit that ended the run, "" if none did
     * @param inputs the hashes of the user's files that were read
     */
    RunResult result(
            Judge judge,
            String limit,
            Counted counted,
            RunFaults faults,
            List<Boolean> sometimes,
            Map<String, String> inputs) {
        RunResult facts =
                new RunResult(
                        Verdict.INCONCLUSIVE,
                        abandoned == null ? "" : abandoned,
                        breaches.violations(),
                        breaches.machineOf(),
                        counted.messages(),
                        counted.timeNs(),
                        faults.strikes(),
                        sometimes,
                        steps,
                        checks,
                        inputs,
                        internalError,
                        List.copyOf(dumps));
        return abandoned == null
                ? judge.judge(
                        limit,
                        faults.hasFailedASite() ? null : notLoaded,
                        missed(faults),
                        ending,
                        facts)
                : facts;
    }

    private List<String> missed(RunFaults faults) {
        List<String> missed = new ArrayList<>();
        faults.missed().forEach(fault -> missed.add("fault \"" + fault + "\" never struck"));
        if (order != null) {
            missed.addAll(order.missed());
        }
        return missed;
    }

    /**
     * How far the stage went.
     *
     * @param messages how many were delivered
     * @param timeNs stage time at the end
     */
    record Counted(long messages, long timeNs) {}
}
