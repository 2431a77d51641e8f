package dev.irpflow.ke.execution;

import static dev.irpflow.kernel.Rule.Answer.BUG_CHECK;
import static dev.irpflow.kernel.Rule.Answer.DRIVER_VERIFIER;
import static dev.irpflow.kernel.Rule.Answer.SILENT_CORRUPTION;

import dev.irpflow.kernel.Rule;
import dev.irpflow.kernel.cure.Cure;
import dev.irpflow.kernel.cure.LockCures;
import dev.irpflow.kernel.cure.MemoryCures;
import dev.irpflow.kernel.cure.StrandCures;

/** The rules of DPCs, processors and work items. */
public enum ExecutionRule implements Rule {
    TARGET_PROCESSOR(
            "ke/dpc-target-processor",
            "A DPC is sent to a processor that the machine has.",
            "windows-driver-docs-pr/debugger/bug-check-0xc7--timer-or-dpc-invalid.md",
            new RealWindows(BUG_CHECK, "0xC7, P1 3"),
            LockCures.SANE_NUMBERS),
    AFFINITY(
            "ke/thread-affinity",
            "A thread is bound to processors that the machine has, to one of them at least.",
            "wdk-ddi-src/content/wdm/nf-wdm-kesetsystemaffinitythreadex.md",
            new RealWindows(SILENT_CORRUPTION, "the affinity stays as it is"),
            LockCures.SANE_NUMBERS),
    WORK_ITEM_PAGEABLE(
            "ke/work-item-pageable",
            "A work item lies in memory that is never paged out.",
            "windows-driver-docs-pr/debugger/bug-check-0xc4--driver-verifier-detected-violation.md",
            new RealWindows(DRIVER_VERIFIER, "0xC4/0x131"),
            MemoryCures.NONPAGED_ABOVE),
    DEBUG_BREAK(
            "ke/debug-break",
            "A driver that is shipped has no breakpoints: without a kernel debugger they end the"
                    + " machine.",
            "windows-driver-docs-pr/devtest/wdm-debugbreakusage.md",
            new RealWindows(BUG_CHECK, "0x1E, P1 0x80000003 (DebugBreakUsage)"),
            StrandCures.NO_BREAKPOINTS),
    WORK_QUEUE_RESERVED(
            "ke/work-queue-reserved",
            "Drivers leave HyperCriticalWorkQueue to the system.",
            "wdk-ddi-src/content/wdm/nf-wdm-exqueueworkitem.md",
            new RealWindows(SILENT_CORRUPTION, "work of the system waits for that of the driver"),
            StrandCures.WORK_QUEUE_OF_DRIVERS),
    WORK_ITEM_OF_DRIVER(
            "ke/work-item-of-driver",
            "A work item that was made with a driver object is queued by IoQueueWorkItemEx:"
                    + " IoQueueWorkItem wants one of a device object.",
            "wdk-ddi-src/content/wdm/nf-wdm-ioallocateworkitem.md",
            new RealWindows(SILENT_CORRUPTION, "a driver object is taken for a device object"),
            StrandCures.WORK_ITEM_EX),
    WORK_ITEM_FREED_WRONGLY(
            "ke/work-item-freed-wrongly",
            "What IoAllocateWorkItem has made ends with IoFreeWorkItem, what IoInitializeWorkItem has"
                    + " made with IoUninitializeWorkItem.",
            "windows-driver-docs-pr/kernel/system-worker-threads.md",
            new RealWindows(SILENT_CORRUPTION, "0xC2 or a reference that is never given back"),
            StrandCures.WORK_ITEM_PAIRS);

    private final Statement statement;

    ExecutionRule(String id, String prose, String page, RealWindows realWindows, Cure cure) {
        statement = new Statement(id, prose, page, realWindows, cure);
    }

    @Override
    public Statement statement() {
        return statement;
    }
}
