package dev.irpflow.ke.irp;

import static dev.irpflow.kernel.Rule.Answer.DRIVER_VERIFIER;
import static dev.irpflow.kernel.Rule.Answer.SILENT_CORRUPTION;
import static dev.irpflow.kernel.Rule.Answer.STATIC_RULE;

import dev.irpflow.kernel.Rule;
import dev.irpflow.kernel.cure.Cure;
import dev.irpflow.kernel.cure.IrpCures;

/**
 * The rules of IRPs that the direct routines can show; those of sending and completing are of io.
 */
public enum IrpRule implements Rule {
    SENT_ON(
            "ke/irp-touched-after-send",
            "A driver that has sent an IRP on touches it again only from its completion"
                    + " routine on.",
            "wdk-ddi-src/content/wdm/nf-wdm-iofcalldriver.md",
            new RealWindows(SILENT_CORRUPTION, "whatever the driver below does with it"),
            IrpCures.KEEP_IT_BELOW),
    NO_OWN_LOCATION(
            "ke/irp-no-own-location",
            "Whoever made an IRP has no stack location in it: it does not mark, copy or"
                    + " skip one.",
            "wdk-ddi-src/content/wdm/nf-wdm-iomarkirppending.md",
            new RealWindows(SILENT_CORRUPTION, "corrupt pool"),
            IrpCures.STACK_LOCATION_FOR_EACH),
    NO_NEXT_LOCATION(
            "ke/irp-no-next-location",
            "A driver prepares the next lower stack location only if there is one.",
            "windows-driver-docs-pr/kernel/i-o-stack-locations.md",
            new RealWindows(SILENT_CORRUPTION, "corrupt pool; 0x35 when it is sent"),
            IrpCures.STACK_LOCATION_FOR_EACH),
    SKIP_AFTER_MARK(
            "ke/irp-skip-after-mark",
            "A driver does not skip a stack location that it has marked pending.",
            "wdk-ddi-src/content/wdm/nf-wdm-ioskipcurrentirpstacklocation.md",
            new RealWindows(SILENT_CORRUPTION, "the mark is lost"),
            IrpCures.MARK_AND_PEND),
    ROUTINE_OVERWRITTEN(
            "ke/irp-completion-routine-overwritten",
            "A driver that skips its stack location sets no completion routine: it"
                    + " would overwrite that of the driver above.",
            "wdk-ddi-src/content/wdm/nf-wdm-ioskipcurrentirpstacklocation.md",
            new RealWindows(SILENT_CORRUPTION, "the routine above never runs"),
            IrpCures.COPY_WITH_A_ROUTINE),
    ROUTINE_MISSING(
            "ke/irp-completion-routine-missing",
            "Only a completion routine that is never invoked may be NULL.",
            "wdk-ddi-src/content/wdm/nf-wdm-iosetcompletionroutine.md",
            new RealWindows(SILENT_CORRUPTION, "a jump to address 0"),
            IrpCures.COPY_WITH_A_ROUTINE),
    FREE_OF_OTHER(
            "ke/irp-free-of-other-object",
            "IoFreeIrp is given an IRP.",
            "windows-driver-docs-pr/debugger/bug-check-0xc9--driver-verifier-iomanager-violation.md",
            new RealWindows(DRIVER_VERIFIER, "0xC9/0x1"),
            IrpCures.FREE_BY_THE_MAKER),
    FREE_OF_THREADED(
            "ke/irp-free-of-threaded",
            "An IRP of a thread is freed by the I/O manager, never by a driver.",
            "windows-driver-docs-pr/devtest/wdm-iobuilddevicecontrolnofree.md",
            new RealWindows(DRIVER_VERIFIER, "0xC9/0x2"),
            IrpCures.FREE_BY_THE_MAKER),
    FREE_IN_USE(
            "ke/irp-free-in-use",
            "An IRP is freed only after the drivers below have completed it.",
            "windows-driver-docs-pr/debugger/bug-check-0xc9--driver-verifier-iomanager-violation.md",
            new RealWindows(DRIVER_VERIFIER, "0xC9/0x20B"),
            IrpCures.KEEP_IT_BELOW),
    REUSE_IN_USE(
            "ke/irp-reuse-in-use",
            "An IRP is used again only after the drivers below have completed it.",
            "windows-driver-docs-pr/debugger/bug-check-0xc9--driver-verifier-iomanager-violation.md",
            new RealWindows(SILENT_CORRUPTION, "0xC9/0x310, not fatal"),
            IrpCures.KEEP_IT_BELOW),
    REUSE_OF_THREADED(
            "ke/irp-reuse-of-threaded",
            "IoReuseIrp is for IRPs that the driver itself has made with IoAllocateIrp.",
            "windows-driver-docs-pr/devtest/wdm-ioreuseirp.md",
            new RealWindows(SILENT_CORRUPTION, "0xC9/0x311, not fatal (IoReuseIrp, IoReuseIrp2)"),
            IrpCures.FREE_BY_THE_MAKER),
    FREE_OF_FOREIGN(
            "ke/irp-free-of-foreign",
            "A driver frees only IRPs that it has allocated.",
            "windows-driver-docs-pr/devtest/wdm-ioallocatefree.md",
            new RealWindows(STATIC_RULE, "IoAllocateFree, IoBuildFsdFree"),
            IrpCures.FREE_BY_THE_MAKER),
    INITIALIZE_OF_ALLOCATED(
            "ke/irp-initialize-of-allocated",
            "IoInitializeIrp is not for IRPs of IoAllocateIrp.",
            "windows-driver-docs-pr/debugger/bug-check-0xc9--driver-verifier-iomanager-violation.md",
            new RealWindows(DRIVER_VERIFIER, "0xC9/0x20D"),
            IrpCures.ALLOCATED_IS_INITIALIZED),
    OWN_LOCATION_OF_OTHER(
            "ke/irp-own-location-of-other",
            "IoSetNextIrpStackLocation is for an IRP that the caller has allocated with a location"
                    + " more than the drivers below need, before it is sent.",
            "wdk-ddi-src/content/wdm/nf-wdm-iosetnextirpstacklocation.md",
            new RealWindows(SILENT_CORRUPTION, "0x35 when the drivers below need the location"),
            IrpCures.STACK_LOCATION_FOR_EACH),
    START_IO_CANCEL(
            "ke/start-io-cancel",
            "A driver that has called IoSetStartIoAttributes with NonCancelable FALSE sets no cancel"
                    + " routine afterwards, except through IoStartPacket.",
            "windows-driver-docs-pr/devtest/wdm-startiocancel.md",
            new RealWindows(STATIC_RULE, "StartIoCancel; StartIo and the cancel routine race"),
            IrpCures.START_IO_LOCK),
    MARKED_IN_QUEUE(
            "ke/irp-marked-in-queue",
            "A driver marks an IRP pending before it puts it into a device queue, or while it"
                    + " holds the spin lock under which it did.",
            "windows-driver-docs-pr/devtest/wdm-markingqueuedirps.md",
            new RealWindows(STATIC_RULE, "MarkingQueuedIrps; the IRP may be gone by then"),
            IrpCures.MARK_AND_PEND),
    CANCEL_ROUTINE_BELOW(
            "ke/irp-cancel-routine-below",
            "A driver sets no cancel routine in an IRP that a driver below has.",
            "windows-driver-docs-pr/debugger/bug-check-0xc9--driver-verifier-iomanager-violation.md",
            new RealWindows(DRIVER_VERIFIER, "0xC9/0x229"),
            IrpCures.CANCEL_ROUTINE_IS_THE_TOKEN),
    EVENT_OF_REQUEST_SET(
            "ke/irp-event-set-by-driver",
            "The event that an IRP was built with is set by the I/O manager when the IRP has ended,"
                    + " and by no driver.",
            "windows-driver-docs-pr/devtest/wdm-iobuilddeviceiocontrolsetevent.md",
            new RealWindows(STATIC_RULE, "IoBuildDeviceIoControlSetEvent"),
            IrpCures.EVENT_OF_THE_REQUEST),
    BUILD_WITH_BAD_BUFFER(
            "ke/irp-build-with-bad-buffer",
            "The buffers of a built request are there.",
            "windows-driver-docs-pr/debugger/bug-check-0xc9--driver-verifier-iomanager-violation.md",
            new RealWindows(DRIVER_VERIFIER, "0xC9/0x9"),
            IrpCures.BUFFERS_OF_THE_REQUEST);

    private final Statement statement;

    IrpRule(String id, String prose, String page, RealWindows realWindows, Cure cure) {
        statement = new Statement(id, prose, page, realWindows, cure);
    }

    @Override
    public Statement statement() {
        return statement;
    }
}
