package dev.irpflow.kernel;

import org.jspecify.annotations.Nullable;

/** What follows when a rule is broken: it is told, and the machine stops where Windows would. */
public final class Breach {
    private Breach() {}

    /**
     * Tells of a breach and stops the machine, if the rule says so: always, or with Driver
     * Verifier.
     *
     * @param by who broke the rule
     * @param detail the facts in one sentence
     * @param stop the bug check that a developer would see, null if none is documented
     */
    public static void tell(
            Machine machine,
            Rule rule,
            Place by,
            String detail,
            @Nullable Call call,
            @Nullable BugCheck stop) {
        machine.violated(rule, by, detail, call);
        if (stop != null && stops(machine, rule, stop)) {
            machine.bugCheck(stop);
        }
    }

    /** Tells of a breach and stops the machine, whatever else the rule says of other breaches. */
    public static void stop(
            Machine machine,
            Rule rule,
            Place by,
            String detail,
            @Nullable Call call,
            BugCheck stop) {
        machine.violated(rule, by, detail, call);
        machine.bugCheck(stop);
    }

    private static boolean stops(Machine machine, Rule rule, BugCheck stop) {
        return switch (rule.realWindows().answer()) {
            case BUG_CHECK -> true;
            case DRIVER_VERIFIER -> machine.settings().shows(stop);
            case STATIC_RULE, SILENT_CORRUPTION -> false;
        };
    }
}
