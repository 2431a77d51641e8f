package dev.irpflow.sim.hunt;

import dev.irpflow.io.IoRule;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.Violation;
import dev.irpflow.sim.run.RunResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What tells one failure from another: the rule, and who broke it where. All runs that fail in the
 * same way are one failure.
 *
 * @param rule the id of the rule
 * @param place the line of the user's Java or of the script; otherwise the component, and the
 *     routine in which it was seen or the line of the step
 */
public record Failure(String rule, String place) {
    private static final Pattern LINE =
            Pattern.compile("(?:\\S*[/\\\\])?([^\\s/\\\\]+:\\d+):\\d+  ");

    /** The failure of a run that was violated. */
    public static Failure of(RunResult result) {
        Violation violation = result.firstViolation();
        return violation == null
                ? new Failure(result.reason(), "")
                : new Failure(violation.rule().id(), place(violation));
    }

    // Where an operation was pended that is never completed, only a run knows that is recorded.
    private static String place(Violation violation) {
        String newest = violation.stack().lines().findFirst().orElse("").strip();
        if (!newest.isEmpty() && violation.rule() != IoRule.IRP_NEVER_COMPLETED) {
            return newest;
        }
        Call call = violation.call();
        return call == null
                ? violation.place() + step(violation.detail())
                : violation.place() + " in " + call.contract().name();
    }

    // What a scenario demands is told with the line of it.
    private static String step(String detail) {
        Matcher line = LINE.matcher(detail);
        return line.lookingAt() ? " at " + line.group(1) : "";
    }
}
