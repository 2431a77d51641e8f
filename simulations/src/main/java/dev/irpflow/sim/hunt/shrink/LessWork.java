package dev.irpflow.sim.hunt.shrink;

import dev.irpflow.kernel.Violation;
import dev.irpflow.machine.Blueprint;
import dev.irpflow.sim.run.RunResult;
import dev.irpflow.sim.run.Verdict;
import dev.irpflow.sim.scenario.Reduction;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether less work may be taken for the whole. Played by itself, without answers and faults, it
 * must hold; where the whole work fails by itself, it may fail as that does. Otherwise what was
 * taken out might be what makes it fail.
 *
 * <p>Drivers are to hold under any work. But where the application is to blame, its calls are the
 * program that is tested: without one of them it is another program, which may be wrong by itself
 * in an order that the usual one does not show. Then only what drivers are asked to do goes, and
 * what the run has not come to.
 */
final class LessWork {
    private static final String SCENARIO = "scenario/";

    private final Search.Aim aim;
    private @Nullable RunResult first;
    private @Nullable RunResult whole; // null where it holds
    private boolean blamesWork;

    LessWork(Search.Aim aim) {
        this.aim = aim;
    }

    /**
     * What the work comes to with nothing left out.
     *
     * @param failed in the run that is shrunk
     * @param byItself without answers and faults
     */
    void whole(RunResult failed, RunResult byItself) {
        first = failed;
        whole = fails(byItself) ? byItself : null;
        blamesWork = blamesWork(failed);
    }

    /** Whether the whole work holds by itself. */
    boolean holdsByItself() {
        return whole == null;
    }

    /** Whether what one recipe leaves out beside another one may go at all. */
    boolean mayGo(Reduction from, Reduction to) {
        if (!blamesWork) {
            return true;
        }
        Set<String> gone = new LinkedHashSet<>(to.leftOut());
        gone.removeAll(from.leftOut());
        gone.retainAll(Parts.program(aim.scenarios().apply(from)));
        return gone.isEmpty();
    }

    /**
     * Whether less work may be taken.
     *
     * @param failed what it came to with the answers and faults that are tried
     * @param byItself without any
     */
    boolean isSound(RunResult failed, RunResult byItself) {
        if (!fails(byItself)) {
            return true;
        }
        return whole != null
                && aim.same().isSame(whole, byItself)
                && (!blamesWork
                        || (detail(failed).equals(detail(Objects.requireNonNull(first)))
                                && detail(byItself).equals(detail(whole))));
    }

    private static boolean fails(RunResult result) {
        return result.verdict() == Verdict.VIOLATED;
    }

    private static boolean blamesWork(RunResult result) {
        Violation violation = result.firstViolation();
        return violation != null
                && (violation.rule().id().startsWith(SCENARIO)
                        || violation.place().endsWith("/" + Blueprint.APPLICATION));
    }

    private static String detail(RunResult result) {
        Violation violation = result.firstViolation();
        return violation == null ? "" : violation.detail();
    }
}
