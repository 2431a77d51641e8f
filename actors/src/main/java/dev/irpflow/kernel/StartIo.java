package dev.irpflow.kernel;

import org.jspecify.annotations.Nullable;

/**
 * What a device object keeps for a driver with a StartIo routine: the device queue, CurrentIrp, and
 * the attributes. Page: wdk-ddi-src/content/ntifs/nf-ntifs-iosetstartioattributes.md.
 */
public final class StartIo {
    /**
     * An IoStartNextPacket that waits until StartIo returns.
     *
     * @param key null: by no key
     */
    public record Next(boolean cancelable, @Nullable Integer key) {}

    private final DeviceQueue queue;
    private @Nullable Irp current;
    private boolean deferred;
    private boolean nonCancelable;
    private boolean saidCancelable;
    private int running;
    private @Nullable Next next;

    StartIo(DeviceQueue queue) {
        this.queue = queue;
    }

    /** DeviceObject-&gt;DeviceQueue. */
    public DeviceQueue queue() {
        return queue;
    }

    /** DeviceObject-&gt;CurrentIrp: what StartIo was called with last; null if nothing is left. */
    public @Nullable Irp current() {
        queue.isRead();
        return current;
    }

    /** Sets {@link #current}. */
    public void current(@Nullable Irp irp) {
        queue.isChanged();
        this.current = irp;
    }

    /** IoSetStartIoAttributes. */
    public void attributes(boolean deferredStartIo, boolean irpsAreNotCancelable) {
        queue.isChanged();
        this.deferred = deferredStartIo;
        this.nonCancelable = irpsAreNotCancelable;
        this.saidCancelable |= !irpsAreNotCancelable;
    }

    /** DeferredStartIo: StartIo is not called while it runs. */
    public boolean isDeferred() {
        queue.isRead();
        return deferred;
    }

    /** NonCancelable: an IRP loses its cancel routine when it is taken out of the queue. */
    public boolean isNonCancelable() {
        queue.isRead();
        return nonCancelable;
    }

    /** Whether the driver has said by itself that IRPs stay cancelable. */
    public boolean hasSaidCancelable() {
        queue.isRead();
        return saidCancelable;
    }

    /** StartIo is called. */
    public void begins() {
        queue.isChanged();
        running++;
    }

    /** StartIo has returned; gives the call that has waited for it, null for none. */
    public @Nullable Next ended() {
        queue.isChanged();
        running--;
        Next waited = running == 0 ? next : null;
        next = running == 0 ? null : next;
        return waited;
    }

    /** Whether StartIo runs, on whatever processor. */
    public boolean isRunning() {
        queue.isRead();
        return running > 0;
    }

    /** Lets a call wait until StartIo returns. */
    public void later(Next call) {
        queue.isChanged();
        this.next = call;
    }
}
