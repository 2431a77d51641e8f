package dev.irpflow.kernel;

import dev.irpflow.protocol.kernel.IoStackLocation;
import dev.irpflow.protocol.kernel.IrpMajor;
import org.jspecify.annotations.Nullable;

/**
 * IO_STACK_LOCATION: one driver's share of an IRP. What is asked lies in the contract's message.
 */
public final class StackLocation {
    /**
     * IO_COMPLETION_ROUTINE and when it is wanted; it lies in the location below its owner's.
     *
     * @param owner who is called
     * @param context what the owner gave to know it again: the address of a driver's routine
     *     (Long), a component's tag
     * @param callerContext the Context parameter of a driver's routine, null for none
     * @param onSuccess InvokeOnSuccess
     * @param onError InvokeOnError
     * @param onCancel InvokeOnCancel: wanted if the IRP's cancel flag is set
     */
    public record CompletionRoutine(
            Place owner,
            Object context,
            @Nullable Long callerContext,
            boolean onSuccess,
            boolean onError,
            boolean onCancel) {
        /** A component's routine: always wanted, told apart by its tag. */
        public static CompletionRoutine always(Place owner, Object tag) {
            return new CompletionRoutine(owner, tag, null, true, true, true);
        }
    }

    /** What its driver has done that matters only with what it does later. */
    public enum Note {
        /** IoSetCancelRoutine found the cancel flag set, and nobody has looked at it since. */
        CANCEL_MISSED(1),
        /** A completion routine has marked it pending. */
        MARKED_BY_ROUTINE(2),
        /** A completion routine has set an event. */
        EVENT_SET_BY_ROUTINE(4),
        /** IoSetCompletionRoutineEx found no memory. */
        ROUTINE_REFUSED(8),
        /** A completion routine has kept the IRP for its dispatch routine. */
        KEPT_BY_ROUTINE(16),
        /** A fault has the IRP, in the place of whoever would complete it. */
        HELD_BY_FAULT(32);

        private final int bit;

        Note(int bit) {
            this.bit = bit;
        }
    }

    private IoStackLocation asked = IoStackLocation.getDefaultInstance();
    private @Nullable Object own;
    private @Nullable DeviceObject device;
    private @Nullable Object dispatch;
    private @Nullable CompletionRoutine completion;
    private boolean pendingReturned;
    private boolean driverKept;
    private boolean makers;
    private byte notes;

    /** What is asked: major and minor code, file object, parameters. */
    public IoStackLocation asked() {
        return asked;
    }

    /** The IRP_MJ_ code. */
    public IrpMajor major() {
        return asked.getMajorFunction();
    }

    /** Says what is asked. */
    public void ask(IoStackLocation what) {
        this.asked = what;
    }

    /** What a subsystem keeps that is not reached through IRP_MJ_ codes (WSK); null for none. */
    public @Nullable Object own() {
        return own;
    }

    /** Sets {@link #own}. */
    public void own(@Nullable Object what) {
        this.own = what;
    }

    /** The device that it was sent to, null before that. */
    public @Nullable DeviceObject device() {
        return device;
    }

    /** Says to which device it goes. */
    public void device(DeviceObject to) {
        this.device = to;
    }

    /** Whether a driver that has sent the IRP on has left this location, its own, to the next. */
    boolean wasSkippedBy(Place driver) {
        return dispatch instanceof SkippedLocation skipped && skipped.wasSkippedBy(driver);
    }

    /** What the I/O manager keeps of the dispatch of this location; null for none. */
    public @Nullable Object dispatch() {
        return dispatch;
    }

    /** Sets {@link #dispatch}. */
    public void dispatch(@Nullable Object what) {
        this.dispatch = what;
    }

    /** The completion routine of the driver above, null for none. */
    public @Nullable CompletionRoutine completion() {
        return completion;
    }

    /** Registers or, with null, clears the completion routine. */
    public void completion(@Nullable CompletionRoutine routine) {
        this.completion = routine;
        this.driverKept = false;
        drop(Note.ROUTINE_REFUSED);
    }

    /** IoSetCompletionRoutineEx: its driver stays loaded until the routine has run. */
    public void completionEx(CompletionRoutine routine) {
        this.completion = routine;
        this.driverKept = true;
        drop(Note.ROUTINE_REFUSED);
    }

    /** Whether a routine that keeps its driver loaded has still to run. */
    public boolean isDriverKept() {
        return driverKept;
    }

    /** Whether it is one that the IRP's maker has for itself. */
    boolean isMakers() {
        return makers;
    }

    /** IoSetNextIrpStackLocation: the IRP's maker has it. */
    void makers() {
        this.makers = true;
    }

    /** SL_PENDING_RETURNED: its driver marked the IRP pending. */
    public boolean isPendingReturned() {
        return pendingReturned;
    }

    /** IoMarkIrpPending. */
    public void markPending() {
        this.pendingReturned = true;
    }

    /** Keeps a note. */
    public void note(Note note) {
        notes |= (byte) note.bit;
    }

    /** Drops a note. */
    public void drop(Note note) {
        notes &= (byte) ~note.bit;
    }

    /** Whether it was noted. */
    public boolean has(Note note) {
        return (notes & note.bit) != 0;
    }

    /** IoCopyCurrentIrpStackLocationToNext: everything but the completion information. */
    void copyFrom(StackLocation other) {
        asked = other.asked;
        own = other.own;
        device = other.device;
        dispatch = null;
        completion = null;
        driverKept = false;
        pendingReturned = false;
        notes = 0;
    }

    void clear() {
        asked = IoStackLocation.getDefaultInstance();
        own = null;
        device = null;
        dispatch = null;
        completion = null;
        driverKept = false;
        makers = false;
        pendingReturned = false;
        notes = 0;
    }
}
