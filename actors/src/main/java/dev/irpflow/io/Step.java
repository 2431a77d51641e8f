package dev.irpflow.io;

import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.DeviceObject;
import dev.irpflow.kernel.FileObject;
import dev.irpflow.kernel.Irp;
import dev.irpflow.kernel.StackLocation.CompletionRoutine;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the I/O manager goes on when a call of its own has returned. */
sealed interface Step {
    /** A dispatch routine has returned to IoCallDriver. */
    record Dispatched(Call sent, Dispatch dispatch) implements Step {}

    /**
     * A completion routine has returned to IoCompleteRequest.
     *
     * @param location where the walk stood when it was called
     * @param kept the routine if it keeps its driver loaded, else null
     */
    record Walked(Call complete, Irp.Use use, int location, @Nullable CompletionRoutine kept)
            implements Step {}

    /** The completion of a master IRP has returned, which its last associated IRP has brought. */
    record MasterCompleted(Call complete) implements Step {}

    /** IoCancelIrp has got the cancel spin lock. */
    record CancelLocked(Call cancel, Irp.Use use) implements Step {}

    /** A cancel routine has returned. */
    record Cancelled(Call cancel) implements Step {}

    /** IoCancelIrp has given the cancel spin lock back, having found no routine. */
    record CancelUnlocked(Call cancel) implements Step {}

    /** One IRP of a thread that has ended is cancelled; the next follows. */
    record ExitCancelled(Call exit, List<Irp.Use> rest) implements Step {}

    /** A routine of a cancel-safe queue has returned. */
    record Csq(CsqOperation operation, CsqOperation.Point point) implements Step {}

    /** The cancel routine of a cancel-safe queue has given the cancel spin lock back. */
    record CsqCancelUnlocked(Call call, long irp) implements Step {}

    /** IoStartPacket has got the cancel spin lock. */
    record PacketLocked(Starting.Packet packet) implements Step {}

    /** IoStartNextPacket has got the cancel spin lock. */
    record NextLocked(Starting.Next next) implements Step {}

    /** An IRP is the current one, and the cancel spin lock is given back. */
    record CurrentUnlocked(Call call, DeviceObject device, Irp irp) implements Step {}

    /** StartIo has returned. */
    record Started(Call call, DeviceObject device) implements Step {}

    /** A routine that starts packets has nothing left to do. */
    record StartingEnds(Call call) implements Step {}

    /** IoCallDriver has returned to a system service. */
    record Sent(Request request) implements Step {}

    /** A service has waited for the lock of a synchronous file object. */
    record FileLocked(Call service, FileObject file) implements Step {}

    /**
     * A routine that was called with a stack of its own has returned.
     *
     * @param segment the bytes that were added to the stack
     */
    record CalledOut(Call call, long segment) implements Step {}

    /** A service that cancels goes on with the next IRP. */
    record EachCancelled(Call service, List<Irp> rest) implements Step {}
}
