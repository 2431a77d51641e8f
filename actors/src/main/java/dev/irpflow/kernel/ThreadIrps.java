package dev.irpflow.kernel;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The IRPs that were built for a thread. When the thread ends they are cancelled, and its object is
 * signaled only when all that were sent have ended. Page:
 * wdk-ddi-src/content/wdm/nf-wdm-iobuilddeviceiocontrolrequest.md.
 */
public final class ThreadIrps {
    private final List<Irp> queue = new ArrayList<>(2);
    private @Nullable ThreadObject waits;

    /** One was built. */
    public void add(Irp irp) {
        queue.add(irp);
    }

    /** One has ended: a thread that has waited for it alone ends too. */
    public void ended(Irp irp) {
        queue.remove(irp);
        if (waits != null && isIdle()) {
            waits.signal();
            waits = null;
        }
    }

    /** One that this driver has built with an event, and sent, and that has not ended; or null. */
    public @Nullable Irp leftBy(Place driver) {
        for (Irp irp : queue) {
            if (irp.creator() == driver
                    && irp.operation() != 0
                    && irp.currentOrNull() != null
                    && irp.owner() instanceof ThreadedRequest built
                    && built.event() != null) {
                return irp;
            }
        }
        return null;
    }

    /** The ones that are with the drivers below, oldest first. */
    List<Irp> sent() {
        return queue.stream().filter(ThreadIrps::isSent).toList();
    }

    /** The object of the thread, which has ended, is signaled after the last IRP. */
    void last(@Nullable ThreadObject thread) {
        waits = thread;
    }

    private boolean isIdle() {
        return queue.stream().noneMatch(ThreadIrps::isSent);
    }

    private static boolean isSent(Irp irp) {
        return irp.operation() != 0;
    }
}
