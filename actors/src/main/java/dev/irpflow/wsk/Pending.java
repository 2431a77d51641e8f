package dev.irpflow.wsk;

import com.google.protobuf.GeneratedMessage;
import dev.irpflow.kernel.Irp;
import dev.irpflow.kernel.Place;
import dev.irpflow.kernel.SentOn;
import dev.irpflow.protocol.status.NtStatus;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An IRP that a client has given to WSK, and for what. It lies in the IRP's stack location. */
final class Pending {
    private final Irp irp;
    private final Operation operation;
    private final GeneratedMessage request;
    private final @Nullable SentOn giver;
    private @Nullable Target target;
    private @Nullable Socket socket;
    private @Nullable CachedDescriptor descriptor;
    private boolean marked;
    private boolean cancellable;
    private long bytes;
    private int parts;
    private @Nullable NtStatus status;
    private @Nullable GeneratedMessage out;

    Pending(Irp irp, Operation operation, GeneratedMessage request, @Nullable SentOn giver) {
        this.irp = irp;
        this.operation = operation;
        this.request = request;
        this.giver = giver;
    }

    Irp irp() {
        return irp;
    }

    Operation operation() {
        return operation;
    }

    /** The call's in-parameters. */
    GeneratedMessage request() {
        return request;
    }

    /** The socket or client object it was given to; null if the client named none that exists. */
    @Nullable Target target() {
        return target;
    }

    /** Says what it was given to, which from now on is not gone before the IRP has ended. */
    void aim(Target at) {
        if (target != null) {
            target.irpEnded();
        }
        this.target = at;
        at.irpTaken();
    }

    /** The registration instance behind the client object it was given to. */
    Registration registration() {
        return (Registration) Objects.requireNonNull(target);
    }

    /** The socket it is about: the one it was given to, or the one that it makes. */
    Socket socket() {
        return Objects.requireNonNull(socket);
    }

    void about(Socket it) {
        this.socket = it;
    }

    /** The security descriptor that it was given with, null for none. */
    @Nullable CachedDescriptor descriptor() {
        return descriptor;
    }

    void with(CachedDescriptor given) {
        this.descriptor = given;
        given.lend(this);
    }

    /** Bytes of it that are done so far. */
    long bytes() {
        return bytes;
    }

    void done(long moreBytes) {
        this.bytes += moreBytes;
    }

    /** How many of the buffers that it was given are done. */
    int partsDone() {
        return parts;
    }

    void partDone() {
        parts++;
    }

    /** Whether STATUS_PENDING is what its function returns. */
    boolean isMarkedPending() {
        return marked;
    }

    /** The function returns: a driver that was sent the IRP is judged by it. */
    void returned(NtStatus with) {
        if (giver != null) {
            giver.below(with);
        }
    }

    /** IoMarkIrpPending. */
    void markPending() {
        irp.currentStack().markPending();
        marked = true;
    }

    /** Pends it until something happens; false if it was cancelled before and is to end now. */
    boolean pend(Place self) {
        if (!marked) {
            markPending();
        }
        irp.exchangeCancelRoutine(new Irp.CancelRoutine(self, this));
        cancellable = true;
        return !(irp.isCancelRequested() && claim());
    }

    /**
     * Wins or loses the right to end it: the exchange of the cancel routine decides. Who wins must
     * finish it, who loses must not touch it again.
     */
    boolean claim() {
        if (status != null) {
            return false;
        }
        if (!cancellable) {
            return true;
        }
        if (irp.exchangeCancelRoutine(null) == null) {
            return false;
        }
        cancellable = false;
        return true;
    }

    /** Whether IoCancelIrp has won the right to end it. */
    boolean isLostToCancel() {
        return status != null || (cancellable && irp.cancelRoutine() == null);
    }

    /** How it ended, null while it has not. */
    @Nullable NtStatus status() {
        return status;
    }

    /** The out-parameters that were written when it ended. */
    @Nullable GeneratedMessage out() {
        return out;
    }

    /** Notes how it ends; its IRP is to be completed next. */
    void end(NtStatus with, long information, @Nullable GeneratedMessage written) {
        if (status != null) {
            throw new IllegalStateException(irp + " ends with " + with + " and with " + status);
        }
        this.status = with;
        this.out = written;
        irp.ioStatus(with, information);
        irp.out(written);
    }

    @Override
    public String toString() {
        return operation + " of " + irp;
    }
}
