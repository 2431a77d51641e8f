package dev.irpflow.sim.run;

import dev.irpflow.kernel.Violation;
import dev.irpflow.sim.scenario.Adverbs;
import dev.irpflow.sim.scenario.BugCheckCode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a step says that it will break: a rule, or the whole machine. Other rules that are broken on
 * the way to the bug check are part of it; if the machine lives on, they count.
 */
final class ExpectedBreach {
    private final String machine;
    private final @Nullable String rule;
    private final @Nullable BugCheckCode code;
    private final List<Violation> onTheWay = new ArrayList<>();
    private boolean broken;
    private boolean died;

    ExpectedBreach(Adverbs adverbs, String machine) {
        this.machine = machine;
        this.rule = adverbs.violates();
        this.code = adverbs.bugChecks();
    }

    /** Whether this violation is expected. */
    boolean takes(String on, Violation violation) {
        if (!on.equals(machine)) {
            return false;
        }
        if (violation.rule().id().equals(rule)) {
            broken = true;
            return true;
        }
        if (code != null && !died) {
            onTheWay.add(violation);
            return true;
        }
        return false;
    }

    /** Whether this death is expected: it was announced, or follows from the rule that was. */
    boolean takes(String on, long bugCheck, long first) {
        if (!on.equals(machine)) {
            return false;
        }
        boolean announced =
                code != null
                        && code.code() == bugCheck
                        && (code.first() == null || code.first() == first);
        if (announced) {
            onTheWay.clear();
        }
        died = announced || (code == null && broken);
        return died;
    }

    /** Whether the machine has died of it. */
    boolean isDeathOf(String of) {
        return died && machine.equals(of);
    }

    boolean isMet() {
        return missing().isEmpty();
    }

    /** What should have happened and did not, in words; "" for nothing. */
    String missing() {
        if (rule != null && !broken) {
            return "it did not violate " + rule;
        }
        return code != null && !died ? "it did not cause bug check " + code.written() : "";
    }

    /** What was broken on the way to a bug check that did not come. */
    List<Violation> unexpected() {
        return onTheWay;
    }

    String machine() {
        return machine;
    }
}
