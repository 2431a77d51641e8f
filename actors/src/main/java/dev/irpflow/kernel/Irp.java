// This file is one thing because an IRP has one state, which its maker and each location change.
package dev.irpflow.kernel;

import com.google.protobuf.GeneratedMessage;
import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.protocol.kernel.IrpBuffers;
import dev.irpflow.protocol.status.NtStatus;
import org.jspecify.annotations.Nullable;

/**
 * IRP: one I/O request with a stack location for each driver that it passes. The object can be
 * reused; each use is a generation, and the operation it carries has a number of its own. Page:
 * windows-driver-docs-pr/kernel/i-o-stack-locations.md.
 */
public final class Irp extends KernelObject {
    /** Who made it, which decides who ends it. */
    public enum Origin {
        /** IoAllocateIrp: its driver's completion routine keeps it, and frees or reuses it. */
        ALLOCATED,
        /** IoBuildAsynchronousFsdRequest: as if allocated, but not to be reused. */
        BUILT,
        /** IoInitializeIrp: lies in memory of its driver, who frees that. */
        RAW,
        /**
         * IoMakeAssociatedIrp: the I/O manager frees it, and completes its master after the last.
         */
        ASSOCIATED,
        /** The I/O manager, for a request of a thread: it frees the IRP at its completion. */
        THREADED
    }

    /**
     * A driver's cancel routine.
     *
     * @param owner who is called
     * @param context what the owner gave to know it again
     */
    public record CancelRoutine(Place owner, Object context) {}

    /**
     * One use of an IRP, as whoever waits for something keeps it: the object may meanwhile be gone,
     * or carry another operation.
     */
    public record Use(Irp irp, int generation) {
        /** Whether the IRP was freed or reused since. */
        public boolean isOver() {
            return irp.isGone() || irp.generation() != generation;
        }
    }

    private final Origin origin;
    private final Place creator;
    private final StackLocation[] locations;
    private int current; // counts down; locations.length + 1 means that nobody was sent it yet
    private int generation;
    private long operation;
    private boolean cancel;
    private Irql cancelIrql = Irql.PASSIVE_LEVEL;
    private @Nullable CancelRoutine cancelRoutine;
    private boolean pendingReturned;
    private boolean completed;
    private NtStatus status = NtStatus.STATUS_SUCCESS;
    private long information;
    private IrpBuffers buffers = IrpBuffers.getDefaultInstance();
    private @Nullable GeneratedMessage out;
    private @Nullable Object owner;
    private @Nullable Call begun;
    private int parts;
    private @Nullable DeviceQueue queue;
    private IrpState state = IrpState.WITH_ITS_MAKER;

    /** A new IRP; its maker adds it to the machine's objects. */
    public Irp(Origin origin, Place creator, int stackSize) {
        this.origin = origin;
        this.creator = creator;
        this.locations = new StackLocation[stackSize];
        for (int i = 0; i < stackSize; i++) {
            locations[i] = new StackLocation();
        }
        this.current = stackSize + 1;
    }

    /** What an IRP takes of nonpaged pool on x64. */
    public static long bytes(int stackLocations) {
        return 208 + 72L * stackLocations;
    }

    /** Who made it. */
    public Origin origin() {
        return origin;
    }

    /** The component that asked for it. */
    public Place creator() {
        return creator;
    }

    /** Whether its maker ends it, in a completion routine that keeps it; else the I/O manager. */
    public boolean isEndedByMaker() {
        return switch (origin) {
            case ALLOCATED, BUILT, RAW -> true;
            case ASSOCIATED, THREADED -> false;
        };
    }

    /** StackCount: how many locations it has. */
    public int stackCount() {
        return locations.length;
    }

    /** CurrentLocation: from StackCount + 1 (with its creator) down to 1. */
    public int currentLocation() {
        reads();
        return current;
    }

    /** How often it was reused. */
    public int generation() {
        reads();
        return generation;
    }

    /** Its present use. */
    public Use use() {
        return new Use(this, generation());
    }

    /** The operation it carries now, 0 for none. */
    public long operation() {
        reads();
        return operation;
    }

    /** Begins an operation. */
    public void carries(long operationId) {
        writes();
        this.operation = operationId;
    }

    /** Whether a lower driver has a location left to take. */
    public boolean hasNextLocation() {
        reads();
        return current > 1;
    }

    /** Whether a driver or the maker has sent it on, and a driver below has it now. */
    public boolean isSentOnBy(Place place) {
        reads();
        if (current > locations.length
                || isAt(locations[current - 1], place)
                || (locations[current - 1].isMakers() && creator == place)) {
            return false;
        }
        for (int i = current; i < locations.length; i++) {
            if (isAt(locations[i], place) || locations[i].wasSkippedBy(place)) {
                return true;
            }
        }
        return creator == place || locations[current - 1].wasSkippedBy(place);
    }

    /** Whether a driver that has it still has skipped its own location. */
    public boolean isSkippedBy(Place place) {
        reads();
        return hasNextLocation()
                && isAt(nextStack(), place)
                && (current > locations.length || !isAt(locations[current - 1], place));
    }

    private static boolean isAt(StackLocation location, Place place) {
        DeviceObject device = location.device();
        return device != null && device.driver() == place;
    }

    /** IoGetCurrentIrpStackLocation; null for the creator, who has none. */
    public @Nullable StackLocation currentOrNull() {
        reads();
        return current <= locations.length ? locations[current - 1] : null;
    }

    /** The location of this number, counted from 1 at the lowest driver. */
    StackLocation location(int number) {
        return locations[number - 1];
    }

    /** IoGetCurrentIrpStackLocation of a driver that the IRP was sent to. */
    public StackLocation currentStack() {
        writes();
        return locations[current - 1];
    }

    /** IoGetNextIrpStackLocation: the next-lower driver's. */
    public StackLocation nextStack() {
        writes();
        return locations[current - 2];
    }

    /** IoCallDriver: the next-lower driver has it. */
    public void advance() {
        writes();
        current--;
        completed = false;
        become(standing());
    }

    /** IoSetNextIrpStackLocation by its maker, who has a location of its own then. */
    public void advanceForMaker() {
        advance();
        locations[current - 1].makers();
    }

    /** IoSkipCurrentIrpStackLocation: the lower driver will use this driver's location. */
    public void skip() {
        writes();
        current++;
    }

    /** IoCopyCurrentIrpStackLocationToNext. */
    public void copyCurrentToNext() {
        nextStack().copyFrom(currentStack());
    }

    /** Completion leaves one location: it is cleared, and the driver above is current again. */
    public void retreat() {
        writes();
        currentStack().clear();
        current++;
    }

    /** Irp->Cancel. */
    public boolean isCancelRequested() {
        reads();
        return cancel;
    }

    /** Sets Irp->Cancel. */
    public void requestCancel() {
        writes();
        this.cancel = true;
        if (state == IrpState.WITH_A_DRIVER || state == IrpState.CANCELABLE) {
            become(IrpState.CANCELLED);
        }
    }

    /** Irp->CancelIrql: where IoReleaseCancelSpinLock returns to in a cancel routine. */
    public Irql cancelIrql() {
        reads();
        return cancelIrql;
    }

    /** Sets {@link #cancelIrql}. */
    public void cancelIrql(Irql irql) {
        writes();
        this.cancelIrql = irql;
    }

    /** IoSetCancelRoutine: an interlocked exchange; gives the old routine. */
    public @Nullable CancelRoutine exchangeCancelRoutine(@Nullable CancelRoutine routine) {
        writes();
        CancelRoutine old = cancelRoutine;
        cancelRoutine = routine;
        if (state == (routine == null ? IrpState.CANCELABLE : IrpState.WITH_A_DRIVER)) {
            become(routine == null ? IrpState.WITH_A_DRIVER : IrpState.CANCELABLE);
        }
        return old;
    }

    /** The cancel routine, null for none. */
    public @Nullable CancelRoutine cancelRoutine() {
        reads();
        return cancelRoutine;
    }

    /** Irp->PendingReturned, as a completion routine sees it. */
    public boolean isPendingReturned() {
        reads();
        return pendingReturned;
    }

    /** Sets {@link #isPendingReturned}. */
    public void pendingReturned(boolean yes) {
        writes();
        this.pendingReturned = yes;
    }

    /** Whether IoCompleteRequest was called for its present journey. */
    public boolean isCompleted() {
        reads();
        return completed;
    }

    /** Notes that IoCompleteRequest was called, or that a driver took it back. */
    public void completed(boolean yes) {
        writes();
        this.completed = yes;
        become(yes ? IrpState.COMPLETED : standing());
    }

    /** IoStatus.Status. */
    public NtStatus status() {
        reads();
        return status;
    }

    /** IoStatus.Information. */
    public long information() {
        reads();
        return information;
    }

    /** Sets the I/O status block. */
    public void ioStatus(NtStatus newStatus, long newInformation) {
        writes();
        this.status = newStatus;
        this.information = newInformation;
    }

    /** Where its data are: system buffer, MDL, user buffer. */
    public IrpBuffers buffers() {
        reads();
        return buffers;
    }

    /** Sets {@link #buffers}. */
    public void buffers(IrpBuffers where) {
        writes();
        this.buffers = where;
    }

    /** What the operation wrote through the pointers that it was given; null for nothing. */
    public @Nullable GeneratedMessage out() {
        reads();
        return out;
    }

    /** Sets {@link #out}: the Out of the operation's message. */
    public void out(@Nullable GeneratedMessage written) {
        writes();
        this.out = written;
    }

    /** What the I/O manager keeps with a request of its own. */
    public @Nullable Object owner() {
        reads();
        return owner;
    }

    /** Sets {@link #owner}. */
    public void own(@Nullable Object with) {
        writes();
        this.owner = with;
    }

    /** The call whose operation acquires something when it succeeds; null for none. */
    @Nullable Call begun() {
        reads();
        return begun;
    }

    void begins(@Nullable Call operation) {
        writes();
        this.begun = operation;
    }

    /** AssociatedIrp.IrpCount of a master: how many associated IRPs are to end before it does. */
    public int parts() {
        reads();
        return parts;
    }

    /** Sets {@link #parts}. */
    public void parts(int count) {
        writes();
        this.parts = count;
    }

    /** An associated IRP has ended; gives how many are left. */
    int endPart() {
        writes();
        return --parts;
    }

    /** The device queue in which it waits; null for none. */
    public @Nullable DeviceQueue queue() {
        reads();
        return queue;
    }

    void liesIn(@Nullable DeviceQueue deviceQueue) {
        writes();
        this.queue = deviceQueue;
    }

    /** IoReuseIrp: as new, with this status. */
    public void reuse(NtStatus initial) {
        writes();
        for (StackLocation location : locations) {
            location.clear();
        }
        current = locations.length + 1;
        generation++;
        operation = 0;
        cancel = false;
        cancelRoutine = null;
        pendingReturned = false;
        completed = false;
        status = initial;
        information = 0;
        out = null;
        parts = 0;
        buffers = IrpBuffers.getDefaultInstance();
        become(IrpState.WITH_ITS_MAKER);
    }

    @Override
    void markGone() {
        super.markGone();
        become(IrpState.FREED);
    }

    private IrpState standing() {
        if (current > locations.length) {
            return IrpState.WITH_ITS_MAKER;
        }
        if (cancel) {
            return IrpState.CANCELLED;
        }
        return cancelRoutine == null ? IrpState.WITH_A_DRIVER : IrpState.CANCELABLE;
    }

    // Nothing depends on it: it is told to whoever watches the run.
    private void become(IrpState next) {
        IrpState before = state;
        if (next != before) {
            state = next;
            Host.Observer observer = observer();
            if (observer != null) {
                observer.changed(before, next);
            }
        }
    }

    @Override
    protected String noun() {
        return "irp";
    }
}
