package dev.irpflow.io;

import dev.irpflow.kernel.Rule;

/** The rules that the I/O manager holds drivers to. Sub-codes: bug-check-0xc9. */
public enum IoRule implements Rule {
    COMPLETED_ONCE(
            "io/irp-completed-once",
            "IoCompleteRequest is called once for each time that a driver is sent an IRP.",
            "windows-driver-docs-pr/debugger/bug-check-0x44--multiple-irp-complete-requests.md",
            new RealWindows(Answer.BUG_CHECK, "0x44")),
    COMPLETED_WITH_PENDING(
            "io/irp-completed-with-pending",
            "An IRP is not completed with STATUS_PENDING.",
            "windows-driver-docs-pr/debugger/bug-check-0xc9--driver-verifier-iomanager-violation.md",
            new RealWindows(Answer.DRIVER_VERIFIER, "0xC9/0x6")),
    COMPLETED_WITH_CANCEL_ROUTINE(
            "io/irp-completed-with-cancel-routine",
            "The cancel routine is taken away before an IRP is completed.",
            "windows-driver-docs-pr/debugger/bug-check-0xc9--driver-verifier-iomanager-violation.md",
            new RealWindows(Answer.DRIVER_VERIFIER, "0xC9/0x7; later 0x48 without")),
    NO_STACK_LOCATION(
            "io/no-irp-stack-locations",
            "An IRP is sent only while it has a stack location left.",
            "windows-driver-docs-pr/debugger/bug-check-0x35--no-more-irp-stack-locations.md",
            new RealWindows(Answer.BUG_CHECK, "0x35, with Driver Verifier 0xC9/0x208")),
    PENDING_WITHOUT_MARK(
            "io/pending-without-mark",
            "A dispatch routine that returns STATUS_PENDING has marked the IRP pending or sent it"
                    + " on.",
            "wdk-ddi-src/content/wdm/nf-wdm-iomarkirppending.md",
            new RealWindows(Answer.DRIVER_VERIFIER, "0xC9/0x23D")),
    MARK_WITHOUT_PENDING(
            "io/mark-without-pending",
            "A dispatch routine that has marked the IRP pending returns STATUS_PENDING.",
            "wdk-ddi-src/content/wdm/nf-wdm-iomarkirppending.md",
            new RealWindows(Answer.DRIVER_VERIFIER, "0xC9/0x23E")),
    NEITHER_COMPLETED_NOR_PENDED(
            "io/neither-completed-nor-pended",
            "A dispatch routine completes the IRP, sends it on or pends it.",
            "windows-driver-docs-pr/debugger/bug-check-0xc9--driver-verifier-iomanager-violation.md",
            new RealWindows(Answer.DRIVER_VERIFIER, "0xC9/0x226")),
    OWN_IRP_COMPLETED_UP(
            "io/own-irp-not-kept",
            "The completion routine of an IRP that its driver allocated returns"
                    + " STATUS_MORE_PROCESSING_REQUIRED, since nobody is above it.",
            "windows-driver-docs-pr/kernel/implementing-an-iocompletion-routine.md",
            new RealWindows(Answer.SILENT_CORRUPTION, "IoAllocateComplete (static rule)")),
    INFORMATION_IS_A_STRUCTURE(
            "io/information-is-a-structure",
            "A file system that answers a query has written the structure of the class that was"
                    + " asked for.",
            "windows-driver-docs-pr/kernel/irp-mj-query-information.md",
            new RealWindows(Answer.SILENT_CORRUPTION, "the requester reads junk")),
    IRP_AFTER_FREE(
            "io/irp-after-free",
            "An IRP is not used after it was freed or given away.",
            "wdk-ddi-src/content/wdm/nf-wdm-iofcalldriver.md",
            new RealWindows(Answer.SILENT_CORRUPTION, "0xD5 with special pool")),
    CANCEL_OF_ANOTHER(
            "io/cancel-of-another-operation",
            "Who cancels an IRP keeps it from being reused until IoCancelIrp has returned: otherwise"
                    + " the next operation on it is cancelled.",
            "windows-driver-docs-pr/kernel/different-ways-of-handling-irps-cheat-sheet.md",
            new RealWindows(Answer.SILENT_CORRUPTION, "an operation ends that nobody cancelled")),
    IRP_NEVER_COMPLETED(
            "io/irp-never-completed",
            "Every IRP that a driver was sent is completed at last.",
            "windows-driver-docs-pr/kernel/completing-irps.md",
            new RealWindows(Answer.SILENT_CORRUPTION, "the requester hangs"));

    private final Statement statement;

    IoRule(String id, String prose, String page, RealWindows realWindows) {
        statement = new Statement(id, prose, page, realWindows);
    }

    @Override
    public Statement statement() {
        return statement;
    }
}
