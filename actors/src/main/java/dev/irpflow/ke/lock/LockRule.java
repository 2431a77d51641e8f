package dev.irpflow.ke.lock;

import static dev.irpflow.kernel.Rule.Answer.DRIVER_VERIFIER;

import dev.irpflow.kernel.Rule;

/** The rules of regions and of all locks but the plain spin lock. */
public enum LockRule implements Rule {
    REGION_NOT_ENTERED(
            "ke/region-not-entered",
            "A thread leaves a critical or guarded region as often as it has entered one, and no"
                    + " more.",
            "windows-driver-docs-pr/kernel/critical-regions-and-guarded-regions.md",
            new RealWindows(DRIVER_VERIFIER, "0xC4/0x3E, 0xC4/0x4000E for a guarded region"));

    private final Statement statement;

    LockRule(String id, String prose, String page, RealWindows realWindows) {
        statement = new Statement(id, prose, page, realWindows);
    }

    @Override
    public Statement statement() {
        return statement;
    }
}
