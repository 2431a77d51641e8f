package dev.irpflow.kernel.bugcheck;

import dev.irpflow.kernel.bugcheck.Form.Severity;
import java.util.List;

/** The sub-codes of 0xC9. Page: bug-check-0xc9--driver-verifier-iomanager-violation.md. */
final class IoForms {
    static final List<Form> ALL =
            List.of(
                    Form.of(
                            0x01,
                            "The driver freed an object that is no IRP.",
                            "the object",
                            "",
                            ""),
                    Form.of(
                            0x02,
                            "The driver freed an IRP that still belongs to a thread.",
                            "the IRP",
                            "",
                            ""),
                    Form.of(
                            0x03,
                            "IoCallDriver was given something that is no IRP.",
                            "the object",
                            "",
                            ""),
                    Form.of(
                            0x04,
                            "IoCallDriver was given an invalid device object.",
                            "the device object",
                            "",
                            ""),
                    Form.of(
                            0x05,
                            "A dispatch routine returned at another IRQL.",
                            "the device object",
                            "the IRQL before",
                            "the IRQL after"),
                    Form.of(
                            0x06,
                            "IoCompleteRequest was called with STATUS_PENDING or -1 in the IRP.",
                            "the status",
                            "the IRP",
                            ""),
                    Form.of(
                            0x07,
                            "IoCompleteRequest was called while a cancel routine was set.",
                            "the cancel routine",
                            "the IRP",
                            ""),
                    Form.of(
                            0x08,
                            "IoBuildAsynchronousFsdRequest was given an invalid buffer.",
                            "the device object",
                            "the major function code",
                            "the status of the exception"),
                    Form.of(
                            0x09,
                            "IoBuildDeviceIoControlRequest was given an invalid buffer.",
                            "the device object",
                            "the control code",
                            "the status of the exception"),
                    Form.of(
                            0x0A,
                            "IoInitializeTimer was given a device object whose timer is initialized already.",
                            "the device object",
                            "",
                            ""),
                    Form.of(
                            0x0C,
                            "The I/O status block of an IRP lies on a stack that has been unwound.",
                            "the I/O status block",
                            "",
                            ""),
                    Form.of(
                            0x0D,
                            "The event of an IRP lies on a stack that has been unwound.",
                            "the event",
                            "",
                            ""),
                    Form.of(
                            0x0E,
                            "IoCompleteRequest was called above DISPATCH_LEVEL.",
                            "the IRQL",
                            "the IRP",
                            ""),
                    Form.of(
                            0x0F,
                            "A create request was sent with a file object that is closed or whose open was cancelled.",
                            "the device object",
                            "the IRP",
                            "the file object"),
                    Form.of(
                            0x10,
                            "IoCallDriver was called above DISPATCH_LEVEL.",
                            "the IRQL",
                            "",
                            ""),
                    Form.of(
                            0x11,
                            "A fast I/O routine returned at another IRQL.",
                            "the routine",
                            "the IRQL before",
                            "the IRQL now"),
                    Form.of(
                            0x12,
                            "A dispatch routine returned at another IRQL.",
                            "the routine",
                            "the IRQL before",
                            "the IRQL now"),
                    of(
                            0x201,
                            Severity.FATAL,
                            "A device was deleted while it is attached above another one."),
                    of(0x202, Severity.FATAL, "A device was detached that is attached to nothing."),
                    of(0x203, Severity.FATAL, "An IRP was sent on while a cancel routine was set."),
                    of(0x204, Severity.FATAL, "NULL was passed as the device object."),
                    of(0x205, Severity.FATAL, "An IRP was sent on that a lower driver has queued."),
                    of(
                            0x206,
                            Severity.FATAL,
                            "An IRP was sent on with flags in the control field of its next stack location."),
                    of(
                            0x207,
                            Severity.FATAL,
                            "A stack location was copied by hand, and the upper driver's completion routine with it."),
                    of(0x208, Severity.FATAL, "An IRP is about to run out of stack locations."),
                    of(
                            0x209,
                            Severity.FATAL,
                            "An IRP was completed that a lower driver has queued."),
                    of(0x20A, Severity.FATAL, "IoFreeIrp was called for an IRP that is in use."),
                    of(0x20B, Severity.FATAL, "IoFreeIrp was called for an IRP that is in use."),
                    of(
                            0x20C,
                            Severity.FATAL,
                            "IoFreeIrp was called for an IRP that is still queued to a thread."),
                    of(
                            0x20D,
                            Severity.FATAL,
                            "IoInitializeIrp was called for an IRP of IoAllocateIrp, whose quota is lost by it."),
                    of(
                            0x20E,
                            Severity.NON_FATAL,
                            "A PnP IRP was sent with another initial status than STATUS_NOT_SUPPORTED."),
                    of(
                            0x20F,
                            Severity.NON_FATAL,
                            "A power IRP was sent with another initial status than STATUS_NOT_SUPPORTED."),
                    of(
                            0x210,
                            Severity.NON_FATAL,
                            "A WMI IRP was sent with another initial status than STATUS_NOT_SUPPORTED."),
                    of(0x211, Severity.NON_FATAL, "An IRP was sent past a device of the stack."),
                    of(
                            0x212,
                            Severity.NON_FATAL,
                            "The stack location of an IRP was not copied properly."),
                    of(
                            0x213,
                            Severity.NON_FATAL,
                            "The driver changed the status of an IRP that it does not know."),
                    of(
                            0x214,
                            Severity.NON_FATAL,
                            "The driver changed the information of an IRP that it does not know."),
                    of(
                            0x215,
                            Severity.NON_FATAL,
                            "A PnP IRP was sent down with a failure instead of being completed."),
                    of(
                            0x216,
                            Severity.NON_FATAL,
                            "The status of a PnP IRP was set back to STATUS_NOT_SUPPORTED."),
                    of(
                            0x217,
                            Severity.NON_FATAL,
                            "The driver has not handled an IRP that it has to handle."),
                    of(
                            0x218,
                            Severity.NON_FATAL,
                            "The driver answered an IRP that is meant for another device of the stack."),
                    of(
                            0x219,
                            Severity.NON_FATAL,
                            "A power IRP was sent down with a failure instead of being completed."),
                    of(
                            0x21A,
                            Severity.NON_FATAL,
                            "The status of a power IRP was set back to STATUS_NOT_SUPPORTED."),
                    of(
                            0x21B,
                            Severity.NON_FATAL,
                            "A dispatch routine returned a suspicious status."),
                    of(
                            0x21C,
                            Severity.WARNING,
                            "A stack location was copied although no completion routine is set."),
                    of(0x21D, Severity.FATAL, "A device was not detached upon a remove IRP."),
                    of(0x21E, Severity.FATAL, "A device was not deleted upon a remove IRP."),
                    of(
                            0x21F,
                            Severity.NON_FATAL,
                            "The driver has no dispatch routine for an IRP that it has to handle."),
                    of(
                            0x224,
                            Severity.FATAL,
                            "A dispatch routine returned another status than that in the IRP."),
                    of(
                            0x225,
                            Severity.NON_FATAL,
                            "A dispatch routine returned the illegal status 0xFFFFFFFF."),
                    of(
                            0x226,
                            Severity.FATAL,
                            "A dispatch routine neither completed the IRP nor sent it on, and did not return STATUS_PENDING."),
                    of(0x227, Severity.FATAL, "A completion routine lies in pageable code."),
                    of(
                            0x228,
                            Severity.NON_FATAL,
                            "A completion routine has not marked the IRP pending although PendingReturned was set."),
                    of(
                            0x229,
                            Severity.FATAL,
                            "A cancel routine was set for an IRP that a lower driver has."),
                    of(
                            0x22E,
                            Severity.NON_FATAL,
                            "A successful Plug and Play IRP was completed instead of passed down."),
                    of(
                            0x231,
                            Severity.FATAL,
                            "A successful power IRP was completed instead of passed down."),
                    of(
                            0x237,
                            Severity.FATAL,
                            "The driver sent an IRP that only the system may send."),
                    of(
                            0x238,
                            Severity.WARNING,
                            "IoInitializeIrp was called for an IRP of IoAllocateIrp."),
                    of(0x239, Severity.WARNING, "An IRP was completed that was never sent."),
                    of(
                            0x23A,
                            Severity.FATAL,
                            "An IRP was sent at an IRQL that is illegal for its major function."),
                    of(
                            0x23B,
                            Severity.NON_FATAL,
                            "The driver changed the status of an IRP that it does not know."),
                    of(
                            0x23C,
                            Severity.FATAL,
                            "An IRP was completed while a cancel routine was set."),
                    of(
                            0x23D,
                            Severity.NON_FATAL,
                            "A dispatch routine returned STATUS_PENDING for an IRP that was not marked pending."),
                    of(
                            0x23E,
                            Severity.NON_FATAL,
                            "An IRP was marked pending and STATUS_PENDING was not returned."),
                    of(0x240, Severity.FATAL, "A device was deleted twice."),
                    of(0x241, Severity.FATAL, "A device was detached upon a surprise removal."),
                    of(0x242, Severity.FATAL, "A device was deleted upon a surprise removal."),
                    of(0x245, Severity.FATAL, "DO_BUFFERED_IO and DO_DIRECT_IO were both set."),
                    of(0x247, Severity.FATAL, "The driver failed an IRP that may not fail."),
                    of(
                            0x24A,
                            Severity.FATAL,
                            "A routine of file I/O was called above PASSIVE_LEVEL."),
                    of(
                            0x24C,
                            Severity.NON_FATAL,
                            "A dispatch routine returned STATUS_PENDING for an IRP that was not marked pending."),
                    of(
                            0x300,
                            Severity.NON_FATAL,
                            "A dispatch routine returned a suspicious status."),
                    of(0x301, Severity.NON_FATAL, "An IRP was sent above DISPATCH_LEVEL."),
                    of(
                            0x302,
                            Severity.NON_FATAL,
                            "An IRP whose completion needs an APC was sent at APC_LEVEL or above."),
                    of(0x306, Severity.NON_FATAL, "A remove IRP was completed with a failure."),
                    of(
                            0x307,
                            Severity.NON_FATAL,
                            "STATUS_PENDING came back for a request whose event was signaled already."),
                    of(
                            0x310,
                            Severity.NON_FATAL,
                            "An IRP was initialized again while it is in use."),
                    of(
                            0x311,
                            Severity.NON_FATAL,
                            "IoReuseIrp was called for an IRP that IoAllocateIrp has not made."),
                    of(
                            0x312,
                            Severity.NON_FATAL,
                            "The information of an IRP is larger than its output buffer."));

    private IoForms() {}

    // From 0x200 on all have the same parameters, and not all stop the machine.
    private static Form of(long first, Severity severity, String cause) {
        return new Form(
                first,
                cause,
                List.of(
                        "an address in the driver, 0 in this emulation",
                        "the IRP",
                        "the device object"),
                severity);
    }
}
