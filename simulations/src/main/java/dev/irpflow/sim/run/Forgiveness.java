package dev.irpflow.sim.run;

import dev.irpflow.kernel.Rule;
import dev.irpflow.kernel.Violation;
import dev.irpflow.sim.rule.ScenarioRule;

/**
 * What a scenario is not held to once a systematic fault has struck: its steps know nothing of the
 * failure, so what they expect of a call, and how its story goes on, is no finding. The rules of
 * the verifier, leaks of drivers, bug checks, operations that a driver never ends, and {@code
 * never} and {@code eventually} are judged as always.
 */
final class Forgiveness {
    private final RunFaults faults;

    Forgiveness(RunFaults faults) {
        this.faults = faults;
    }

    /** Whether anything is forgiven from now on. */
    boolean isOn() {
        return faults.hasFailedASite();
    }

    /** Whether this demand of the scenario's own is not held up. */
    boolean isForgiven(Rule rule) {
        if (!isOn() || !(rule instanceof ScenarioRule own)) {
            return false;
        }
        return switch (own) {
            case STEP_AS_EXPECTED, STEP_IN_TIME, DEADLOCK, COUNTS, IN_ORDER, OUTCOME -> true;
            case NEVER, EVENTUALLY, PROGRESS -> false;
        };
    }

    /**
     * Whether it is the steps that break a rule of the verifier, since they go on as if nothing had
     * failed: then the run shows nothing from there on.
     */
    boolean isOfSteps(String machine, Violation violation) {
        return isOn()
                && !(violation.rule() instanceof ScenarioRule)
                && violation.place().equals(machine + "/" + Application.PLACE);
    }

    /** Why nothing can be said of such a run. */
    static String words(Violation violation) {
        return "the steps go on after the failure and break " + violation.rule().id();
    }
}
