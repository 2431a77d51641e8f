package dev.irpflow.kernel;

import com.google.protobuf.ByteString;
import dev.irpflow.contract.NtStatuses;
import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.protocol.kernel.BufferRef;
import org.jspecify.annotations.Nullable;

/**
 * What the I/O manager keeps with an IRP that a driver built for its thread
 * (IoBuildDeviceIoControlRequest), and how it ends: output and status block are written, the event
 * is signaled, the IRP is freed.
 *
 * @param event signaled at the end, null for none
 * @param statusBlock where the result goes
 * @param systemBuffer the copy of the data that the driver works on, null for none
 * @param output where a buffered transfer's output goes, null for none
 */
public record ThreadedRequest(
        @Nullable Event event,
        BufferRef statusBlock,
        @Nullable Region systemBuffer,
        @Nullable BufferRef output) {
    /** How many bytes Information may count; null if it counts none. */
    public @Nullable Long capacity() {
        return systemBuffer == null || output == null ? null : output.getLength();
    }

    /**
     * The completion has reached the top.
     *
     * @param by the component that completes
     */
    // Simplified: in Windows a special kernel APC of the requesting thread does this, once that
    // thread is below APC_LEVEL.
    public void end(Irp irp, Place by) {
        Machine machine = by.machine();
        machine.memory().loans().ended(irp);
        int status = irp.status().getNumber();
        boolean failed = NtStatuses.severity(status) == NtStatuses.Severity.ERROR;
        if (systemBuffer != null && !systemBuffer.isGone()) {
            if (!failed) {
                copyBack(irp, by);
            }
            machine.memory().free(systemBuffer);
        }
        // A synchronous failure is told by the return value alone: neither block nor event.
        if (!failed || irp.isPendingReturned()) {
            ByteString block = IoStatusBlockLayout.encode(irp.status(), irp.information());
            machine.memory().write(statusBlock, 0, block, Irql.PASSIVE_LEVEL, by);
            if (event != null) {
                event.signal();
            }
        }
        machine.objects().remove(irp);
    }

    private void copyBack(Irp irp, Place by) {
        if (systemBuffer == null || output == null || irp.information() == 0) {
            return;
        }
        Memory memory = by.machine().memory();
        long length = Math.min(irp.information(), output.getLength());
        BufferRef from = Memory.ref(systemBuffer, 0, length);
        memory.write(output, 0, memory.read(from, Irql.PASSIVE_LEVEL, by), Irql.PASSIVE_LEVEL, by);
    }
}
