package dev.irpflow.io;

import dev.irpflow.kernel.Rule;
import dev.irpflow.kernel.cure.Cure;
import dev.irpflow.kernel.cure.IrpCures;

/** The rules that the I/O manager holds drivers to. Sub-codes: bug-check-0xc9. */
public enum IoRule implements Rule {
    COMPLETED_ONCE(
            "io/irp-completed-once",
            "IoCompleteRequest is called once for each time that a driver is sent an IRP.",
            "windows-driver-docs-pr/debugger/bug-check-0x44--multiple-irp-complete-requests.md",
            new RealWindows(Answer.BUG_CHECK, "0x44"),
            IrpCures.ONE_OWNER),
    COMPLETED_WITH_PENDING(
            "io/irp-completed-with-pending",
            "An IRP is not completed with STATUS_PENDING.",
            "windows-driver-docs-pr/debugger/bug-check-0xc9--driver-verifier-iomanager-violation.md",
            new RealWindows(Answer.DRIVER_VERIFIER, "0xC9/0x6"),
            IrpCures.NO_PENDING_IN_IOSTATUS),
    COMPLETED_WITH_CANCEL_ROUTINE(
            "io/irp-completed-with-cancel-routine",
            "The cancel routine is taken away before an IRP is completed.",
            "windows-driver-docs-pr/debugger/bug-check-0xc9--driver-verifier-iomanager-violation.md",
            new RealWindows(Answer.DRIVER_VERIFIER, "0xC9/0x7 or 0x23C; later 0x48 without"),
            IrpCures.CANCEL_ROUTINE_IS_THE_TOKEN),
    NO_STACK_LOCATION(
            "io/no-irp-stack-locations",
            "An IRP is sent only while it has a stack location left.",
            "windows-driver-docs-pr/debugger/bug-check-0x35--no-more-irp-stack-locations.md",
            new RealWindows(Answer.BUG_CHECK, "0x35, with Driver Verifier 0xC9/0x208"),
            IrpCures.STACK_LOCATION_FOR_EACH),
    PENDING_WITHOUT_MARK(
            "io/pending-without-mark",
            "A dispatch routine that returns STATUS_PENDING has marked the IRP pending or sent it"
                    + " on.",
            "wdk-ddi-src/content/wdm/nf-wdm-iomarkirppending.md",
            new RealWindows(
                    Answer.DRIVER_VERIFIER,
                    "0xC9/0x23D or 0x24C, not fatal (MarkIrpPending2, PendedCompletedRequest)"),
            IrpCures.MARK_AND_PEND),
    MARK_WITHOUT_PENDING(
            "io/mark-without-pending",
            "A dispatch routine that has marked the IRP pending returns STATUS_PENDING.",
            "wdk-ddi-src/content/wdm/nf-wdm-iomarkirppending.md",
            new RealWindows(Answer.DRIVER_VERIFIER, "0xC9/0x23E (MarkIrpPending)"),
            IrpCures.MARK_AND_PEND),
    ILLEGAL_STATUS(
            "io/illegal-status",
            "A dispatch routine never returns 0xFFFFFFFF, which is no status.",
            "windows-driver-docs-pr/debugger/bug-check-0xc9--driver-verifier-iomanager-violation.md",
            new RealWindows(Answer.DRIVER_VERIFIER, "0xC9/0x225, not fatal"),
            IrpCures.STATUS_FROM_THE_HEADER),
    NEITHER_COMPLETED_NOR_PENDED(
            "io/neither-completed-nor-pended",
            "A dispatch routine completes the IRP, sends it on or pends it.",
            "windows-driver-docs-pr/debugger/bug-check-0xc9--driver-verifier-iomanager-violation.md",
            new RealWindows(Answer.DRIVER_VERIFIER, "0xC9/0x226 (IrpProcessingComplete)"),
            IrpCures.EVERY_WAY_COMPLETES),
    NOT_AN_IRP(
            "io/not-an-irp",
            "IoCallDriver, IoCompleteRequest and IoCancelIrp are given an IRP.",
            "windows-driver-docs-pr/debugger/bug-check-0xc9--driver-verifier-iomanager-violation.md",
            new RealWindows(Answer.DRIVER_VERIFIER, "0xC9/0x3"),
            IrpCures.VALID_POINTER),
    NOT_A_DEVICE(
            "io/not-a-device",
            "IoCallDriver is given a device object that is there.",
            "windows-driver-docs-pr/debugger/bug-check-0xc9--driver-verifier-iomanager-violation.md",
            new RealWindows(Answer.DRIVER_VERIFIER, "0xC9/0x4, for NULL 0xC9/0x204"),
            IrpCures.VALID_POINTER),
    SENT_WITH_CANCEL_ROUTINE(
            "io/sent-with-cancel-routine",
            "A driver takes its cancel routine away before it sends an IRP on.",
            "windows-driver-docs-pr/debugger/bug-check-0xc9--driver-verifier-iomanager-violation.md",
            new RealWindows(Answer.DRIVER_VERIFIER, "0xC9/0x203"),
            IrpCures.CANCEL_ROUTINE_IS_THE_TOKEN),
    SENT_WHILE_BELOW(
            "io/sent-while-below",
            "An IRP is sent on once: whoever has sent it waits until it comes back.",
            "windows-driver-docs-pr/debugger/bug-check-0xc9--driver-verifier-iomanager-violation.md",
            new RealWindows(Answer.DRIVER_VERIFIER, "0xC9/0x205"),
            IrpCures.KEEP_IT_BELOW),
    COMPLETED_WHILE_BELOW(
            "io/completed-while-below",
            "A driver does not complete an IRP that a driver below has still.",
            "windows-driver-docs-pr/debugger/bug-check-0xc9--driver-verifier-iomanager-violation.md",
            new RealWindows(
                    Answer.DRIVER_VERIFIER,
                    "0xC9/0x209 (PendedCompletedRequest2, PendedCompletedRequest3)"),
            IrpCures.KEEP_IT_BELOW),
    SENT_TO_WRONG_DEVICE(
            "io/sent-past-a-device",
            "A driver sends an IRP on to the device right below its own.",
            "windows-driver-docs-pr/debugger/bug-check-0xc9--driver-verifier-iomanager-violation.md",
            new RealWindows(Answer.DRIVER_VERIFIER, "0xC9/0x211, not fatal"),
            IrpCures.DEVICE_BELOW),
    INITIAL_STATUS(
            "io/initial-status-not-supported",
            "Whoever makes a Plug and Play, power or WMI IRP sets its status to"
                    + " STATUS_NOT_SUPPORTED before it is sent.",
            "windows-driver-docs-pr/debugger/bug-check-0xc9--driver-verifier-iomanager-violation.md",
            new RealWindows(Answer.DRIVER_VERIFIER, "0xC9/0x20E, 0x20F or 0x210, not fatal"),
            IrpCures.PNP_NOT_SUPPORTED),
    COMPLETED_INSTEAD_OF_PASSED(
            "io/completed-instead-of-passed",
            "A driver that is not the lowest passes a successful Plug and Play or power IRP down.",
            "windows-driver-docs-pr/debugger/bug-check-0xc9--driver-verifier-iomanager-violation.md",
            new RealWindows(
                    Answer.DRIVER_VERIFIER,
                    "0xC9/0x231 for power; 0x22E, not fatal, for Plug and Play"
                            + " (PnpIrpCompletion)"),
            IrpCures.PNP_PASSED_DOWN),
    STATUS_MISMATCH(
            "io/status-mismatch",
            "A dispatch routine that has not pended an IRP returns the status with which the IRP"
                    + " was completed.",
            "windows-driver-docs-pr/debugger/bug-check-0xc9--driver-verifier-iomanager-violation.md",
            new RealWindows(Answer.DRIVER_VERIFIER, "0xC9/0x224 (CompleteRequestStatusCheck)"),
            IrpCures.ONE_STATUS),
    LOWER_STATUS_DROPPED(
            "io/lower-status-dropped",
            "A dispatch routine that sent an IRP on returns what the driver below returned, unless"
                    + " it has waited for the end.",
            "windows-driver-docs-pr/devtest/wdm-lowerdriverreturn.md",
            new RealWindows(Answer.STATIC_RULE, "LowerDriverReturn"),
            IrpCures.ONE_STATUS),
    PENDING_NOT_PROPAGATED(
            "io/pending-not-propagated",
            "A completion routine that lets the completion go on calls IoMarkIrpPending if"
                    + " PendingReturned is set, unless its dispatch routine has marked the IRP.",
            "windows-driver-docs-pr/kernel/implementing-an-iocompletion-routine.md",
            new RealWindows(
                    Answer.DRIVER_VERIFIER, "0xC9/0x228, not fatal, or the requester hangs"),
            IrpCures.PENDING_PROPAGATED),
    ROUTINE_RETURNED_PENDING(
            "io/completion-routine-returned-pending",
            "A completion routine never returns STATUS_PENDING.",
            "windows-driver-docs-pr/kernel/implementing-an-iocompletion-routine.md",
            new RealWindows(Answer.SILENT_CORRUPTION, "the completion goes on upwards"),
            IrpCures.NO_PENDING_IN_IOSTATUS),
    CANCELLED_WITH_INFORMATION(
            "io/cancelled-with-information",
            "An IRP that is completed with STATUS_CANCELLED has Information 0.",
            "windows-driver-docs-pr/kernel/implementing-a-cancel-routine.md",
            new RealWindows(Answer.SILENT_CORRUPTION, "the requester counts bytes that are none"),
            IrpCures.CANCELLED_IS_NOTHING),
    CANCEL_OF_COMPLETED(
            "io/cancel-of-completed",
            "An IRP that is cancelled after its completion has no cancel routine left.",
            "windows-driver-docs-pr/debugger/bug-check-0x48--cancel-state-in-completed-irp.md",
            new RealWindows(Answer.BUG_CHECK, "0x48"),
            IrpCures.CANCEL_ROUTINE_IS_THE_TOKEN),
    ROUTINE_EX_NEVER_CALLED(
            "io/completion-routine-ex-never-called",
            "A driver that calls IoSetCompletionRoutineEx sends the IRP on: only then is the memory"
                    + " that it takes freed.",
            "wdk-ddi-src/content/wdm/nf-wdm-iosetcompletionroutineex.md",
            new RealWindows(Answer.STATIC_RULE, "CompletionRoutineRegistered"),
            IrpCures.ROUTINE_EX_IS_SENT),
    ROUTINE_EX_REFUSED(
            "io/completion-routine-ex-refused",
            "A driver sends an IRP on only if IoSetCompletionRoutineEx has succeeded; if it has"
                    + " failed, the driver completes the IRP.",
            "windows-driver-docs-pr/devtest/wdm-iosetcompletionexcompleteirp.md",
            new RealWindows(
                    Answer.DRIVER_VERIFIER,
                    "0xC4/0x4100F (IoSetCompletionExCompleteIrp, IoSetCompletionRoutineExCheck)"),
            IrpCures.ROUTINE_EX_IS_SENT),
    MARKED_AND_EVENT_SET(
            "io/marked-and-event-set",
            "A completion routine marks its IRP pending, or sets the event that its dispatch"
                    + " routine waits for, but never both.",
            "windows-driver-docs-pr/devtest/wdm-completioneventchecking.md",
            new RealWindows(Answer.STATIC_RULE, "CompletionEventChecking"),
            IrpCures.PENDING_PROPAGATED),
    COMPLETED_OVER_FAILURE(
            "io/completed-over-lower-failure",
            "A driver does not complete an IRP with STATUS_SUCCESS that the driver below has"
                    + " failed.",
            "windows-driver-docs-pr/devtest/wdm-completerequeststatuscheck.md",
            new RealWindows(Answer.STATIC_RULE, "CompleteRequestStatusCheck"),
            IrpCures.ONE_STATUS),
    EVENT_NOT_SET(
            "io/event-not-set-in-completion",
            "A completion routine that keeps an IRP of which PendingReturned is set signals the"
                    + " event that its dispatch routine waits for.",
            "windows-driver-docs-pr/devtest/wdm-signaleventincompletion.md",
            new RealWindows(
                    Answer.STATIC_RULE,
                    "SignalEventInCompletion, IoAllocateIrpSignalEventInCompletion,"
                            + " IoBuildFsdIrpSignalEventInCompletion; the thread waits for"
                            + " ever"),
            IrpCures.WAIT_FOR_THE_LOWER),
    BUILT_NOT_AWAITED(
            "io/built-irp-not-awaited",
            "A dispatch routine that has built an IRP with an event, and got STATUS_PENDING for it,"
                    + " waits for the event before it returns.",
            "windows-driver-docs-pr/devtest/wdm-iobuilddevicecontrolwait.md",
            new RealWindows(
                    Answer.STATIC_RULE,
                    "IoBuildDeviceControlWait, IoBuildSynchronousFsdRequestWait"),
            IrpCures.WAIT_FOR_THE_LOWER),
    EVENT_SIGNALED_BEFORE(
            "io/event-signaled-before-send",
            "The event of an IRP is not signaled before the IRP is sent: a wait for it would end"
                    + " too early.",
            "windows-driver-docs-pr/debugger/bug-check-0xc9--driver-verifier-iomanager-violation.md",
            new RealWindows(Answer.DRIVER_VERIFIER, "0xC9/0x307, not fatal"),
            IrpCures.WAIT_FOR_THE_LOWER),
    CANCEL_NOT_CHECKED(
            "io/cancel-not-checked",
            "A driver that sets a cancel routine looks at the cancel flag as well: in an IRP that is"
                    + " cancelled already, nobody calls the routine any more.",
            "windows-driver-docs-pr/devtest/wdm-irpcancelfield.md",
            new RealWindows(Answer.STATIC_RULE, "IrpCancelField"),
            IrpCures.CANCEL_CHECKED),
    FAILED_PASSED_DOWN(
            "io/failed-irp-passed-down",
            "A driver that fails a Plug and Play or power IRP completes it, and does not pass it"
                    + " down.",
            "windows-driver-docs-pr/debugger/bug-check-0xc9--driver-verifier-iomanager-violation.md",
            new RealWindows(Answer.DRIVER_VERIFIER, "0xC9/0x215, for power 0xC9/0x219, not fatal"),
            IrpCures.PNP_PASSED_DOWN),
    REMOVAL_FAILED(
            "io/removal-failed",
            "No driver fails IRP_MN_REMOVE_DEVICE, IRP_MN_SURPRISE_REMOVAL,"
                    + " IRP_MN_CANCEL_REMOVE_DEVICE or IRP_MN_CANCEL_STOP_DEVICE.",
            "windows-driver-docs-pr/devtest/wdm-pnpremove.md",
            new RealWindows(
                    Answer.DRIVER_VERIFIER,
                    "0xC4/0x43006 (PnpRemove); 0xC9/0x306, not fatal, for IRP_MN_REMOVE_DEVICE"),
            IrpCures.REMOVAL_SUCCEEDS),
    DELETED_BEFORE_PASSED(
            "io/deleted-before-passed",
            "A driver deletes its device only after the driver below has returned: nothing else"
                    + " keeps the device meanwhile.",
            "windows-driver-docs-pr/devtest/wdm-deletedevice.md",
            new RealWindows(Answer.STATIC_RULE, "DeleteDevice"),
            IrpCures.REMOVE_IN_ORDER),
    OWN_IRP_COMPLETED(
            "io/own-irp-completed",
            "Whoever allocated an IRP frees it; it does not complete it.",
            "windows-driver-docs-pr/devtest/wdm-ioallocatecomplete.md",
            new RealWindows(
                    Answer.STATIC_RULE,
                    "IoAllocateComplete, IoBuildFsdComplete; 0xC9/0x239, a warning, if it was never"
                            + " sent"),
            IrpCures.OWN_IRP_COMES_BACK),
    OWN_IRP_WITHOUT_ROUTINE(
            "io/own-irp-without-routine",
            "Whoever allocated an IRP sends it with a completion routine, which takes it back.",
            "windows-driver-docs-pr/devtest/wdm-ioallocateforward.md",
            new RealWindows(Answer.STATIC_RULE, "IoAllocateForward, IoBuildFsdForward"),
            IrpCures.OWN_IRP_COMES_BACK),
    THREADED_ABOVE_PASSIVE(
            "io/threaded-irp-above-passive",
            "A threaded IRP is sent at PASSIVE_LEVEL with kernel APCs enabled, since it ends in one.",
            "windows-driver-docs-pr/debugger/bug-check-0xc9--driver-verifier-iomanager-violation.md",
            new RealWindows(Answer.DRIVER_VERIFIER, "0xC9/0x302, not fatal"),
            IrpCures.THREADED_AT_PASSIVE),
    OWN_IRP_COMPLETED_UP(
            "io/own-irp-not-kept",
            "The completion routine of an IRP that its driver allocated returns"
                    + " STATUS_MORE_PROCESSING_REQUIRED, since nobody is above it.",
            "windows-driver-docs-pr/kernel/implementing-an-iocompletion-routine.md",
            new RealWindows(Answer.SILENT_CORRUPTION, "IoAllocateComplete (static rule)"),
            IrpCures.OWN_IRP_COMES_BACK),
    INFORMATION_IS_A_STRUCTURE(
            "io/information-is-a-structure",
            "A file system that answers a query has written the structure of the class that was"
                    + " asked for.",
            "windows-driver-docs-pr/kernel/irp-mj-query-information.md",
            new RealWindows(Answer.SILENT_CORRUPTION, "the requester reads junk"),
            IrpCures.STRUCTURE_WRITTEN),
    IRP_AFTER_FREE(
            "io/irp-after-free",
            "An IRP is not used after it was freed or given away.",
            "wdk-ddi-src/content/wdm/nf-wdm-iofcalldriver.md",
            new RealWindows(Answer.SILENT_CORRUPTION, "0xD5 with special pool"),
            IrpCures.KEEP_IT_BELOW),
    CANCEL_OF_ANOTHER(
            "io/cancel-of-another-operation",
            "Who cancels an IRP keeps it from being reused until IoCancelIrp has returned: otherwise"
                    + " the next operation on it is cancelled.",
            "windows-driver-docs-pr/kernel/different-ways-of-handling-irps-cheat-sheet.md",
            new RealWindows(Answer.SILENT_CORRUPTION, "an operation ends that nobody cancelled"),
            IrpCures.CANCEL_KEEPS_THE_IRP),
    POWER_IRP_BLOCKED(
            "io/power-irp-blocked",
            "A driver completes a power IRP or passes it on within a time, usually ten minutes.",
            "windows-driver-docs-pr/debugger/bug-check-0x9f--driver-power-state-failure.md",
            new RealWindows(Answer.BUG_CHECK, "0x9F/0x3"),
            IrpCures.POWER_GOES_ON),
    CANCELLED_TOO_SLOWLY(
            "io/cancelled-too-slowly",
            "A cancelled IRP is completed within the time that Driver Verifier allows.",
            "windows-driver-docs-pr/debugger/bug-check-0xc4--driver-verifier-detected-violation.md",
            new RealWindows(Answer.DRIVER_VERIFIER, "0xC4/0x135"),
            IrpCures.CANCEL_AT_ONCE),
    NO_SUCH_QUEUE(
            "io/csq-not-initialised",
            "A cancel-safe queue and the context of an IRP in it are there when they are used.",
            "windows-driver-docs-pr/kernel/cancel-safe-irp-queues.md",
            new RealWindows(Answer.SILENT_CORRUPTION, "a jump to an address that is no routine"),
            IrpCures.QUEUE_INITIALISED),
    QUEUED_WHILE_BELOW(
            "io/csq-of-foreign-irp",
            "A driver puts an IRP into its cancel-safe queue, or lets the I/O manager put it into its"
                    + " device queue, that it was sent and has still.",
            "windows-driver-docs-pr/kernel/cancel-safe-irp-queues.md",
            new RealWindows(Answer.SILENT_CORRUPTION, "two drivers own the IRP"),
            IrpCures.ONE_OWNER),
    NO_START_IO(
            "io/no-start-io-routine",
            "Only a driver that has a StartIo routine calls IoStartPacket and IoStartNextPacket.",
            "wdk-ddi-src/content/wdm/nf-wdm-iostartpacket.md",
            new RealWindows(Answer.SILENT_CORRUPTION, "a jump to address 0"),
            IrpCures.START_IO_ROUTINE),
    START_IO_RECURSION(
            "io/start-io-recursion",
            "A StartIo routine calls IoStartNextPacket only if the driver has set DeferredStartIo:"
                    + " otherwise it calls itself for each IRP in the device queue.",
            "windows-driver-docs-pr/devtest/wdm-startiorecursion.md",
            new RealWindows(Answer.STATIC_RULE, "StartIoRecursion; 0x7F with a long queue"),
            IrpCures.START_IO_DEFERRED),
    NEXT_NOT_CANCELABLE(
            "io/start-next-not-cancelable",
            "A driver that gives IoStartPacket a cancel routine calls IoStartNextPacket with"
                    + " Cancelable TRUE: only then the cancel spin lock protects the device queue and"
                    + " CurrentIrp.",
            "wdk-ddi-src/content/wdm/nf-wdm-iostartnextpacket.md",
            new RealWindows(
                    Answer.SILENT_CORRUPTION, "StartIo gets an IRP that its cancel routine ends"),
            IrpCures.START_IO_LOCK),
    COMPLETED_IN_QUEUE(
            "io/completed-in-device-queue",
            "An IRP is taken out of its device queue before it is completed.",
            "windows-driver-docs-pr/kernel/cancel-routines-in-drivers-with-startio-routines.md",
            new RealWindows(
                    Answer.SILENT_CORRUPTION, "StartIo gets an IRP later that was freed long ago"),
            IrpCures.ONE_OWNER),
    IRP_NEVER_COMPLETED(
            "io/irp-never-completed",
            "Every IRP that a driver was sent is completed at last.",
            "windows-driver-docs-pr/kernel/completing-irps.md",
            new RealWindows(Answer.SILENT_CORRUPTION, "the requester hangs"),
            IrpCures.EVERY_WAY_COMPLETES);

    private final Statement statement;

    IoRule(String id, String prose, String page, RealWindows realWindows, Cure cure) {
        statement = new Statement(id, prose, page, realWindows, cure);
    }

    @Override
    public Statement statement() {
        return statement;
    }
}
