package dev.irpflow.ke.irp;

import static dev.irpflow.kernel.BugCheckCode.DRIVER_VERIFIER_IOMANAGER_VIOLATION;

import dev.irpflow.ke.routine.Arguments;
import dev.irpflow.ke.routine.Broken;
import dev.irpflow.ke.routine.Family;
import dev.irpflow.ke.routine.Routines;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.DeviceObject;
import dev.irpflow.kernel.Event;
import dev.irpflow.kernel.Irp;
import dev.irpflow.kernel.Memory;
import dev.irpflow.kernel.Sink;
import dev.irpflow.kernel.ThreadedRequest;
import dev.irpflow.kernel.TransferBuffers;
import dev.irpflow.protocol.kernel.BufferRef;
import dev.irpflow.protocol.kernel.IoBuildAsynchronousFsdRequest;
import dev.irpflow.protocol.kernel.IoBuildDeviceIoControlRequest;
import dev.irpflow.protocol.kernel.IoBuildSynchronousFsdRequest;
import dev.irpflow.protocol.kernel.IoStackLocation;
import dev.irpflow.protocol.kernel.IrpMajor;
import dev.irpflow.protocol.status.NtStatus;
import org.jspecify.annotations.Nullable;

/** The IoBuild routines: an IRP whose next stack location and buffers are ready to be sent. */
public final class BuildRoutines implements Family {
    @Override
    public void register(Routines table) {
        table.serve(IoBuildDeviceIoControlRequest.class, this::control);
        table.serve(IoBuildSynchronousFsdRequest.class, this::synchronous);
        table.serve(IoBuildAsynchronousFsdRequest.class, this::asynchronous);
    }

    void control(Call call, IoBuildDeviceIoControlRequest request, Sink sink) {
        DeviceObject device =
                Arguments.object(request.getDeviceObject(), DeviceObject.class, call, sink);
        if (device == null) {
            return;
        }
        Event event = null;
        if (request.hasEvent()) {
            event = Arguments.object(request.getEvent(), Event.class, call, sink);
            if (event == null) {
                return;
            }
        }
        IoBuildDeviceIoControlRequest.Out.Builder out =
                IoBuildDeviceIoControlRequest.Out.newBuilder();
        if (areThere(call, request, sink)) {
            Irp irp = new Irp(Irp.Origin.THREADED, call.from(), device.stackSize());
            TransferBuffers buffers =
                    TransferBuffers.ofControl(
                            irp,
                            request.getIoControlCode(),
                            request.hasInputBuffer() ? request.getInputBuffer() : null,
                            request.hasOutputBuffer() ? request.getOutputBuffer() : null,
                            requester(call),
                            sink.self());
            if (buffers != null) {
                irp.nextStack().ask(location(request));
                out.setReturned(
                        queued(irp, event, request.getIoStatusBlock(), buffers, call, sink));
            }
        }
        sink.returns(call, NtStatus.STATUS_SUCCESS, out.build());
    }

    private static boolean areThere(Call call, IoBuildDeviceIoControlRequest request, Sink sink) {
        boolean there =
                isThere(request.getIoStatusBlock(), sink)
                        && (!request.hasInputBuffer() || isThere(request.getInputBuffer(), sink))
                        && (!request.hasOutputBuffer() || isThere(request.getOutputBuffer(), sink));
        if (!there) {
            bad(call, 0x09, request.getDeviceObject(), request.getIoControlCode(), sink);
        }
        return there;
    }

    private static IoStackLocation location(IoBuildDeviceIoControlRequest request) {
        IoStackLocation.DeviceIoControl.Builder control =
                IoStackLocation.DeviceIoControl.newBuilder()
                        .setControlCode(request.getIoControlCode());
        if (request.hasInputBuffer()) {
            control.setInputBufferLength((int) request.getInputBuffer().getLength());
            if (TransferBuffers.isNeither(request.getIoControlCode())) {
                control.setType3InputBuffer(request.getInputBuffer());
            }
        }
        if (request.hasOutputBuffer()) {
            control.setOutputBufferLength((int) request.getOutputBuffer().getLength());
        }
        return IoStackLocation.newBuilder()
                .setMajorFunction(
                        request.getInternalDeviceIoControl()
                                ? IrpMajor.IRP_MJ_INTERNAL_DEVICE_CONTROL
                                : IrpMajor.IRP_MJ_DEVICE_CONTROL)
                .setDeviceIoControl(control)
                .build();
    }

    void synchronous(Call call, IoBuildSynchronousFsdRequest request, Sink sink) {
        DeviceObject device =
                Arguments.object(request.getDeviceObject(), DeviceObject.class, call, sink);
        Event event =
                device == null
                        ? null
                        : Arguments.object(request.getEvent(), Event.class, call, sink);
        if (device == null || event == null) {
            return;
        }
        BufferRef buffer = request.hasBuffer() ? request.getBuffer() : null;
        IoBuildSynchronousFsdRequest.Out.Builder out =
                IoBuildSynchronousFsdRequest.Out.newBuilder();
        if (!isThere(request.getIoStatusBlock(), sink)
                || (buffer != null && !isThere(buffer, sink))) {
            bad(call, 0x08, device.id(), request.getMajorFunction().getNumber(), sink);
        } else {
            Irp irp = new Irp(Irp.Origin.THREADED, call.from(), device.stackSize());
            TransferBuffers buffers =
                    TransferBuffers.ofTransfer(
                            irp,
                            device,
                            request.getMajorFunction(),
                            buffer,
                            requester(call),
                            sink.self());
            if (buffers != null) {
                long offset = request.getStartingOffset();
                irp.nextStack().ask(location(request.getMajorFunction(), buffer, offset));
                out.setReturned(
                        queued(irp, event, request.getIoStatusBlock(), buffers, call, sink));
            }
        }
        sink.returns(call, NtStatus.STATUS_SUCCESS, out.build());
    }

    void asynchronous(Call call, IoBuildAsynchronousFsdRequest request, Sink sink) {
        DeviceObject device =
                Arguments.object(request.getDeviceObject(), DeviceObject.class, call, sink);
        if (device == null) {
            return;
        }
        BufferRef buffer = request.hasBuffer() ? request.getBuffer() : null;
        IoBuildAsynchronousFsdRequest.Out.Builder out =
                IoBuildAsynchronousFsdRequest.Out.newBuilder();
        if (buffer != null && !isThere(buffer, sink)) {
            bad(call, 0x08, device.id(), request.getMajorFunction().getNumber(), sink);
        } else if (IrpRoutines.charge(device.stackSize(), sink)) {
            Irp irp = new Irp(Irp.Origin.BUILT, call.from(), device.stackSize());
            TransferBuffers buffers =
                    TransferBuffers.ofTransfer(
                            irp,
                            device,
                            request.getMajorFunction(),
                            buffer,
                            requester(call),
                            sink.self());
            if (buffers == null) {
                IrpRoutines.refund(irp, sink);
            } else {
                irp.own(buffers.systemBuffer());
                long offset = request.getStartingOffset();
                irp.nextStack().ask(location(request.getMajorFunction(), buffer, offset));
                out.setReturned(sink.machine().objects().add(irp).id());
            }
        }
        sink.returns(call, NtStatus.STATUS_SUCCESS, out.build());
    }

    private static IoStackLocation location(
            IrpMajor major, @Nullable BufferRef buffer, long offset) {
        IoStackLocation.Builder location = IoStackLocation.newBuilder().setMajorFunction(major);
        if (buffer != null) {
            location.setReadWrite(
                    IoStackLocation.ReadWrite.newBuilder()
                            .setLength((int) buffer.getLength())
                            .setByteOffset(offset));
        }
        return location.build();
    }

    private static long queued(
            Irp irp,
            @Nullable Event event,
            BufferRef statusBlock,
            TransferBuffers buffers,
            Call call,
            Sink sink) {
        irp.own(new ThreadedRequest(call.strand(), event, statusBlock, buffers));
        call.strand().irps().add(irp);
        if (event != null) {
            event.request(irp);
        }
        return sink.machine().objects().add(irp).id();
    }

    private static TransferBuffers.Requester requester(Call call) {
        return new TransferBuffers.Requester(call.from(), call.strand().irql());
    }

    private static boolean isThere(BufferRef buffer, Sink sink) {
        Memory memory = sink.machine().memory();
        return memory.regionOf(buffer) != null;
    }

    private static void bad(Call call, int subCode, long device, long what, Sink sink) {
        Broken.rule(
                IrpRule.BUILD_WITH_BAD_BUFFER,
                call,
                "builds a request with a buffer that is not there",
                DRIVER_VERIFIER_IOMANAGER_VIOLATION.with(
                        subCode, device, what, NtStatus.STATUS_ACCESS_VIOLATION.getNumber()),
                sink);
    }
}
