package dev.irpflow.kernel;

import com.google.protobuf.ByteString;
import dev.irpflow.contract.NtStatuses;
import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.protocol.kernel.BufferRef;
import org.jspecify.annotations.Nullable;

/**
 * What the I/O manager keeps with an IRP that a driver built for its thread (the IoBuild routines),
 * and how it ends: output and status block are written, the event is signaled, the IRP is freed.
 *
 * @param thread to whose queue it belongs: with it, it is cancelled; null for one that waits for it
 * @param event signaled at the end, null for none
 * @param statusBlock where the result goes
 * @param buffers what the drivers below work on
 */
public record ThreadedRequest(
        @Nullable Strand thread,
        @Nullable Event event,
        BufferRef statusBlock,
        TransferBuffers buffers) {
    /** How many bytes Information may count; null if it counts none. */
    public @Nullable Long capacity() {
        return buffers.capacity();
    }

    /**
     * The completion has reached the top: a special kernel APC of the requesting thread does the
     * rest, once that is below APC_LEVEL and in no guarded region.
     *
     * @param by the component that completes
     */
    public void end(Irp irp, Place by) {
        by.machine().memory().loans().ended(irp);
        if (thread == null || thread.isEnded() || !thread.areAllApcsDisabled()) {
            tell(irp, by);
            return;
        }
        thread.holdBack(SpecialApc.of(irp, event, () -> tell(irp, by), by));
    }

    /** Tells the thread of the end, and frees the IRP. */
    void tell(Irp irp, Place by) {
        Machine machine = by.machine();
        int status = irp.status().getNumber();
        boolean failed = NtStatuses.severity(status) == NtStatuses.Severity.ERROR;
        buffers.unlock(by);
        if (buffers.hasAnswer(failed)) {
            buffers.copyBack(irp.information(), by, by);
        }
        buffers.free(by);
        // A synchronous failure is told by the return value alone: neither block nor event.
        if (!failed || irp.isPendingReturned()) {
            ByteString block = IoStatusBlockLayout.encode(irp.status(), irp.information());
            machine.memory().write(statusBlock, 0, block, Irql.PASSIVE_LEVEL, by);
            if (event != null) {
                event.signal();
            }
        }
        if (event != null) {
            event.request(null);
        }
        machine.objects().remove(irp);
        if (thread != null) {
            thread.irps().ended(irp);
        }
    }
}
