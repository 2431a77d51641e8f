package dev.irpflow.io;

import dev.irpflow.kernel.Irp;
import dev.irpflow.kernel.Place;
import dev.irpflow.kernel.SentOn;
import dev.irpflow.kernel.SkippedLocation;
import dev.irpflow.protocol.status.NtStatus;
import org.jspecify.annotations.Nullable;

/** One call of a dispatch routine: what became of the IRP while it ran. */
final class Dispatch implements SkippedLocation, SentOn {
    private final Irp irp;
    private final @Nullable Dispatch sender;
    private final @Nullable Place skippedBy;
    private boolean markedPending;
    private boolean forwarded;
    private boolean skipped;
    private boolean held;
    private @Nullable NtStatus completed;
    private @Nullable NtStatus lower;

    /**
     * A call that is about to be made.
     *
     * @param sender the one during which the driver above was sent the IRP; null if it made it
     * @param skippedBy the driver above, if it has left its own stack location to it
     */
    Dispatch(Irp irp, @Nullable Dispatch sender, @Nullable Place skippedBy) {
        this.irp = irp;
        this.sender = sender;
        this.skippedBy = skippedBy;
    }

    Irp irp() {
        return irp;
    }

    /** The driver called IoMarkIrpPending, before it gave the IRP away. */
    boolean isMarkedPending() {
        return markedPending
                || (!isCompleted()
                        && !forwarded
                        && irp.currentOrNull() != null
                        && irp.currentStack().dispatch() == this
                        && irp.currentStack().isPendingReturned());
    }

    /** Whether the completion has passed its stack location. */
    boolean isCompleted() {
        return completed != null;
    }

    /** The status with which that was; null before. */
    @Nullable NtStatus completedWith() {
        return completed;
    }

    boolean isForwarded() {
        return forwarded;
    }

    /** Whether the IRP is with its driver again, after a completion routine has kept it. */
    boolean isKept() {
        return forwarded
                && !irp.isGone()
                && irp.currentOrNull() != null
                && irp.currentStack().dispatch() == this;
    }

    /** What IoCallDriver returned to it; null if it has not. */
    @Nullable NtStatus lower() {
        return lower;
    }

    void completed(boolean marked, NtStatus status) {
        completed = status;
        markedPending |= marked;
        if (sender != null && skippedBy != null) {
            sender.completed(false, status);
        }
    }

    /** Its completion stands still before its stack location is left. */
    void hold(boolean marked, NtStatus status) {
        held = true;
        completed(marked, status);
    }

    /** Whether Driver Verifier has held the completion there. */
    boolean isHeld() {
        return held;
    }

    /** Whether it is the first: whoever made the IRP has sent it. */
    boolean isOfMaker() {
        return sender == null;
    }

    /** Whether its driver has left its stack location to the one below, and cannot wait for it. */
    boolean isSkipped() {
        return skipped;
    }

    @Override
    public void forwarded(boolean marked, boolean locationSkipped) {
        forwarded = true;
        skipped |= locationSkipped;
        markedPending |= marked;
    }

    @Override
    public void below(NtStatus status) {
        lower = status;
    }

    /** Its routine has returned. */
    void returned(NtStatus status) {
        if (sender != null) {
            sender.below(status);
        }
    }

    @Override
    public boolean wasSkippedBy(Place driver) {
        return skippedBy != null
                && (skippedBy == driver || (sender != null && sender.wasSkippedBy(driver)));
    }
}
