package dev.irpflow.kernel;

import org.jspecify.annotations.Nullable;

/** IO_CSQ_IRP_CONTEXT: one IRP of a cancel-safe queue, by which IoCsqRemoveIrp finds it. */
public final class CsqContext extends KernelObject {
    private final CancelSafeQueue queue;
    private @Nullable Irp irp;

    /** A new one for an IRP that is about to be inserted. */
    public CsqContext(CancelSafeQueue queue, Irp irp) {
        this.queue = queue;
        this.irp = irp;
    }

    /** The queue. */
    public CancelSafeQueue queue() {
        return queue;
    }

    /** The IRP; null after it has left the queue. */
    public @Nullable Irp irp() {
        reads();
        return irp;
    }

    /** The IRP has left the queue. */
    public void leave() {
        writes();
        this.irp = null;
    }

    @Override
    protected String noun() {
        return "csq-context";
    }
}
