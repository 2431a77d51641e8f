package dev.irpflow.ke.irp;

import static dev.irpflow.kernel.BugCheckCode.DRIVER_VERIFIER_IOMANAGER_VIOLATION;

import dev.irpflow.ke.routine.Arguments;
import dev.irpflow.ke.routine.Broken;
import dev.irpflow.ke.routine.Family;
import dev.irpflow.ke.routine.Routines;
import dev.irpflow.ke.routine.Storage;
import dev.irpflow.kernel.AssociatedRequest;
import dev.irpflow.kernel.BugCheck;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.Irp;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.kernel.IoInitializeIrp;
import dev.irpflow.protocol.kernel.IoMakeAssociatedIrp;
import dev.irpflow.protocol.kernel.IoSetNextIrpStackLocation;
import dev.irpflow.protocol.kernel.IoSizeOfIrp;
import dev.irpflow.protocol.kernel.IrpSetAssociatedIrpCount;
import dev.irpflow.protocol.status.NtStatus;

/** Associated IRPs, IRPs in memory of the driver's own, and a stack location for the maker. */
public final class MakeRoutines implements Family {
    @Override
    public void register(Routines table) {
        table.serve(IoMakeAssociatedIrp.class, this::associated);
        table.serve(IrpSetAssociatedIrpCount.class, this::count);
        table.serve(IoInitializeIrp.class, this::initialize);
        table.serve(IoSizeOfIrp.class, this::size);
        table.serve(IoSetNextIrpStackLocation.class, this::ownLocation);
    }

    void associated(Call call, IoMakeAssociatedIrp request, Sink sink) {
        Irp master = IrpOwnership.irp(request.getIrp(), call, sink);
        if (master == null) {
            return;
        }
        IoMakeAssociatedIrp.Out.Builder out = IoMakeAssociatedIrp.Out.newBuilder();
        int locations = request.getStackSize();
        if (IrpRoutines.charge(locations, sink)) {
            Irp part = new Irp(Irp.Origin.ASSOCIATED, call.from(), locations);
            part.own(new AssociatedRequest(master.use()));
            out.setReturned(sink.machine().objects().add(part).id());
        }
        sink.returns(call, NtStatus.STATUS_SUCCESS, out.build());
    }

    void count(Call call, IrpSetAssociatedIrpCount request, Sink sink) {
        Irp master = IrpOwnership.irp(request.getIrp(), call, sink);
        if (master != null) {
            master.parts(request.getIrpCount());
            sink.returns(call, NtStatus.STATUS_SUCCESS);
        }
    }

    void initialize(Call call, IoInitializeIrp request, Sink sink) {
        long id;
        if (request.hasIrp()) {
            Irp irp = Arguments.object(request.getIrp(), Irp.class, call, sink);
            if (irp == null) {
                return;
            }
            again(irp, call, sink);
            id = irp.id();
        } else {
            int locations = Math.clamp(request.getStackSize(), 0, IrpRoutines.MOST_LOCATIONS);
            Irp irp = new Irp(Irp.Origin.RAW, call.from(), locations);
            Storage.keep(irp, request.hasStorage() ? request.getStorage() : null, call, sink);
            id = irp.id();
        }
        if (!sink.machine().isDead()) {
            sink.returns(
                    call,
                    NtStatus.STATUS_SUCCESS,
                    IoInitializeIrp.Out.newBuilder().setIrp(id).build());
        }
    }

    private static void again(Irp irp, Call call, Sink sink) {
        if (irp.origin() == Irp.Origin.ALLOCATED) {
            Broken.rule(
                    IrpRule.INITIALIZE_OF_ALLOCATED,
                    call,
                    "initialises %s, which IoAllocateIrp has made".formatted(irp),
                    verifier(0x20D, irp),
                    sink);
        } else if (irp.origin() != Irp.Origin.RAW) {
            Broken.rule(
                    IrpRule.REUSE_OF_THREADED,
                    call,
                    "initialises %s, which is not its own".formatted(irp),
                    sink);
        } else if (irp.currentOrNull() != null) {
            Broken.rule(
                    IrpRule.REUSE_IN_USE,
                    call,
                    "initialises %s, which a driver below has still".formatted(irp),
                    sink);
        }
        irp.reuse(NtStatus.STATUS_SUCCESS);
    }

    void size(Call call, IoSizeOfIrp request, Sink sink) {
        int bytes = (int) Irp.bytes(request.getStackSize());
        sink.returns(
                call,
                NtStatus.STATUS_SUCCESS,
                IoSizeOfIrp.Out.newBuilder().setReturned(bytes).build());
    }

    void ownLocation(Call call, IoSetNextIrpStackLocation request, Sink sink) {
        Irp irp = IrpOwnership.irp(request.getIrp(), call, sink);
        if (irp == null || !IrpOwnership.hasNextLocation(irp, call, sink)) {
            return;
        }
        boolean built = irp.origin() == Irp.Origin.BUILT || irp.origin() == Irp.Origin.THREADED;
        if (built || irp.creator() != call.from() || irp.currentOrNull() != null) {
            Broken.rule(
                    IrpRule.OWN_LOCATION_OF_OTHER,
                    call,
                    "takes a stack location of %s, which it has not allocated for itself"
                            .formatted(irp),
                    sink);
        }
        irp.advanceForMaker();
        sink.returns(call, NtStatus.STATUS_SUCCESS);
    }

    private static BugCheck verifier(int subCode, Irp irp) {
        return DRIVER_VERIFIER_IOMANAGER_VIOLATION.with(subCode, 0, irp.id(), 0);
    }
}
