package dev.irpflow.sim.run;

import dev.irpflow.kernel.Violation;
import dev.irpflow.sim.rule.DeathRule;
import dev.irpflow.sim.scenario.Adverbs;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rules that were broken in a run: which were to be, which may be, and which end it. */
final class Breaches {
    private final List<ExpectedBreach> expected = new ArrayList<>();
    private final Set<String> excepted = new LinkedHashSet<>();
    private final List<Violation> violations = new ArrayList<>();
    private @Nullable String machineOf;

    /** A step begins that says what it breaks; null if it says nothing of the kind. */
    @Nullable ExpectedBreach expect(Adverbs adverbs, String machine) {
        if (adverbs.violates() == null && adverbs.bugChecks() == null) {
            return null;
        }
        ExpectedBreach breach = new ExpectedBreach(adverbs, machine);
        expected.add(breach);
        return breach;
    }

    /** A machine is switched on: the steps that ran on it before have ended with it. */
    void begin(String machine) {
        expected.removeIf(breach -> breach.machine().equals(machine));
    }

    /** The step has ended: what it should have broken and did not, "" for nothing. */
    String end(ExpectedBreach breach) {
        expected.remove(breach);
        String missing = breach.missing();
        for (Violation violation : breach.unexpected()) {
            missing += "; but it broke " + violation.rule().id() + ": " + violation.detail();
        }
        return missing;
    }

    /** This rule may be broken. */
    void except(String rule) {
        excepted.add(rule);
    }

    /** Whether a violation is expected, or may be. */
    boolean isFine(String machine, Violation violation) {
        for (ExpectedBreach breach : expected.reversed()) {
            if (breach.takes(machine, violation)) {
                return true;
            }
        }
        return excepted.contains(violation.rule().id());
    }

    /** Whether a step, or a line of a script, has announced the death of a machine. */
    boolean hasAnnouncedDeathOf(String machine) {
        return expected.stream().anyMatch(breach -> breach.isDeathOf(machine));
    }

    /** Whether the death of a machine is expected, or may be. */
    boolean isFine(String machine, long bugCheck, long first) {
        for (ExpectedBreach breach : expected.reversed()) {
            if (breach.takes(machine, bugCheck, first)) {
                return true;
            }
        }
        return excepted.contains(DeathRule.UNEXPECTED_BUG_CHECK.id());
    }

    void add(String machine, Violation violation) {
        if (violations.isEmpty()) {
            machineOf = machine;
        }
        violations.add(violation);
    }

    List<Violation> violations() {
        return List.copyOf(violations);
    }

    /** The machine on which the first one happened, null for none. */
    @Nullable String machineOf() {
        return machineOf;
    }
}
