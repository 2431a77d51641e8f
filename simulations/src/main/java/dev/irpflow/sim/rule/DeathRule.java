package dev.irpflow.sim.rule;

import dev.irpflow.kernel.Rule;
import dev.irpflow.kernel.cure.Cure;
import dev.irpflow.kernel.cure.StrandCures;

/** A machine that stops is a violation unless the scenario expects it. */
public enum DeathRule implements Rule {
    UNEXPECTED_BUG_CHECK(
            "kernel/bug-check",
            "The kernel of a machine does not stop with a bug check.",
            StrandCures.READ_THE_DUMP);

    private final Statement statement;

    DeathRule(String id, String prose, Cure cure) {
        statement =
                new Statement(
                        id,
                        prose,
                        "windows-driver-docs-pr/debugger/bug-check-code-reference2.md",
                        new RealWindows(Answer.BUG_CHECK, "the same"),
                        cure);
    }

    @Override
    public Statement statement() {
        return statement;
    }
}
