package dev.irpflow.io;

import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.CancelSafeQueue;
import dev.irpflow.kernel.CsqContext;
import dev.irpflow.kernel.Irp;
import dev.irpflow.kernel.Return;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.kernel.IoCsqPeekNextIrp;
import dev.irpflow.protocol.kernel.IoCsqRemoveIrp;
import dev.irpflow.protocol.kernel.IoCsqRemoveNextIrp;
import dev.irpflow.protocol.status.NtStatus;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** IoCsqRemoveIrp and IoCsqRemoveNextIrp: what is being cancelled is not given out. */
final class CsqRemoval extends CsqOperation {
    private final @Nullable CsqContext context; // null: the next that matches
    private final @Nullable Long peekContext;
    private final Map<Irp, Queued> entries;
    private @Nullable Irp found;

    CsqRemoval(
            Call call,
            CancelSafeQueue queue,
            @Nullable CsqContext context,
            @Nullable Long peekContext,
            Map<Irp, Queued> entries) {
        super(call, queue);
        this.context = context;
        this.peekContext = peekContext;
        this.entries = entries;
    }

    @Override
    void locked(Sink sink) {
        if (context == null) {
            peek(null, sink);
        } else {
            take(context.irp(), sink);
        }
    }

    private void peek(@Nullable Irp behind, Sink sink) {
        IoCsqPeekNextIrp.Builder request =
                IoCsqPeekNextIrp.newBuilder()
                        .setCsq(queue().id())
                        .setRoutine(queue().code().peek());
        if (behind != null) {
            request.setIrp(behind.id());
        }
        if (peekContext != null) {
            request.setPeekContext(peekContext);
        }
        calls(request.build(), Point.PEEKED, sink);
    }

    @Override
    void peeked(Return answer, Sink sink) {
        IoCsqPeekNextIrp.Out out = answer.out(IoCsqPeekNextIrp.Out.class);
        Irp irp =
                out.hasReturned()
                        ? sink.machine().objects().find(out.getReturned(), Irp.class)
                        : null;
        if (irp == null) {
            release(sink);
        } else if (!take(irp, sink)) {
            peek(irp, sink); // its cancel routine has it
        }
    }

    // An IRP that somebody cancels is left to him; without one the lock is released.
    private boolean take(@Nullable Irp irp, Sink sink) {
        Queued entry = irp == null ? null : entries.get(irp);
        if (irp != null && entry != null && entry.isWon()) {
            found = irp;
            entries.remove(irp);
            entry.leave();
            remove(irp, sink);
            return true;
        }
        if (context != null) {
            release(sink);
        }
        return false;
    }

    @Override
    void released(Sink sink) {
        if (call().request() instanceof IoCsqRemoveIrp) {
            IoCsqRemoveIrp.Out.Builder out = IoCsqRemoveIrp.Out.newBuilder();
            if (found != null) {
                out.setReturned(found.id());
            }
            sink.returns(call(), NtStatus.STATUS_SUCCESS, out.build());
            return;
        }
        IoCsqRemoveNextIrp.Out.Builder out = IoCsqRemoveNextIrp.Out.newBuilder();
        if (found != null) {
            out.setReturned(found.id());
        }
        sink.returns(call(), NtStatus.STATUS_SUCCESS, out.build());
    }
}
