package dev.irpflow.ke.execution;

import static dev.irpflow.kernel.Rule.Answer.BUG_CHECK;
import static dev.irpflow.kernel.Rule.Answer.SILENT_CORRUPTION;

import dev.irpflow.kernel.Rule;

/** The rules of DPCs and of processors. */
public enum DpcRule implements Rule {
    TARGET_PROCESSOR(
            "ke/dpc-target-processor",
            "A DPC is sent to a processor that the machine has.",
            "windows-driver-docs-pr/debugger/bug-check-0xc7--timer-or-dpc-invalid.md",
            new RealWindows(BUG_CHECK, "0xC7, P1 3")),
    AFFINITY(
            "ke/thread-affinity",
            "A thread is bound to processors that the machine has, to one of them at least.",
            "wdk-ddi-src/content/wdm/nf-wdm-kesetsystemaffinitythreadex.md",
            new RealWindows(SILENT_CORRUPTION, "the affinity stays as it is"));

    private final Statement statement;

    DpcRule(String id, String prose, String page, RealWindows realWindows) {
        statement = new Statement(id, prose, page, realWindows);
    }

    @Override
    public Statement statement() {
        return statement;
    }
}
