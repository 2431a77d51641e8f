package dev.irpflow.kernel;

import dev.irpflow.protocol.status.NtStatus;
import org.jspecify.annotations.Nullable;

/**
 * What the I/O manager keeps of a dispatch routine: it judges what the routine returns by what
 * became of the IRP. Whoever else takes an IRP from a driver, as a function of WSK does, says so.
 * Page: windows-driver-docs-pr/network/using-irps-with-winsock-kernel-functions.md.
 */
public interface SentOn {
    /** Its driver has given the IRP away, having marked it pending or skipped its location. */
    void forwarded(boolean marked, boolean locationSkipped);

    /** What it was given to has returned. */
    void below(NtStatus status);

    /**
     * Takes the next location of an IRP that a driver gives away; null if the giver was not sent
     * it.
     */
    static @Nullable SentOn take(Irp irp, Place giver) {
        StackLocation sender = irp.currentOrNull();
        irp.advance();
        StackLocation taken = irp.currentStack();
        boolean skipped = taken.dispatch() != null;
        StackLocation from = skipped ? taken : sender;
        if (from == null || !(from.dispatch() instanceof SentOn dispatch)) {
            return null;
        }
        DeviceObject device = from.device();
        if (device == null || device.driver() != giver) {
            return null;
        }
        dispatch.forwarded(from.isPendingReturned(), skipped);
        return dispatch;
    }
}
