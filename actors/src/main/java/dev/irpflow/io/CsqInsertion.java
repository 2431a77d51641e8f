package dev.irpflow.io;

import com.google.protobuf.GeneratedMessage;
import dev.irpflow.contract.NtStatuses;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.CancelSafeQueue;
import dev.irpflow.kernel.Irp;
import dev.irpflow.kernel.Return;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.kernel.IoCsqInsertIrp;
import dev.irpflow.protocol.kernel.IoCsqInsertIrpEx;
import dev.irpflow.protocol.kernel.IoCsqInsertIrpExRoutine;
import dev.irpflow.protocol.kernel.IoCsqInsertIrpRoutine;
import dev.irpflow.protocol.status.NtStatus;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * IoCsqInsertIrp and IoCsqInsertIrpEx. The pages leave open who completes an IRP that is cancelled
 * already; here CsqCompleteCanceledIrp gets it, once, after the lock was released.
 */
final class CsqInsertion extends CsqOperation {
    private final Queued entry;
    private final @Nullable Long insertContext;
    private final Map<Irp, Queued> entries;
    private NtStatus status = NtStatus.STATUS_SUCCESS;
    private boolean cancelled;

    CsqInsertion(Call call, Queued entry, @Nullable Long insertContext, Map<Irp, Queued> entries) {
        super(call, entry.queue());
        this.entry = entry;
        this.insertContext = insertContext;
        this.entries = entries;
    }

    @Override
    void locked(Sink sink) {
        if (entry.irp().isCancelRequested()) {
            entry.irp().currentStack().markPending();
            cancelled = true;
            release(sink);
        } else {
            calls(insertion(), Point.INSERTED, sink);
        }
    }

    private GeneratedMessage insertion() {
        CancelSafeQueue queue = queue();
        if (!queue.isExtended()) {
            return IoCsqInsertIrpRoutine.newBuilder()
                    .setCsq(queue.id())
                    .setIrp(entry.irp().id())
                    .setRoutine(queue.code().insert())
                    .build();
        }
        IoCsqInsertIrpExRoutine.Builder request =
                IoCsqInsertIrpExRoutine.newBuilder()
                        .setCsq(queue.id())
                        .setIrp(entry.irp().id())
                        .setRoutine(queue.code().insert());
        if (insertContext != null) {
            request.setInsertContext(insertContext);
        }
        return request.build();
    }

    @Override
    void inserted(Return answer, Sink sink) {
        status = queue().isExtended() ? answer.status() : NtStatus.STATUS_SUCCESS;
        if (!NtStatuses.isSuccess(status.getNumber())) {
            entry.leave();
            release(sink);
            return;
        }
        Irp irp = entry.irp();
        irp.currentStack().markPending();
        entries.put(irp, entry);
        irp.exchangeCancelRoutine(new Irp.CancelRoutine(sink.self(), entry));
        if (irp.isCancelRequested() && entry.isWon()) {
            cancelled = true; // before the routine was set: nobody else takes it out
            remove(irp, sink);
        } else {
            release(sink);
        }
    }

    @Override
    void removed(Sink sink) {
        entries.remove(entry.irp());
        release(sink);
    }

    @Override
    void released(Sink sink) {
        if (cancelled) {
            entry.leave();
            complete(entry.irp(), sink);
        } else {
            completed(sink);
        }
    }

    @Override
    void completed(Sink sink) {
        sink.returns(call(), status, out());
    }

    private GeneratedMessage out() {
        long context = entry.context() == null ? 0 : entry.context().id();
        if (call().request() instanceof IoCsqInsertIrpEx) {
            IoCsqInsertIrpEx.Out.Builder out = IoCsqInsertIrpEx.Out.newBuilder();
            return (context == 0 ? out : out.setContext(context)).build();
        }
        IoCsqInsertIrp.Out.Builder out = IoCsqInsertIrp.Out.newBuilder();
        return (context == 0 ? out : out.setContext(context)).build();
    }
}
