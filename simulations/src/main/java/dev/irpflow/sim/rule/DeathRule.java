package dev.irpflow.sim.rule;

import dev.irpflow.kernel.Rule;

/** A machine that stops is a violation unless the scenario expects it. */
public enum DeathRule implements Rule {
    UNEXPECTED_BUG_CHECK(
            "kernel/bug-check", "The kernel of a machine does not stop with a bug check.");

    private final Statement statement;

    DeathRule(String id, String prose) {
        statement =
                new Statement(
                        id,
                        prose,
                        "windows-driver-docs-pr/debugger/bug-check-code-reference2.md",
                        new RealWindows(Answer.BUG_CHECK, "the same"));
    }

    @Override
    public Statement statement() {
        return statement;
    }
}
