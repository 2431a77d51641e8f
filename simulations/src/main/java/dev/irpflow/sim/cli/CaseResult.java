package dev.irpflow.sim.cli;

import dev.irpflow.sim.run.RunResult;
import dev.irpflow.sim.run.Verdict;
import org.jspecify.annotations.Nullable;

/** What the runs of one scenario came to, with the first run that explains it. */
final class CaseResult {
    private final Tally tally;
    private String violation = "";
    private String doubt = "";
    private @Nullable Turn failed;
    private int failedWith = Exit.INTERNAL;
    private boolean loops;

    CaseResult(Tally tally) {
        this.tally = tally;
    }

    void add(Turn turn, RunResult result) {
        tally.add(turn, result);
        if (result.verdict() == Verdict.VIOLATED && violation.isEmpty()) {
            violation = result.reason();
        }
        if (result.verdict() == Verdict.INCONCLUSIVE && doubt.isEmpty()) {
            doubt = result.reason();
        }
        loops = SimulationPlayer.loops(result);
    }

    /**
     * Our own code failed, or a program of the user's.
     *
     * @param code the exit code that says which
     */
    void failed(Turn turn, int code) {
        failed = turn;
        failedWith = code;
    }

    /** Whether a driver kept a processor for good, as it would in each run. */
    boolean loops() {
        return loops;
    }

    /** The exit code that says the verdict. */
    int exitCode() {
        return failed == null ? tally.exitCode() : failedWith;
    }

    /** The verdict in a word. */
    String verdict() {
        return switch (exitCode()) {
            case Exit.HELD -> "held";
            case Exit.VIOLATED -> "violated";
            case Exit.INCONCLUSIVE -> "inconclusive";
            case Exit.BAD_INPUT, Exit.NONDETERMINISM -> "program error";
            default -> "internal error";
        };
    }

    /** Why it did not hold; "" if it did. */
    String reason() {
        return switch (exitCode()) {
            case Exit.HELD -> "";
            case Exit.VIOLATED -> violation;
            case Exit.INCONCLUSIVE -> doubt.isEmpty() ? String.join(", ", tally.missing()) : doubt;
            case Exit.BAD_INPUT, Exit.NONDETERMINISM -> "an error of a program";
            default -> "an error in Irpflow itself";
        };
    }

    /** Tells of a case that they have played. */
    void report(CaseScenarios.Played played, Reports to) {
        String id = played.id();
        int slash = id.indexOf('/');
        to.add(
                slash < 0 ? id : id.substring(0, slash),
                "%s in %s".formatted(id.substring(slash + 1), played.title().name()),
                exitCode(),
                reason(),
                "",
                Reports.facts("about", played.title().about(), Reports.REPLAY, repeat()),
                null);
    }

    /** The command of the run to look at: the first that did not hold, or the first of all. */
    String repeat() {
        Turn violated = tally.firstViolated();
        Turn inconclusive = tally.firstInconclusive();
        if (failed != null) {
            return failed.repeat();
        }
        if (violated != null) {
            return violated.repeat();
        }
        return (inconclusive == null ? tally.first() : inconclusive).repeat();
    }
}
