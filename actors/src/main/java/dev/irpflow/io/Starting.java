package dev.irpflow.io;

import static dev.irpflow.kernel.BugCheckCode.DEVICE_QUEUE_NOT_BUSY;

import dev.irpflow.kernel.Breach;
import dev.irpflow.kernel.BugCheck;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.CallKind;
import dev.irpflow.kernel.DeviceObject;
import dev.irpflow.kernel.DriverObject;
import dev.irpflow.kernel.Irp;
import dev.irpflow.kernel.KernelRule;
import dev.irpflow.kernel.Rule;
import dev.irpflow.kernel.Sink;
import dev.irpflow.kernel.StartIo;
import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.protocol.kernel.DriverCancel;
import dev.irpflow.protocol.kernel.DriverStartIo;
import dev.irpflow.protocol.kernel.IoAcquireCancelSpinLock;
import dev.irpflow.protocol.kernel.IoReleaseCancelSpinLock;
import dev.irpflow.protocol.kernel.IoStartNextPacket;
import dev.irpflow.protocol.kernel.IoStartNextPacketByKey;
import dev.irpflow.protocol.kernel.IoStartPacket;
import dev.irpflow.protocol.status.NtStatus;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * IoStartPacket and IoStartNextPacket: one IRP at a time goes to the driver's StartIo routine, the
 * others wait in the device queue. Page:
 * windows-driver-docs-pr/kernel/cancel-routines-in-drivers-with-startio-routines.md.
 */
final class Starting {
    /**
     * An IRP on its way to StartIo.
     *
     * @param cancelFunction null for none
     */
    record Packet(
            Call call,
            DeviceObject device,
            Irp irp,
            @Nullable Integer key,
            @Nullable Long cancelFunction) {}

    /** A look for the next IRP. */
    record Next(Call call, DeviceObject device, StartIo.Next how) {}

    void startPacket(Call call, IoStartPacket request, Sink sink) {
        DeviceObject device = device(call, request.getDeviceObject(), sink);
        Irp irp = device == null ? null : ownIrp(call, request.getIrp(), sink);
        if (device == null || irp == null) {
            return;
        }
        Packet packet =
                new Packet(
                        call,
                        device,
                        irp,
                        request.hasKey() ? request.getKey() : null,
                        request.hasCancelFunction() ? request.getCancelFunction() : null);
        call.strand().changeIrql(Irql.DISPATCH_LEVEL);
        if (packet.cancelFunction() == null) {
            inserted(packet, sink);
        } else {
            lock(call, new Step.PacketLocked(packet), sink);
        }
    }

    void packetLocked(Step.PacketLocked step, Sink sink) {
        Packet packet = step.packet();
        packet.irp()
                .exchangeCancelRoutine(
                        new Irp.CancelRoutine(
                                packet.call().from(),
                                Objects.requireNonNull(packet.cancelFunction())));
        inserted(packet, sink);
    }

    private static void inserted(Packet packet, Sink sink) {
        Irp irp = packet.irp();
        StartIo kept = packet.device().startIo(sink.machine());
        boolean locked = packet.cancelFunction() != null;
        if (irp.queue() != null) {
            tell(
                    packet.call(),
                    KernelRule.DEVICE_QUEUE_ENTRY_TWICE,
                    "starts %s, which is in %s already".formatted(irp, irp.queue()),
                    null,
                    sink);
        } else if (!kept.queue().insert(irp, packet.key())) {
            current(packet.call(), packet.device(), irp, locked, sink);
            return;
        }
        if (!locked) {
            ends(packet.call(), sink);
        } else if (irp.isCancelRequested() && irp.exchangeCancelRoutine(null) != null) {
            cancelled(packet, sink);
        } else {
            unlock(packet.call(), new Step.StartingEnds(packet.call()), sink);
        }
    }

    // It was cancelled before it had a cancel routine: nobody else calls that now.
    private static void cancelled(Packet packet, Sink sink) {
        packet.irp().cancelIrql(Irql.DISPATCH_LEVEL);
        DriverCancel.Builder request =
                DriverCancel.newBuilder()
                        .setDeviceObject(packet.device().id())
                        .setIrp(packet.irp().id())
                        .setCancelIrql(Irql.DISPATCH_LEVEL);
        if (packet.cancelFunction() != null) {
            request.setRoutine(packet.cancelFunction());
        }
        sink.call(
                packet.call(),
                CallKind.CANCEL,
                packet.call().from(),
                request.build(),
                new Step.StartingEnds(packet.call()));
    }

    void startNext(Call call, IoStartNextPacket request, Sink sink) {
        startNext(
                call,
                request.getDeviceObject(),
                new StartIo.Next(request.getCancelable(), null),
                sink);
    }

    void startNextByKey(Call call, IoStartNextPacketByKey request, Sink sink) {
        startNext(
                call,
                request.getDeviceObject(),
                new StartIo.Next(request.getCancelable(), request.getKey()),
                sink);
    }

    private static void startNext(Call call, long id, StartIo.Next how, Sink sink) {
        DeviceObject device = device(call, id, sink);
        if (device == null) {
            return;
        }
        StartIo kept = device.startIo(sink.machine());
        if (kept.isDeferred() && kept.isRunning()) {
            kept.later(how);
            sink.returns(call, NtStatus.STATUS_SUCCESS);
            return;
        }
        if (isWithin(call, device)) {
            tell(
                    call,
                    IoRule.START_IO_RECURSION,
                    "calls %s in StartIo of %s, without DeferredStartIo"
                            .formatted(call.contract().name(), device),
                    null,
                    sink);
        }
        call.strand().changeIrql(Irql.DISPATCH_LEVEL);
        next(new Next(call, device, how), sink);
    }

    private static boolean isWithin(Call call, DeviceObject device) {
        for (Call outer = call.outer(); outer != null; outer = outer.outer()) {
            if (outer.request() instanceof DriverStartIo start
                    && start.getDeviceObject() == device.id()) {
                return true;
            }
        }
        return false;
    }

    private static void next(Next next, Sink sink) {
        if (next.how().cancelable()) {
            lock(next.call(), new Step.NextLocked(next), sink);
        } else {
            dequeued(next, sink);
        }
    }

    void nextLocked(Step.NextLocked step, Sink sink) {
        dequeued(step.next(), sink);
    }

    private static void dequeued(Next next, Sink sink) {
        StartIo kept = next.device().startIo(sink.machine());
        boolean locked = next.how().cancelable();
        kept.current(null);
        if (!kept.queue().isBusy()) {
            tell(
                    next.call(),
                    KernelRule.DEVICE_QUEUE_NOT_BUSY,
                    "starts the next packet of %s, which is not busy".formatted(next.device()),
                    DEVICE_QUEUE_NOT_BUSY.with(0, 0, 0, 0),
                    sink);
            if (sink.machine().isDead()) {
                return;
            }
        }
        Irp irp = kept.queue().remove(next.how().key());
        if (irp != null) {
            if (!locked && irp.cancelRoutine() != null) {
                tell(
                        next.call(),
                        IoRule.NEXT_NOT_CANCELABLE,
                        "starts the next packet of %s with Cancelable FALSE, and %s has a cancel"
                                        .formatted(next.device(), irp)
                                + " routine",
                        null,
                        sink);
            }
            current(next.call(), next.device(), irp, locked, sink);
        } else if (locked) {
            unlock(next.call(), new Step.StartingEnds(next.call()), sink);
        } else {
            ends(next.call(), sink);
        }
    }

    private static void current(
            Call call, DeviceObject device, Irp irp, boolean locked, Sink sink) {
        StartIo kept = device.startIo(sink.machine());
        kept.current(irp);
        if (!locked) {
            start(call, device, irp, sink);
            return;
        }
        if (kept.isNonCancelable()) {
            irp.exchangeCancelRoutine(null);
        }
        unlock(call, new Step.CurrentUnlocked(call, device, irp), sink);
    }

    void currentUnlocked(Step.CurrentUnlocked step, Sink sink) {
        start(step.call(), step.device(), step.irp(), sink);
    }

    private static void start(Call call, DeviceObject device, Irp irp, Sink sink) {
        device.startIo(sink.machine()).begins();
        sink.call(
                call,
                CallKind.CALL,
                device.driver(),
                DriverStartIo.newBuilder()
                        .setDeviceObject(device.id())
                        .setIrp(irp.id())
                        .setRoutine(routine(device))
                        .build(),
                new Step.Started(call, device));
    }

    void started(Step.Started step, Sink sink) {
        StartIo.Next waited = step.device().startIo(sink.machine()).ended();
        if (waited == null) {
            ends(step.call(), sink);
        } else {
            next(new Next(step.call(), step.device(), waited), sink);
        }
    }

    void ends(Step.StartingEnds step, Sink sink) {
        ends(step.call(), sink);
    }

    private static void ends(Call call, Sink sink) {
        call.strand().changeIrql(call.entryIrql());
        sink.returns(call, NtStatus.STATUS_SUCCESS);
    }

    private static void lock(Call call, Step then, Sink sink) {
        sink.call(call, IoAcquireCancelSpinLock.getDefaultInstance(), then);
    }

    private static void unlock(Call call, Step then, Sink sink) {
        sink.call(
                call,
                IoReleaseCancelSpinLock.newBuilder().setIrql(Irql.DISPATCH_LEVEL).build(),
                then);
    }

    private static long routine(DeviceObject device) {
        DriverObject driver = device.driverObject();
        return driver == null ? 0 : driver.startIo();
    }

    // Null: the caller was told against, and the call is returned.
    private static @Nullable DeviceObject device(Call call, long id, Sink sink) {
        DeviceObject device = sink.machine().objects().find(id, DeviceObject.class);
        if (device == null) {
            Missing.device(call, id, sink);
        } else if (routine(device) == 0) {
            tell(
                    call,
                    IoRule.NO_START_IO,
                    "calls %s, and %s has no StartIo routine"
                            .formatted(call.contract().name(), device.driver()),
                    null,
                    sink);
        } else {
            return device;
        }
        if (!sink.machine().isDead()) {
            sink.returns(call, NtStatus.STATUS_INVALID_PARAMETER);
        }
        return null;
    }

    private static @Nullable Irp ownIrp(Call call, long id, Sink sink) {
        Irp irp = sink.machine().objects().find(id, Irp.class);
        if (irp == null) {
            Missing.irp(call, id, "starts", null, sink);
        } else if (irp.currentOrNull() == null || irp.isSentOnBy(call.from())) {
            tell(
                    call,
                    IoRule.QUEUED_WHILE_BELOW,
                    "starts %s, which it does not have".formatted(irp),
                    null,
                    sink);
        } else {
            return irp;
        }
        sink.returns(call, NtStatus.STATUS_SUCCESS);
        return null;
    }

    private static void tell(
            Call call, Rule rule, String detail, @Nullable BugCheck stop, Sink sink) {
        Breach.tell(sink.machine(), rule, call.from(), call.from() + " " + detail, call, stop);
    }
}
