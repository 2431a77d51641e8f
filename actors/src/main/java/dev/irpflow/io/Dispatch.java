package dev.irpflow.io;

import dev.irpflow.kernel.Irp;

/** One call of a dispatch routine: what became of the IRP while it ran. */
final class Dispatch {
    private final Irp irp;
    private boolean markedPending;
    private boolean completed;
    private boolean forwarded;

    Dispatch(Irp irp) {
        this.irp = irp;
    }

    Irp irp() {
        return irp;
    }

    /** The driver called IoMarkIrpPending, before it gave the IRP away. */
    boolean isMarkedPending() {
        return markedPending
                || (!completed
                        && !forwarded
                        && irp.currentOrNull() != null
                        && irp.currentStack().dispatch() == this
                        && irp.currentStack().isPendingReturned());
    }

    boolean isCompleted() {
        return completed;
    }

    boolean isForwarded() {
        return forwarded;
    }

    void completed(boolean marked) {
        completed = true;
        markedPending |= marked;
    }

    void forwarded(boolean marked) {
        forwarded = true;
        markedPending |= marked;
    }
}
