package dev.irpflow.ke.irp;

import static dev.irpflow.kernel.BugCheckCode.DRIVER_VERIFIER_IOMANAGER_VIOLATION;

import dev.irpflow.ke.routine.Arguments;
import dev.irpflow.ke.routine.Broken;
import dev.irpflow.ke.routine.Family;
import dev.irpflow.ke.routine.Routines;
import dev.irpflow.kernel.BugCheck;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.DeviceObject;
import dev.irpflow.kernel.Irp;
import dev.irpflow.kernel.Memory;
import dev.irpflow.kernel.Region;
import dev.irpflow.kernel.Sink;
import dev.irpflow.kernel.StackLocation;
import dev.irpflow.kernel.StackLocation.CompletionRoutine;
import dev.irpflow.kernel.StartIo;
import dev.irpflow.protocol.kernel.IoAllocateIrp;
import dev.irpflow.protocol.kernel.IoCompletionRoutine;
import dev.irpflow.protocol.kernel.IoCopyCurrentIrpStackLocationToNext;
import dev.irpflow.protocol.kernel.IoFreeIrp;
import dev.irpflow.protocol.kernel.IoMarkIrpPending;
import dev.irpflow.protocol.kernel.IoReuseIrp;
import dev.irpflow.protocol.kernel.IoSetCancelRoutine;
import dev.irpflow.protocol.kernel.IoSetCompletionRoutine;
import dev.irpflow.protocol.kernel.IoSetCompletionRoutineEx;
import dev.irpflow.protocol.kernel.IoSkipCurrentIrpStackLocation;
import dev.irpflow.protocol.status.NtStatus;

/** What drivers do with IRPs between receiving, sending and completing them. */
public final class IrpRoutines implements Family {
    // The StackSize parameter is a CCHAR; beyond it there is no IRP.
    static final int MOST_LOCATIONS = 127;
    private static final long KEPT_DRIVER_BYTES = 48; // of IoSetCompletionRoutineEx

    @Override
    public void register(Routines table) {
        table.serve(IoReuseIrp.class, this::reuse);
        table.serve(IoSetCompletionRoutine.class, this::setCompletionRoutine);
        table.serve(IoSetCompletionRoutineEx.class, this::setCompletionRoutineEx);
        table.serve(IoMarkIrpPending.class, this::markPending);
        table.serve(IoSetCancelRoutine.class, this::setCancelRoutine);
        table.serve(IoCopyCurrentIrpStackLocationToNext.class, this::copyToNext);
        table.serve(IoSkipCurrentIrpStackLocation.class, this::skip);
        table.serve(IoAllocateIrp.class, this::allocate);
        table.serve(IoFreeIrp.class, this::free);
    }

    void allocate(Call call, IoAllocateIrp request, Sink sink) {
        int locations = request.getStackSize();
        IoAllocateIrp.Out.Builder out = IoAllocateIrp.Out.newBuilder();
        if (charge(locations, sink)) {
            Irp irp = new Irp(Irp.Origin.ALLOCATED, call.from(), locations);
            out.setReturned(sink.machine().objects().add(irp).id());
        }
        sink.returns(call, NtStatus.STATUS_SUCCESS, out.build());
    }

    void reuse(Call call, IoReuseIrp request, Sink sink) {
        Irp irp = Arguments.object(request.getIrp(), Irp.class, call, sink);
        if (irp == null) {
            return;
        }
        boolean isOwn =
                (irp.origin() == Irp.Origin.ALLOCATED || irp.origin() == Irp.Origin.RAW)
                        && irp.creator() == call.from();
        if (!isOwn) {
            Broken.rule(
                    IrpRule.REUSE_OF_THREADED,
                    call,
                    "reuses %s, which it did not allocate".formatted(irp),
                    sink);
        } else if (isBelow(irp)) {
            Broken.rule(
                    IrpRule.REUSE_IN_USE,
                    call,
                    "reuses %s, which a driver below has still".formatted(irp),
                    sink);
        }
        irp.reuse(request.getIostatus());
        sink.returns(call, NtStatus.STATUS_SUCCESS);
    }

    void free(Call call, IoFreeIrp request, Sink sink) {
        Irp irp = sink.machine().objects().find(request.getIrp(), Irp.class);
        if (irp == null) {
            notAnIrp(call, request.getIrp(), sink);
        } else if (irp.origin() == Irp.Origin.THREADED) {
            Broken.rule(
                    IrpRule.FREE_OF_THREADED,
                    call,
                    "frees %s, which belongs to the I/O manager".formatted(irp),
                    verifier(0x02, irp.id(), 0),
                    sink);
        } else {
            if (irp.creator() != call.from() || irp.origin() == Irp.Origin.RAW) {
                Broken.rule(
                        IrpRule.FREE_OF_FOREIGN,
                        call,
                        "frees %s, which %s".formatted(irp, maker(irp)),
                        sink);
            }
            if (isBelow(irp)) {
                Broken.rule(
                        IrpRule.FREE_IN_USE,
                        call,
                        "frees %s, which a driver has still".formatted(irp),
                        verifier(0x20B, 0, irp.id()),
                        sink);
            }
            refund(irp, sink);
            if (irp.owner() instanceof Region systemBuffer && !systemBuffer.isGone()) {
                sink.machine().memory().free(systemBuffer);
            }
            sink.machine().memory().loans().ended(irp);
            sink.machine().objects().remove(irp);
        }
        sink.returns(call, NtStatus.STATUS_SUCCESS);
    }

    void markPending(Call call, IoMarkIrpPending request, Sink sink) {
        Irp irp = IrpOwnership.irp(request.getIrp(), call, sink);
        if (irp != null && IrpOwnership.hasOwnLocation(irp, call, sink)) {
            // Whoever takes it from the queue may complete it before it is marked.
            if (irp.queue() != null && !call.strand().holdsLocks()) {
                Broken.rule(
                        IrpRule.MARKED_IN_QUEUE,
                        call,
                        "marks %s pending, which is in %s already".formatted(irp, irp.queue()),
                        sink);
            }
            irp.currentStack().markPending();
            Call within = call.outer();
            if (within != null
                    && within.request() instanceof IoCompletionRoutine routine
                    && routine.getIrp() == irp.id()) {
                irp.currentStack().note(StackLocation.Note.MARKED_BY_ROUTINE);
            }
            sink.returns(call, NtStatus.STATUS_SUCCESS);
        }
    }

    void setCompletionRoutine(Call call, IoSetCompletionRoutine request, Sink sink) {
        Irp irp = IrpOwnership.irp(request.getIrp(), call, sink);
        if (irp == null || !IrpOwnership.hasNextLocation(irp, call, sink)) {
            return;
        }
        CompletionRoutine above = irp.nextStack().completion();
        if (above != null && above.owner() != call.from()) {
            Broken.rule(
                    IrpRule.ROUTINE_OVERWRITTEN,
                    call,
                    "overwrites the completion routine of %s in %s".formatted(above.owner(), irp),
                    sink);
        } else if (irp.isSkippedBy(call.from())) {
            Broken.rule(
                    IrpRule.ROUTINE_OVERWRITTEN,
                    call,
                    "sets a completion routine in %s, whose location it has skipped".formatted(irp),
                    sink);
        }
        boolean invoked =
                request.getInvokeOnSuccess()
                        || request.getInvokeOnError()
                        || request.getInvokeOnCancel();
        if (invoked && !request.hasCompletionRoutine()) {
            Broken.rule(
                    IrpRule.ROUTINE_MISSING,
                    call,
                    "wants NULL to be called when %s completes".formatted(irp),
                    sink);
        }
        irp.nextStack().completion(request.hasCompletionRoutine() ? routine(call, request) : null);
        sink.returns(call, NtStatus.STATUS_SUCCESS);
    }

    void setCompletionRoutineEx(Call call, IoSetCompletionRoutineEx request, Sink sink) {
        Irp irp = IrpOwnership.irp(request.getIrp(), call, sink);
        if (irp == null || !IrpOwnership.hasNextLocation(irp, call, sink)) {
            return;
        }
        Memory memory = sink.machine().memory();
        if (!memory.charge(Region.Kind.NONPAGED_POOL, KEPT_DRIVER_BYTES)) {
            irp.nextStack().note(StackLocation.Note.ROUTINE_REFUSED);
            sink.returns(call, NtStatus.STATUS_INSUFFICIENT_RESOURCES);
            return;
        }
        // Simplified: it stays charged in Windows until the routine has run.
        memory.refund(Region.Kind.NONPAGED_POOL, KEPT_DRIVER_BYTES);
        irp.nextStack()
                .completionEx(
                        new CompletionRoutine(
                                call.from(),
                                request.getCompletionRoutine(),
                                request.hasContext() ? request.getContext() : null,
                                request.getInvokeOnSuccess(),
                                request.getInvokeOnError(),
                                request.getInvokeOnCancel()));
        sink.returns(call, NtStatus.STATUS_SUCCESS);
    }

    void setCancelRoutine(Call call, IoSetCancelRoutine request, Sink sink) {
        boolean sets = request.hasCancelRoutine();
        Irp irp =
                sets
                        ? Arguments.object(request.getIrp(), Irp.class, call, sink)
                        : IrpOwnership.irp(request.getIrp(), call, sink);
        if (irp == null) {
            return;
        }
        if (sets && irp.isSentOnBy(call.from())) {
            Broken.rule(
                    IrpRule.CANCEL_ROUTINE_BELOW,
                    call,
                    "sets a cancel routine in %s, which a driver below has".formatted(irp),
                    verifier(0x229, 0, 0),
                    sink);
        }
        if (sets) {
            judgeStartIo(call, irp, sink);
        }
        if (sets && irp.isCancelRequested() && irp.currentOrNull() != null) {
            irp.currentStack().note(StackLocation.Note.CANCEL_MISSED);
        }
        Irp.CancelRoutine old =
                irp.exchangeCancelRoutine(
                        sets
                                ? new Irp.CancelRoutine(call.from(), request.getCancelRoutine())
                                : null);
        IoSetCancelRoutine.Out.Builder out = IoSetCancelRoutine.Out.newBuilder();
        if (old != null && old.context() instanceof Long address) {
            out.setReturned(address);
        }
        sink.returns(call, NtStatus.STATUS_SUCCESS, out.build());
    }

    // IRPs that IoStartNextPacket leaves cancelable have their cancel routine from IoStartPacket.
    private static void judgeStartIo(Call call, Irp irp, Sink sink) {
        StackLocation mine = irp.currentOrNull();
        DeviceObject device = mine == null ? null : mine.device();
        StartIo kept = device == null ? null : device.startIoOrNull();
        if (kept != null && kept.hasSaidCancelable()) {
            Broken.rule(
                    IrpRule.START_IO_CANCEL,
                    call,
                    "sets a cancel routine in %s, after IoSetStartIoAttributes with NonCancelable"
                                    .formatted(irp)
                            + " FALSE",
                    sink);
        }
    }

    void copyToNext(Call call, IoCopyCurrentIrpStackLocationToNext request, Sink sink) {
        Irp irp = IrpOwnership.irp(request.getIrp(), call, sink);
        if (irp != null
                && IrpOwnership.hasOwnLocation(irp, call, sink)
                && IrpOwnership.hasNextLocation(irp, call, sink)) {
            irp.copyCurrentToNext();
            sink.returns(call, NtStatus.STATUS_SUCCESS);
        }
    }

    void skip(Call call, IoSkipCurrentIrpStackLocation request, Sink sink) {
        Irp irp = IrpOwnership.irp(request.getIrp(), call, sink);
        if (irp == null || !IrpOwnership.hasOwnLocation(irp, call, sink)) {
            return;
        }
        if (irp.currentStack().isPendingReturned()) {
            Broken.rule(
                    IrpRule.SKIP_AFTER_MARK,
                    call,
                    "skips its location in %s, which it marked pending".formatted(irp),
                    sink);
        }
        irp.skip();
        sink.returns(call, NtStatus.STATUS_SUCCESS);
    }

    /** Takes the nonpaged pool for an IRP; false without memory, or where it cannot be so large. */
    static boolean charge(int locations, Sink sink) {
        return locations >= 0
                && locations <= MOST_LOCATIONS
                && sink.machine().memory().charge(Region.Kind.NONPAGED_POOL, Irp.bytes(locations));
    }

    /** Gives it back. */
    static void refund(Irp irp, Sink sink) {
        if (irp.origin() != Irp.Origin.RAW) {
            sink.machine().memory().refund(Region.Kind.NONPAGED_POOL, Irp.bytes(irp.stackCount()));
        }
    }

    private static String maker(Irp irp) {
        return irp.origin() == Irp.Origin.RAW
                ? "lies in memory of its driver's own"
                : irp.creator() + " has made";
    }

    private static boolean isBelow(Irp irp) {
        return irp.currentOrNull() != null;
    }

    private static CompletionRoutine routine(Call call, IoSetCompletionRoutine request) {
        return new CompletionRoutine(
                call.from(),
                request.getCompletionRoutine(),
                request.hasContext() ? request.getContext() : null,
                request.getInvokeOnSuccess(),
                request.getInvokeOnError(),
                request.getInvokeOnCancel());
    }

    private static void notAnIrp(Call call, long id, Sink sink) {
        if (sink.machine().objects().find(id) == null) {
            Arguments.missing(id, Irp.class, call, sink);
        } else {
            Broken.rule(
                    IrpRule.FREE_OF_OTHER,
                    call,
                    "frees %s as an IRP".formatted(sink.machine().objects().find(id)),
                    verifier(0x01, id, 0),
                    sink);
        }
    }

    private static BugCheck verifier(int subCode, long p2, long p3) {
        return DRIVER_VERIFIER_IOMANAGER_VIOLATION.with(subCode, p2, p3, 0);
    }
}
