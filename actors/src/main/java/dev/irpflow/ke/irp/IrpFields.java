package dev.irpflow.ke.irp;

import com.google.protobuf.Any;
import com.google.protobuf.GeneratedMessage;
import dev.irpflow.ke.routine.Family;
import dev.irpflow.ke.routine.Routines;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.DeviceObject;
import dev.irpflow.kernel.Irp;
import dev.irpflow.kernel.Sink;
import dev.irpflow.kernel.StackLocation;
import dev.irpflow.protocol.kernel.IoGetCurrentIrpStackLocation;
import dev.irpflow.protocol.kernel.IoGetNextIrpStackLocation;
import dev.irpflow.protocol.kernel.IoStackLocation;
import dev.irpflow.protocol.kernel.IoStatusBlock;
import dev.irpflow.protocol.kernel.IrpGetBuffers;
import dev.irpflow.protocol.kernel.IrpGetCancel;
import dev.irpflow.protocol.kernel.IrpGetCancelIrql;
import dev.irpflow.protocol.kernel.IrpGetIoStatus;
import dev.irpflow.protocol.kernel.IrpGetOut;
import dev.irpflow.protocol.kernel.IrpGetPendingReturned;
import dev.irpflow.protocol.kernel.IrpSetBuffers;
import dev.irpflow.protocol.kernel.IrpSetIoStatus;
import dev.irpflow.protocol.kernel.IrpSetNextStackLocation;
import dev.irpflow.protocol.status.NtStatus;

/** The members of an IRP and of its stack locations that drivers read and write. */
public final class IrpFields implements Family {
    @Override
    public void register(Routines table) {
        table.serve(IrpGetIoStatus.class, this::ioStatus);
        table.serve(IrpSetIoStatus.class, this::setIoStatus);
        table.serve(IrpGetOut.class, this::out);
        table.serve(IrpGetBuffers.class, this::buffers);
        table.serve(IrpSetBuffers.class, this::setBuffers);
        table.serve(IrpGetPendingReturned.class, this::pendingReturned);
        table.serve(IrpGetCancel.class, this::cancel);
        table.serve(IrpGetCancelIrql.class, this::cancelIrql);
        table.serve(IrpSetNextStackLocation.class, this::setNextLocation);
        table.serve(IoGetCurrentIrpStackLocation.class, this::currentLocation);
        table.serve(IoGetNextIrpStackLocation.class, this::nextLocation);
    }

    void ioStatus(Call call, IrpGetIoStatus request, Sink sink) {
        Irp irp = IrpOwnership.irp(request.getIrp(), call, sink);
        if (irp != null) {
            IoStatusBlock block =
                    IoStatusBlock.newBuilder()
                            .setStatus(irp.status())
                            .setInformation(irp.information())
                            .build();
            answer(call, IrpGetIoStatus.Out.newBuilder().setIoStatus(block).build(), sink);
        }
    }

    void setIoStatus(Call call, IrpSetIoStatus request, Sink sink) {
        Irp irp = IrpOwnership.irp(request.getIrp(), call, sink);
        if (irp != null) {
            irp.ioStatus(request.getStatus(), request.getInformation());
            sink.returns(call, NtStatus.STATUS_SUCCESS);
        }
    }

    void pendingReturned(Call call, IrpGetPendingReturned request, Sink sink) {
        Irp irp = IrpOwnership.irp(request.getIrp(), call, sink);
        if (irp != null) {
            boolean pending = irp.isPendingReturned();
            answer(call, IrpGetPendingReturned.Out.newBuilder().setReturned(pending).build(), sink);
        }
    }

    void cancel(Call call, IrpGetCancel request, Sink sink) {
        Irp irp = IrpOwnership.irp(request.getIrp(), call, sink);
        if (irp != null) {
            boolean cancel = irp.isCancelRequested();
            if (irp.currentOrNull() != null) {
                irp.currentStack().drop(StackLocation.Note.CANCEL_MISSED);
            }
            answer(call, IrpGetCancel.Out.newBuilder().setReturned(cancel).build(), sink);
        }
    }

    void cancelIrql(Call call, IrpGetCancelIrql request, Sink sink) {
        Irp irp = IrpOwnership.irp(request.getIrp(), call, sink);
        if (irp != null) {
            answer(
                    call,
                    IrpGetCancelIrql.Out.newBuilder().setReturned(irp.cancelIrql()).build(),
                    sink);
        }
    }

    void buffers(Call call, IrpGetBuffers request, Sink sink) {
        Irp irp = IrpOwnership.irp(request.getIrp(), call, sink);
        if (irp != null) {
            answer(call, IrpGetBuffers.Out.newBuilder().setBuffers(irp.buffers()).build(), sink);
        }
    }

    void setBuffers(Call call, IrpSetBuffers request, Sink sink) {
        Irp irp = IrpOwnership.irp(request.getIrp(), call, sink);
        if (irp != null) {
            irp.buffers(request.getBuffers());
            sink.returns(call, NtStatus.STATUS_SUCCESS);
        }
    }

    void out(Call call, IrpGetOut request, Sink sink) {
        Irp irp = IrpOwnership.irp(request.getIrp(), call, sink);
        if (irp == null) {
            return;
        }
        GeneratedMessage written = irp.out();
        IrpGetOut.Out.Builder out = IrpGetOut.Out.newBuilder();
        if (written != null) {
            out.setOut(Any.pack(written));
        }
        answer(call, out.build(), sink);
    }

    void currentLocation(Call call, IoGetCurrentIrpStackLocation request, Sink sink) {
        Irp irp = IrpOwnership.irp(request.getIrp(), call, sink);
        if (irp != null && IrpOwnership.hasOwnLocation(irp, call, sink)) {
            answer(
                    call,
                    IoGetCurrentIrpStackLocation.Out.newBuilder()
                            .setReturned(asked(irp.currentStack()))
                            .build(),
                    sink);
        }
    }

    void nextLocation(Call call, IoGetNextIrpStackLocation request, Sink sink) {
        Irp irp = IrpOwnership.irp(request.getIrp(), call, sink);
        if (irp != null && IrpOwnership.hasNextLocation(irp, call, sink)) {
            answer(
                    call,
                    IoGetNextIrpStackLocation.Out.newBuilder()
                            .setReturned(asked(irp.nextStack()))
                            .build(),
                    sink);
        }
    }

    void setNextLocation(Call call, IrpSetNextStackLocation request, Sink sink) {
        Irp irp = IrpOwnership.irp(request.getIrp(), call, sink);
        if (irp != null && IrpOwnership.hasNextLocation(irp, call, sink)) {
            irp.nextStack().ask(request.getLocation());
            sink.returns(call, NtStatus.STATUS_SUCCESS);
        }
    }

    private static IoStackLocation asked(StackLocation location) {
        DeviceObject device = location.device();
        IoStackLocation asked = location.asked();
        return device == null || asked.getDeviceObject() == device.id()
                ? asked
                : asked.toBuilder().setDeviceObject(device.id()).build();
    }

    private static void answer(Call call, GeneratedMessage out, Sink sink) {
        sink.returns(call, NtStatus.STATUS_SUCCESS, out);
    }
}
