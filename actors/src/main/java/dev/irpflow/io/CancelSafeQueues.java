package dev.irpflow.io;

import dev.irpflow.kernel.Breach;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.CancelSafeQueue;
import dev.irpflow.kernel.CsqContext;
import dev.irpflow.kernel.Irp;
import dev.irpflow.kernel.KernelObject;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.kernel.DriverCancel;
import dev.irpflow.protocol.kernel.IoCsqInsertIrp;
import dev.irpflow.protocol.kernel.IoCsqInsertIrpEx;
import dev.irpflow.protocol.kernel.IoCsqRemoveIrp;
import dev.irpflow.protocol.kernel.IoCsqRemoveNextIrp;
import dev.irpflow.protocol.kernel.IoReleaseCancelSpinLock;
import dev.irpflow.protocol.status.NtStatus;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Cancel-safe queues: the driver keeps its IRPs and its lock, the exchange of the cancel routine
 * says who gets an IRP out. Page: windows-driver-docs-pr/kernel/cancel-safe-irp-queues.md.
 */
final class CancelSafeQueues {
    private final Map<Irp, Queued> entries = new LinkedHashMap<>();

    void insert(Call call, IoCsqInsertIrp request, Sink sink) {
        CancelSafeQueue queue = object(call, request.getCsq(), CancelSafeQueue.class, sink);
        Irp irp = queue == null ? null : ownIrp(call, request.getIrp(), sink);
        if (queue != null && irp != null) {
            insert(call, queue, irp, request.getContext(), null, sink);
        }
    }

    void insertEx(Call call, IoCsqInsertIrpEx request, Sink sink) {
        CancelSafeQueue queue = object(call, request.getCsq(), CancelSafeQueue.class, sink);
        Irp irp = queue == null ? null : ownIrp(call, request.getIrp(), sink);
        if (queue != null && irp != null) {
            Long insertContext = request.hasInsertContext() ? request.getInsertContext() : null;
            insert(call, queue, irp, request.getContext(), insertContext, sink);
        }
    }

    private void insert(
            Call call,
            CancelSafeQueue queue,
            Irp irp,
            boolean wantsContext,
            @Nullable Long insertContext,
            Sink sink) {
        CsqContext context = null;
        if (wantsContext) {
            context = sink.machine().objects().add(new CsqContext(queue, irp));
            call.from().keepsInImage(context);
        }
        new CsqInsertion(call, new Queued(queue, irp, context), insertContext, entries).begin(sink);
    }

    void remove(Call call, IoCsqRemoveIrp request, Sink sink) {
        CancelSafeQueue queue = object(call, request.getCsq(), CancelSafeQueue.class, sink);
        CsqContext context =
                queue == null ? null : object(call, request.getContext(), CsqContext.class, sink);
        if (queue != null && context != null) {
            new CsqRemoval(call, queue, context, null, entries).begin(sink);
        }
    }

    void removeNext(Call call, IoCsqRemoveNextIrp request, Sink sink) {
        CancelSafeQueue queue = object(call, request.getCsq(), CancelSafeQueue.class, sink);
        if (queue != null) {
            Long peekContext = request.hasPeekContext() ? request.getPeekContext() : null;
            new CsqRemoval(call, queue, null, peekContext, entries).begin(sink);
        }
    }

    /** The cancel routine of an IRP in a queue is called: it gives the cancel lock back first. */
    void cancel(Call call, DriverCancel request, Sink sink) {
        sink.call(
                call,
                IoReleaseCancelSpinLock.newBuilder().setIrql(request.getCancelIrql()).build(),
                new Step.CsqCancelUnlocked(call, request.getIrp()));
    }

    void cancelUnlocked(Step.CsqCancelUnlocked step, Sink sink) {
        Irp irp = sink.machine().objects().find(step.irp(), Irp.class);
        Queued entry = irp == null ? null : entries.get(irp);
        if (entry == null) { // only a driver that completes what is queued gets here, and is told
            sink.returns(step.call(), NtStatus.STATUS_SUCCESS);
            return;
        }
        new CsqCancel(step.call(), entry, entries).begin(sink);
    }

    // Null: the caller was told against, and the call is returned.
    private static <T extends KernelObject> @Nullable T object(
            Call call, long id, Class<T> kind, Sink sink) {
        T found = sink.machine().objects().find(id, kind);
        if (found == null) {
            Breach.tell(
                    sink.machine(),
                    IoRule.NO_SUCH_QUEUE,
                    call.from(),
                    "%s calls %s with number %d for the %s"
                            .formatted(
                                    call.from(), call.contract().name(), id, kind.getSimpleName()),
                    call,
                    null);
            sink.returns(call, NtStatus.STATUS_INVALID_PARAMETER);
        }
        return found;
    }

    // A driver queues what it was sent: an IRP whose current stack location is its own.
    private static @Nullable Irp ownIrp(Call call, long id, Sink sink) {
        Irp irp = sink.machine().objects().find(id, Irp.class);
        if (irp == null) {
            Missing.irp(call, id, "queues", null, sink);
        } else if (irp.currentOrNull() == null || irp.isSentOnBy(call.from())) {
            Breach.tell(
                    sink.machine(),
                    IoRule.QUEUED_WHILE_BELOW,
                    call.from(),
                    "%s queues %s, which it does not have".formatted(call.from(), irp),
                    call,
                    null);
        } else {
            return irp;
        }
        sink.returns(call, NtStatus.STATUS_INVALID_PARAMETER);
        return null;
    }
}
