package dev.irpflow.sim.rule;

import dev.irpflow.kernel.Rule;
import dev.irpflow.kernel.cure.Cure;

/** What a hunt itself finds wrong: no rule of Windows, and none that a run could be held to. */
public enum HuntRule implements Rule {
    ENDS_ITS_PROCESS(
            "hunt/ends-its-process",
            "A run ends by itself and leaves the process that plays it alive. This one has ended its"
                    + " worker process twice, so it is not played a third time: a driver of yours"
                    + " calls System.exit or Runtime.halt, crashes the JVM through native code, or"
                    + " takes all memory of the computer.",
            new Cure(
                    "find what ends the process",
                    "Repeat the one schedule in a process of its own, with the command that the hunt"
                            + " prints beside it, and read what the JVM says: an hs_err_pid file"
                            + " names native code, \"Killed\" means memory (give the JVM less, and"
                            + " look for what grows), and a silent end is System.exit or"
                            + " Runtime.halt in the driver. A driver ends a run by a status or an"
                            + " exception."));

    private final Statement statement;

    HuntRule(String id, String prose, Cure cure) {
        statement =
                new Statement(
                        id,
                        prose,
                        "docs/hunting.md",
                        new RealWindows(
                                Answer.SILENT_CORRUPTION, "none: no rule of Windows is broken"),
                        cure);
    }

    @Override
    public Statement statement() {
        return statement;
    }
}
