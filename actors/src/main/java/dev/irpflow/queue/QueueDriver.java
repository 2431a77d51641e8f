package dev.irpflow.queue;

import dev.irpflow.driver.DeviceObjectId;
import dev.irpflow.driver.DpcId;
import dev.irpflow.driver.Driver;
import dev.irpflow.driver.DriverContext;
import dev.irpflow.driver.DriverDispatch;
import dev.irpflow.driver.DriverSetting;
import dev.irpflow.driver.DriverSettings;
import dev.irpflow.driver.Io;
import dev.irpflow.driver.IrpId;
import dev.irpflow.driver.Ke;
import dev.irpflow.driver.TimerId;
import dev.irpflow.protocol.status.NtStatus;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A WDM driver whose reads wait until a timer's DPC answers them, in their order, with as many
 * bytes as were asked for; until then they can be cancelled, and the cleanup of their file object
 * cancels them.
 */
public final class QueueDriver implements Driver, DriverDispatch {
    private static final long NS100_PER_MS = 10_000;
    private static final int FILE_DEVICE_UNKNOWN = 0x22;
    private static final String DEVICE = "Queue";
    private static final String OWN_LOCK = "own-lock";
    private static final String CANCEL_SAFE = "cancel-safe";

    private @Nullable Ke ke;
    private @Nullable Io io;
    private @Nullable RequestQueue queue;
    private @Nullable TimerId timer;
    private @Nullable DpcId answer;
    private @Nullable DeviceObjectId device;
    private long answerAfterMs;

    @Override
    public List<DriverSetting> settings() {
        return List.of(
                DriverSetting.word(
                        "queue",
                        List.of(OWN_LOCK, CANCEL_SAFE),
                        "How it keeps its IRPs: with a lock and a cancel routine of its own, or in a"
                                + " cancel-safe queue."),
                DriverSetting.between(
                        "answer-after",
                        DriverSetting.Kind.TIME,
                        "1 ms",
                        "1 h",
                        "1 ms",
                        "How long reads wait for their answer."),
                DriverSetting.text("device", DEVICE, "The name of its device."),
                DriverSetting.isOn(
                        "forgets-exchange",
                        "The slip of the broken one: it completes IRPs without taking its cancel"
                                + " routine away."));
    }

    @Override
    public NtStatus driverEntry(DriverContext context) {
        Ke kernel = new Ke(context);
        Io manager = new Io(context);
        ke = kernel;
        io = manager;
        DriverSettings settings = new DriverSettings(context.settings());
        answerAfterMs = settings.milliseconds("answer-after", 1);
        queue =
                settings.text("queue", OWN_LOCK).equals(CANCEL_SAFE)
                        ? new CancelSafeQueue(kernel, manager)
                        : new OwnLockQueue(kernel, manager, settings.isOn("forgets-exchange"));
        timer = kernel.initializeTimer();
        answer = kernel.initializeDpc((dpc, deferred, first, second) -> answerAll());
        manager.setDriverDispatch(context.driverObject(), this);
        Io.CreateDeviceResult made =
                manager.createDevice(
                        context.driverObject(),
                        0,
                        "\\Device\\" + settings.text("device", DEVICE),
                        FILE_DEVICE_UNKNOWN,
                        0,
                        false);
        if (made.isSuccess()) {
            device = made.deviceObject();
        }
        return made.status();
    }

    @Override
    public NtStatus read(DeviceObjectId to, IrpId irp) {
        there(queue).insert(irp);
        there(ke).setTimer(there(timer), -answerAfterMs * NS100_PER_MS, answer);
        return NtStatus.STATUS_PENDING;
    }

    @Override
    public NtStatus create(DeviceObjectId to, IrpId irp) {
        return succeed(irp);
    }

    @Override
    public NtStatus cleanup(DeviceObjectId to, IrpId irp) {
        long file = there(io).getCurrentIrpStackLocation(irp).getFileObject();
        RequestQueue waiting = there(queue);
        for (IrpId left = waiting.nextOf(file); left != null; left = waiting.nextOf(file)) {
            there(io).setIoStatus(left, NtStatus.STATUS_CANCELLED, 0);
            there(io).completeRequest(left, Io.IO_NO_INCREMENT);
        }
        return succeed(irp);
    }

    @Override
    public NtStatus close(DeviceObjectId to, IrpId irp) {
        return succeed(irp);
    }

    private NtStatus succeed(IrpId irp) {
        there(io).setIoStatus(irp, NtStatus.STATUS_SUCCESS, 0);
        there(io).completeRequest(irp, Io.IO_NO_INCREMENT);
        return NtStatus.STATUS_SUCCESS;
    }

    private void answerAll() {
        Io manager = there(io);
        for (IrpId irp = there(queue).next(); irp != null; irp = there(queue).next()) {
            int length = manager.getCurrentIrpStackLocation(irp).getReadWrite().getLength();
            manager.setIoStatus(irp, NtStatus.STATUS_SUCCESS, length);
            manager.completeRequest(irp, Io.IO_NO_INCREMENT);
        }
    }

    @Override
    public void driverUnload() {
        there(ke).cancelTimer(there(timer));
        there(ke).flushQueuedDpcs();
        there(io).deleteDevice(there(device));
    }

    // DriverEntry has succeeded before any other routine is called.
    private static <T> T there(@Nullable T what) {
        return Objects.requireNonNull(what);
    }
}
