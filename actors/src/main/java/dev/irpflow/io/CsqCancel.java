package dev.irpflow.io;

import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.Irp;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.status.NtStatus;
import java.util.Map;

/** The cancel routine that a cancel-safe queue sets: it has won the exchange, and owns the IRP. */
final class CsqCancel extends CsqOperation {
    private final Queued entry;
    private final Map<Irp, Queued> entries;

    CsqCancel(Call call, Queued entry, Map<Irp, Queued> entries) {
        super(call, entry.queue());
        this.entry = entry;
        this.entries = entries;
    }

    @Override
    void locked(Sink sink) {
        entries.remove(entry.irp());
        entry.leave();
        remove(entry.irp(), sink);
    }

    @Override
    void released(Sink sink) {
        complete(entry.irp(), sink);
    }

    @Override
    void completed(Sink sink) {
        sink.returns(call(), NtStatus.STATUS_SUCCESS);
    }
}
