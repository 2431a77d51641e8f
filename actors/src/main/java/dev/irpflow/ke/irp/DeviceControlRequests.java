package dev.irpflow.ke.irp;

import static dev.irpflow.kernel.BugCheckCode.DRIVER_VERIFIER_IOMANAGER_VIOLATION;

import com.google.protobuf.ByteString;
import dev.irpflow.ke.routine.Arguments;
import dev.irpflow.ke.routine.Broken;
import dev.irpflow.ke.routine.Family;
import dev.irpflow.ke.routine.Routines;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.DeviceObject;
import dev.irpflow.kernel.Event;
import dev.irpflow.kernel.Irp;
import dev.irpflow.kernel.Memory;
import dev.irpflow.kernel.Region;
import dev.irpflow.kernel.Sink;
import dev.irpflow.kernel.ThreadedRequest;
import dev.irpflow.protocol.kernel.BufferRef;
import dev.irpflow.protocol.kernel.IoBuildDeviceIoControlRequest;
import dev.irpflow.protocol.kernel.IoStackLocation;
import dev.irpflow.protocol.kernel.IrpBuffers;
import dev.irpflow.protocol.kernel.IrpMajor;
import dev.irpflow.protocol.status.NtStatus;
import org.jspecify.annotations.Nullable;

/** IoBuildDeviceIoControlRequest: an IRP that belongs to the calling thread. */
public final class DeviceControlRequests implements Family {
    private static final int METHOD = 3; // the low two bits of a control code
    private static final int METHOD_NEITHER = 3;

    @Override
    public void register(Routines table) {
        table.serve(IoBuildDeviceIoControlRequest.class, this::build);
    }

    void build(Call call, IoBuildDeviceIoControlRequest request, Sink sink) {
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
        Irp irp =
                areBuffersThere(call, request, sink)
                        ? build(call, request, device, event, sink)
                        : null;
        IoBuildDeviceIoControlRequest.Out.Builder out =
                IoBuildDeviceIoControlRequest.Out.newBuilder();
        if (irp != null) {
            out.setReturned(sink.machine().objects().add(irp).id());
        }
        sink.returns(call, NtStatus.STATUS_SUCCESS, out.build());
    }

    private static boolean areBuffersThere(
            Call call, IoBuildDeviceIoControlRequest request, Sink sink) {
        Memory memory = sink.machine().memory();
        boolean there =
                memory.regionOf(request.getIoStatusBlock()) != null
                        && (!request.hasInputBuffer()
                                || memory.regionOf(request.getInputBuffer()) != null)
                        && (!request.hasOutputBuffer()
                                || memory.regionOf(request.getOutputBuffer()) != null);
        if (!there) {
            Broken.rule(
                    IrpRule.BUILD_WITH_BAD_BUFFER,
                    call,
                    "builds a request with a buffer that is not there",
                    DRIVER_VERIFIER_IOMANAGER_VIOLATION.with(
                            0x09,
                            request.getDeviceObject(),
                            request.getIoControlCode(),
                            NtStatus.STATUS_ACCESS_VIOLATION.getNumber()),
                    sink);
        }
        return there;
    }

    // Null without memory for the buffer. Simplified: the direct methods are buffered too.
    private static @Nullable Irp build(
            Call call,
            IoBuildDeviceIoControlRequest request,
            DeviceObject device,
            @Nullable Event event,
            Sink sink) {
        Irp irp = new Irp(Irp.Origin.THREADED, call.from(), device.stackSize());
        BufferRef input = request.hasInputBuffer() ? request.getInputBuffer() : null;
        BufferRef output = request.hasOutputBuffer() ? request.getOutputBuffer() : null;
        IoStackLocation.DeviceIoControl.Builder control =
                IoStackLocation.DeviceIoControl.newBuilder()
                        .setControlCode(request.getIoControlCode())
                        .setInputBufferLength(length(input))
                        .setOutputBufferLength(length(output));
        boolean neither = (request.getIoControlCode() & METHOD) == METHOD_NEITHER;
        Region buffer = null;
        int bytes = Math.max(length(input), length(output));
        if (neither) {
            if (input != null) {
                control.setType3InputBuffer(input);
            }
            if (output != null) {
                irp.buffers(IrpBuffers.newBuilder().setUserBuffer(output).build());
            }
        } else if (bytes > 0) {
            buffer = systemBuffer(call, irp, input, bytes, sink);
            if (buffer == null) {
                return null;
            }
        }
        irp.nextStack()
                .ask(
                        IoStackLocation.newBuilder()
                                .setMajorFunction(
                                        request.getInternalDeviceIoControl()
                                                ? IrpMajor.IRP_MJ_INTERNAL_DEVICE_CONTROL
                                                : IrpMajor.IRP_MJ_DEVICE_CONTROL)
                                .setDeviceIoControl(control)
                                .build());
        irp.own(
                new ThreadedRequest(
                        event, request.getIoStatusBlock(), buffer, neither ? null : output));
        return irp;
    }

    private static @Nullable Region systemBuffer(
            Call call, Irp irp, @Nullable BufferRef input, int bytes, Sink sink) {
        Memory memory = sink.machine().memory();
        Region buffer =
                memory.allocate(Region.Kind.NONPAGED_POOL, "IoSB", bytes, sink.self().toString());
        if (buffer == null) {
            return null;
        }
        if (input != null) {
            ByteString data = memory.read(input, call.strand().irql(), call.from());
            memory.write(Memory.all(buffer), 0, data, call.strand().irql(), call.from());
        }
        irp.buffers(IrpBuffers.newBuilder().setSystemBuffer(Memory.all(buffer)).build());
        return buffer;
    }

    private static int length(@Nullable BufferRef buffer) {
        return buffer == null ? 0 : (int) buffer.getLength();
    }
}
