package dev.irpflow.driver.blocking;

import dev.irpflow.driver.CompletionRoutine;
import dev.irpflow.driver.EventId;
import dev.irpflow.driver.Ex;
import dev.irpflow.driver.IrpId;
import dev.irpflow.driver.Ke;
import dev.irpflow.driver.Routines;
import dev.irpflow.protocol.kernel.BufferRef;
import dev.irpflow.protocol.kernel.EventType;
import dev.irpflow.protocol.kernel.KProcessorMode;
import dev.irpflow.protocol.kernel.KWaitReason;
import dev.irpflow.protocol.status.NtStatus;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An IRP that its owner sends down and waits for. At most one operation is under way on it; the
 * next one uses the same IRP (IoReuseIrp). It belongs to one thread.
 */
public final class WaitableIrp {
    /** Waits without an end. */
    public static final @Nullable Long FOREVER = null;

    // A relative time-out is negative and counts 100 ns: nf-wdm-kewaitforsingleobject.md.
    private static final long UNITS_PER_MILLISECOND = -10_000;

    private static final int KEVENT_BYTES = 24; // on x64
    private static final String TAG = "WIrp";

    private final Routines kernel;
    private final CompletionRoutine signal;
    private final IrpId irp;
    private final BufferRef storage;
    private final EventId done;
    private boolean used;
    private boolean underWay;

    private WaitableIrp(Routines kernel, CompletionRoutine signal, IrpId irp, BufferRef storage) {
        this.kernel = kernel;
        this.signal = signal;
        this.irp = irp;
        this.storage = storage;
        this.done = kernel.ke().initializeEvent(EventType.SynchronizationEvent, false, storage);
    }

    /**
     * The completion routine of such IRPs: signals the event that is its context and keeps the IRP.
     * A driver makes it once, so that it has one address.
     */
    public static CompletionRoutine completionRoutine(Routines kernel) {
        return (device, irp, event) -> {
            kernel.ke()
                    .setEvent(
                            new EventId(Objects.requireNonNull(event)), Ke.IO_NO_INCREMENT, false);
            return NtStatus.STATUS_MORE_PROCESSING_REQUIRED;
        };
    }

    /**
     * Allocates an IRP with one stack location; null if there is no memory.
     *
     * @param signal what {@link #completionRoutine} gave
     */
    public static @Nullable WaitableIrp allocate(Routines kernel, CompletionRoutine signal) {
        BufferRef storage = kernel.ex().allocatePool2(Ex.POOL_FLAG_NON_PAGED, KEVENT_BYTES, TAG);
        if (storage == null) {
            return null;
        }
        IrpId irp = kernel.io().allocateIrp(1, false);
        if (irp == null) {
            kernel.ex().freePool(storage);
            return null;
        }
        return new WaitableIrp(kernel, signal, irp, storage);
    }

    /** A time-out of this length for the waits of Ke. */
    public static Long milliseconds(long count) {
        return count * UNITS_PER_MILLISECOND;
    }

    /** Readies the IRP for the next operation, which must be begun with it. */
    public IrpId prepare() {
        if (underWay) {
            throw new IllegalStateException("the IRP carries an operation already");
        }
        if (used) {
            kernel.io().reuseIrp(irp, NtStatus.STATUS_SUCCESS);
        }
        used = true;
        underWay = true;
        // WSK completes the IRP whatever it returns, and the IRP is ours: hence on all three.
        kernel.io().setCompletionRoutine(irp, signal, done.value(), true, true, true);
        return irp;
    }

    /** Whether an operation is under way: then the IRP and its buffers must be left alone. */
    public boolean isUnderWay() {
        return underWay;
    }

    /** The event that is signalled at the end of the operation; whoever consumes it says so. */
    public EventId done() {
        return done;
    }

    /** The event was consumed by a wait of the owner's. */
    public void consumed() {
        underWay = false;
    }

    /**
     * Waits for the end of the operation; false if the time is up and it is still under way.
     *
     * @param timeout {@link #milliseconds}, or {@link #FOREVER}
     */
    public boolean await(@Nullable Long timeout) {
        if (!underWay) {
            return true;
        }
        NtStatus status =
                kernel.ke()
                        .waitForSingleObject(
                                done,
                                KWaitReason.Executive,
                                KProcessorMode.KernelMode,
                                false,
                                timeout);
        underWay = status == NtStatus.STATUS_TIMEOUT;
        return !underWay;
    }

    /** Asks that the operation end soon, and waits for its end, which may be a success. */
    public void cancel() {
        if (underWay) {
            kernel.io().cancelIrp(irp);
            await(FOREVER);
        }
    }

    /** How the operation ended. */
    public NtStatus status() {
        return kernel.io().getIoStatus(irp).getStatus();
    }

    /** IoStatus.Information: bytes, or a socket. */
    public long information() {
        return kernel.io().getIoStatus(irp).getInformation();
    }

    /** Gives the IRP back; nothing may be under way on it. */
    public void free() {
        if (underWay) {
            throw new IllegalStateException("the IRP carries an operation");
        }
        kernel.io().freeIrp(irp);
        kernel.ex().freePool(storage); // and with it the event
    }
}
