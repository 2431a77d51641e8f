package dev.irpflow.io;

import dev.irpflow.contract.NtStatuses;
import dev.irpflow.kernel.Breach;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.Irp;
import dev.irpflow.kernel.KernelRule;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.status.NtStatus;
import org.jspecify.annotations.Nullable;

/** How many bytes a driver says that a request has transferred. */
final class Transfer {
    private Transfer() {}

    /** NT_ERROR: nothing is copied back, and Information counts nothing. */
    static boolean isFailed(NtStatus status) {
        return NtStatuses.severity(status.getNumber()) == NtStatuses.Severity.ERROR;
    }

    /**
     * Tells against a driver that completes a request with more bytes than there are; what is
     * copied is never more than that.
     *
     * @param capacity the length of the buffer, null if Information counts no bytes
     */
    static void judge(Irp irp, @Nullable Long capacity, Call complete, Sink sink) {
        long claimed = irp.information();
        if (capacity == null || isFailed(irp.status()) || (claimed >= 0 && claimed <= capacity)) {
            return;
        }
        Breach.tell(
                sink.machine(),
                KernelRule.INFORMATION_BEYOND_BUFFER,
                ForcedPending.completer(complete),
                "%s completes %s with Information %d, but its buffer has %d bytes"
                        .formatted(ForcedPending.completer(complete), irp, claimed, capacity),
                complete,
                null);
        irp.ioStatus(irp.status(), Math.clamp(claimed, 0, capacity));
    }
}
