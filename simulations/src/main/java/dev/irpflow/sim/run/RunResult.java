package dev.irpflow.sim.run;

import dev.irpflow.kernel.Violation;
import dev.irpflow.kernel.dump.CrashDump;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a run came to.
 *
 * @param verdict the verdict
 * @param reason why, in one sentence; "" for a run that held
 * @param violations the broken rules, first one first
 * @param machineOf the machine on which the first violation happened, null for none
 * @param messages how many messages were delivered
 * @param timeNs stage time at the end, in nanoseconds
 * @param faults how often each fault struck, by name
 * @param sometimes whether each {@code sometimes} was reached, in the scenario's order
 * @param steps how many steps were played
 * @param checks how many things were compared
 * @param inputs the hashes of the user's files that were read
 * @param internalError what our own code threw, null for nothing
 * @param dumps of the machines that died, in that order; none in a run that nobody records
 */
public record RunResult(
        Verdict verdict,
        String reason,
        List<Violation> violations,
        @Nullable String machineOf,
        long messages,
        long timeNs,
        Map<String, Long> faults,
        List<Boolean> sometimes,
        long steps,
        long checks,
        Map<String, String> inputs,
        @Nullable Throwable internalError,
        List<CrashDump> dumps) {
    /** The same with this verdict, for this reason. */
    RunResult judged(Verdict of, String why) {
        return new RunResult(
                of,
                why,
                violations,
                machineOf,
                messages,
                timeNs,
                faults,
                sometimes,
                steps,
                checks,
                inputs,
                internalError,
                dumps);
    }

    /** The same with so many messages: those of all processes that played it. */
    public RunResult withMessages(long all) {
        return new RunResult(
                verdict,
                reason,
                violations,
                machineOf,
                all,
                timeNs,
                faults,
                sometimes,
                steps,
                checks,
                inputs,
                internalError,
                dumps);
    }

    /** The same with more dumps: those of machines that other processes played. */
    public RunResult withDumps(List<CrashDump> more) {
        return new RunResult(
                verdict,
                reason,
                violations,
                machineOf,
                messages,
                timeNs,
                faults,
                sometimes,
                steps,
                checks,
                inputs,
                internalError,
                Stream.concat(dumps.stream(), more.stream()).toList());
    }

    /** The first broken rule, null for none. */
    public @Nullable Violation firstViolation() {
        return violations.isEmpty() ? null : violations.get(0);
    }
}
