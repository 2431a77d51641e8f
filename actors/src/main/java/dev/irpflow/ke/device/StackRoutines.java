package dev.irpflow.ke.device;

import static dev.irpflow.kernel.BugCheckCode.DRIVER_VERIFIER_IOMANAGER_VIOLATION;

import dev.irpflow.ke.routine.Arguments;
import dev.irpflow.ke.routine.Broken;
import dev.irpflow.ke.routine.Family;
import dev.irpflow.ke.routine.Routines;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.DeviceObject;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.kernel.DeviceObjectSetFlags;
import dev.irpflow.protocol.kernel.IoAttachDeviceToDeviceStack;
import dev.irpflow.protocol.kernel.IoAttachDeviceToDeviceStackSafe;
import dev.irpflow.protocol.kernel.IoCreateSymbolicLink;
import dev.irpflow.protocol.kernel.IoDeleteSymbolicLink;
import dev.irpflow.protocol.kernel.IoDetachDevice;
import dev.irpflow.protocol.kernel.IoGetAttachedDeviceReference;
import dev.irpflow.protocol.status.NtStatus;
import org.jspecify.annotations.Nullable;

/** Stacks of devices, their flags and the links to their names. */
public final class StackRoutines implements Family {
    private static final String DOS_DEVICES = "\\DosDevices\\";

    @Override
    public void register(Routines table) {
        table.serve(IoAttachDeviceToDeviceStack.class, this::attach);
        table.serve(IoAttachDeviceToDeviceStackSafe.class, this::attachSafe);
        table.serve(IoDetachDevice.class, this::detach);
        table.serve(IoGetAttachedDeviceReference.class, this::top);
        table.serve(DeviceObjectSetFlags.class, this::setFlags);
        table.serve(IoCreateSymbolicLink.class, this::link);
        table.serve(IoDeleteSymbolicLink.class, this::unlink);
    }

    void attach(Call call, IoAttachDeviceToDeviceStack request, Sink sink) {
        Pair pair = pair(request.getSourceDevice(), request.getTargetDevice(), call, sink);
        if (pair == null) {
            return;
        }
        IoAttachDeviceToDeviceStack.Out.Builder out = IoAttachDeviceToDeviceStack.Out.newBuilder();
        DeviceObject below = attached(pair, call, sink);
        if (below != null) {
            out.setReturned(below.id());
        }
        sink.returns(call, NtStatus.STATUS_SUCCESS, out.build());
    }

    void attachSafe(Call call, IoAttachDeviceToDeviceStackSafe request, Sink sink) {
        Pair pair = pair(request.getSourceDevice(), request.getTargetDevice(), call, sink);
        if (pair == null) {
            return;
        }
        DeviceObject below = attached(pair, call, sink);
        sink.returns(
                call,
                below == null ? NtStatus.STATUS_NO_SUCH_DEVICE : NtStatus.STATUS_SUCCESS,
                below == null
                        ? null
                        : IoAttachDeviceToDeviceStackSafe.Out.newBuilder()
                                .setAttachedToDeviceObject(below.id())
                                .build());
    }

    private record Pair(DeviceObject source, DeviceObject target) {}

    // Null: the caller was told against, and the call is returned.
    private static @Nullable Pair pair(long sourceId, long targetId, Call call, Sink sink) {
        DeviceObject source = Arguments.object(sourceId, DeviceObject.class, call, sink);
        DeviceObject target =
                source == null ? null : Arguments.object(targetId, DeviceObject.class, call, sink);
        return source == null || target == null ? null : new Pair(source, target);
    }

    // The device right below; null if the stack is being taken down.
    private static @Nullable DeviceObject attached(Pair pair, Call call, Sink sink) {
        DeviceObject source = pair.source();
        DeviceObject below = pair.target().top();
        if (below.isDeletePending()) {
            return null;
        }
        if (source.lower() != null || below == source) {
            Broken.rule(
                    DeviceRule.ATTACHED_TWICE,
                    call,
                    "attaches %s, which is attached above %s already"
                            .formatted(source, source.lower()),
                    sink);
            return null;
        }
        source.attachAbove(below);
        return below;
    }

    void detach(Call call, IoDetachDevice request, Sink sink) {
        DeviceObject lower =
                Arguments.object(request.getTargetDevice(), DeviceObject.class, call, sink);
        if (lower == null) {
            return;
        }
        if (lower.upper() == null) {
            Broken.rule(
                    DeviceRule.DETACHED_NOTHING,
                    call,
                    "detaches from %s, above which nothing is attached".formatted(lower),
                    DRIVER_VERIFIER_IOMANAGER_VIOLATION.with(0x202, 0, lower.id(), 0),
                    sink);
        }
        DeviceObject upper = lower.upper();
        if (upper != null) {
            SurpriseRemoval.judge(call, upper, SurpriseRemoval.DETACHED, sink);
        }
        lower.detachUpper();
        sink.returns(call, NtStatus.STATUS_SUCCESS);
    }

    void top(Call call, IoGetAttachedDeviceReference request, Sink sink) {
        DeviceObject device =
                Arguments.object(request.getDeviceObject(), DeviceObject.class, call, sink);
        if (device != null) {
            DeviceObject top = device.top();
            top.countReference(1);
            sink.returns(
                    call,
                    NtStatus.STATUS_SUCCESS,
                    IoGetAttachedDeviceReference.Out.newBuilder().setReturned(top.id()).build());
        }
    }

    void setFlags(Call call, DeviceObjectSetFlags request, Sink sink) {
        DeviceObject device =
                Arguments.object(request.getDeviceObject(), DeviceObject.class, call, sink);
        if (device == null) {
            return;
        }
        device.flags(request.getFlags());
        if (device.isBuffered() && device.isDirect()) {
            Broken.rule(
                    DeviceRule.TWO_KINDS_OF_IO,
                    call,
                    "sets DO_BUFFERED_IO and DO_DIRECT_IO of %s".formatted(device),
                    DRIVER_VERIFIER_IOMANAGER_VIOLATION.with(0x245, 0, 0, 0),
                    sink);
        }
        sink.returns(call, NtStatus.STATUS_SUCCESS);
    }

    void link(Call call, IoCreateSymbolicLink request, Sink sink) {
        boolean made =
                sink.machine()
                        .namespace()
                        .link(ntName(request.getSymbolicLinkName()), request.getDeviceName());
        sink.returns(call, made ? NtStatus.STATUS_SUCCESS : NtStatus.STATUS_OBJECT_NAME_COLLISION);
    }

    void unlink(Call call, IoDeleteSymbolicLink request, Sink sink) {
        boolean gone = sink.machine().namespace().unlink(ntName(request.getSymbolicLinkName()));
        sink.returns(call, gone ? NtStatus.STATUS_SUCCESS : NtStatus.STATUS_OBJECT_NAME_NOT_FOUND);
    }

    private static String ntName(String name) {
        return name.startsWith(DOS_DEVICES)
                ? "\\??\\" + name.substring(DOS_DEVICES.length())
                : name;
    }
}
