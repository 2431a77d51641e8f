package dev.irpflow.sim.rule;

import dev.irpflow.kernel.Rule;

/** A machine that stops is a violation unless the scenario expects it. */
public enum DeathRule implements Rule {
    UNEXPECTED_BUG_CHECK(
            "kernel/bug-check", "The kernel of a machine does not stop with a bug check.");

    private final String id;
    private final String prose;

    DeathRule(String id, String prose) {
        this.id = id;
        this.prose = prose;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String prose() {
        return prose;
    }

    @Override
    public String page() {
        return "windows-driver-docs-pr/debugger/bug-check-code-reference2.md";
    }

    @Override
    public RealWindows realWindows() {
        return new RealWindows(Answer.BUG_CHECK, "the same");
    }
}
