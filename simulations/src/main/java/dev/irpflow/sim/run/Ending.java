package dev.irpflow.sim.run;

import dev.irpflow.kernel.BugCheck;
import dev.irpflow.kernel.Violation;
import dev.irpflow.sim.rule.DeathRule;
import dev.irpflow.sim.rule.ScenarioRule;
import dev.irpflow.sim.scenario.ExpectedEnd;
import dev.irpflow.sim.scenario.ExpectedEnd.ByBugCheck;
import dev.irpflow.sim.scenario.ExpectedEnd.ByViolation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The end that a scenario announces ({@code outcome:}), and whether it has come. */
final class Ending {
    private final @Nullable ExpectedEnd wanted;
    private final List<Violation> onTheWay = new ArrayList<>();
    private boolean come;

    Ending(@Nullable ExpectedEnd wanted) {
        this.wanted = wanted;
    }

    /** Whether the run has ended as announced. */
    boolean hasCome() {
        return come;
    }

    /** Whether this violation is the announced end. */
    boolean isComeBy(Violation violation) {
        come |= wanted instanceof ByViolation by && by.rule().equals(violation.rule().id());
        return come;
    }

    /** Whether this violation may lead to the announced end: the machine may stop because of it. */
    boolean maybeLedToBy(Violation violation) {
        boolean leads =
                wanted instanceof ByBugCheck
                        && !(violation.rule() instanceof ScenarioRule)
                        && !(violation.rule() instanceof DeathRule);
        if (leads) {
            onTheWay.add(violation);
        }
        return leads;
    }

    /** Whether this bug check is the announced end. */
    boolean isComeBy(BugCheck stop) {
        come |= wanted instanceof ByBugCheck by && isThat(by, stop);
        return come;
    }

    private static boolean isThat(ByBugCheck wanted, BugCheck stop) {
        Long first = wanted.code().first();
        return wanted.code().code() == stop.code()
                && (first == null || first == stop.p1())
                && (wanted.p2() == null || wanted.p2() == stop.p2())
                && (wanted.p3() == null || wanted.p3() == stop.p3())
                && (wanted.p4() == null || wanted.p4() == stop.p4());
    }

    /** What is announced and has not come, in words; "" for nothing. */
    String missing() {
        return switch (wanted) {
            case null -> "";
            case ByBugCheck by -> come ? "" : "bug check " + written(by) + " did not come" + but();
            case ByViolation by -> come ? "" : by.rule() + " was not violated";
        };
    }

    /** The announced end, if it has not come. */
    @Nullable ExpectedEnd owed() {
        return come ? null : wanted;
    }

    private String but() {
        StringBuilder but = new StringBuilder();
        for (Violation violation : onTheWay) {
            but.append("; but ").append(violation.rule().id()).append(" was violated: ");
            but.append(violation.detail());
        }
        return but.toString();
    }

    private static String written(ByBugCheck wanted) {
        return wanted.code().written()
                + parameter("p2", wanted.p2())
                + parameter("p3", wanted.p3())
                + parameter("p4", wanted.p4());
    }

    private static String parameter(String name, @Nullable Long value) {
        return value == null ? "" : ", %s 0x%X".formatted(name, value);
    }
}
