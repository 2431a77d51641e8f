package dev.irpflow.io;

import com.google.protobuf.GeneratedMessage;
import dev.irpflow.ke.Ke;
import dev.irpflow.kernel.DeviceObject;
import dev.irpflow.kernel.DriverObject;
import dev.irpflow.kernel.Irp;
import dev.irpflow.kernel.Machine;
import dev.irpflow.kernel.MachineSettings;
import dev.irpflow.kernel.TestDriver;
import dev.irpflow.kernel.TestDriver.Code;
import dev.irpflow.kernel.TestDriver.Running;
import dev.irpflow.kernel.TestHost;
import dev.irpflow.protocol.kernel.EventType;
import dev.irpflow.protocol.kernel.IoAllocateIrp;
import dev.irpflow.protocol.kernel.IoCallDriver;
import dev.irpflow.protocol.kernel.IoCompleteRequest;
import dev.irpflow.protocol.kernel.IoCopyCurrentIrpStackLocationToNext;
import dev.irpflow.protocol.kernel.IoMarkIrpPending;
import dev.irpflow.protocol.kernel.IoSetCompletionRoutine;
import dev.irpflow.protocol.kernel.IoSkipCurrentIrpStackLocation;
import dev.irpflow.protocol.kernel.IoStackLocation;
import dev.irpflow.protocol.kernel.IrpGetPendingReturned;
import dev.irpflow.protocol.kernel.IrpMajor;
import dev.irpflow.protocol.kernel.IrpMjRead;
import dev.irpflow.protocol.kernel.IrpSetIoStatus;
import dev.irpflow.protocol.kernel.IrpSetNextStackLocation;
import dev.irpflow.protocol.kernel.KeInitializeEvent;
import dev.irpflow.protocol.kernel.KeSetEvent;
import dev.irpflow.protocol.kernel.KeWaitForSingleObject;
import dev.irpflow.protocol.status.NtStatus;
import java.util.ArrayList;
import java.util.List;

/** A machine with an I/O manager, and drivers of the test that lie above each other. */
final class IoBench {
    final TestHost host = new TestHost();
    final Machine machine;
    final TestDriver maker;
    final List<String> notes = new ArrayList<>();

    IoBench() {
        this(MachineSettings.of("m"));
    }

    IoBench(MachineSettings settings) {
        this(settings, IoSettings.DEFAULT);
    }

    IoBench(MachineSettings settings, IoSettings patience) {
        machine = host.machine(settings);
        host.bindDirectly(machine, "ke", new Ke());
        host.bind(machine, "io", new Io(patience));
        maker = host.driver(machine, "maker");
    }

    static IoBench withProcessors(int count) {
        return new IoBench(MachineSettings.of("m").withProcessors(count));
    }

    static IoBench withoutVerifier() {
        MachineSettings on = MachineSettings.of("m");
        return new IoBench(
                new MachineSettings(
                        on.name(),
                        on.processors(),
                        on.nonpagedPool(),
                        on.pagedPool(),
                        on.tickNs(),
                        on.workerThreads(),
                        false));
    }

    /** A driver whose reads are served so. */
    TestDriver driver(String name, Code read) {
        TestDriver driver = host.driver(machine, name);
        driver.slot(IrpMjRead.class, read);
        return driver;
    }

    DeviceObject device(TestDriver driver) {
        DeviceObject device = new DeviceObject("", driver.place());
        device.driverObject(machine.objects().add(new DriverObject(driver.place())));
        return machine.objects().add(device);
    }

    DeviceObject deviceAbove(TestDriver driver, DeviceObject below) {
        DeviceObject device = device(driver);
        device.attachAbove(below);
        return device;
    }

    /** The maker runs this in a thread, until nothing can happen any more. */
    void run(TestDriver.Body body) {
        maker.thread("maker", body);
        host.run();
    }

    /** Notes something in words. */
    void note(String what) {
        notes.add(what);
    }

    /** Sends a read that its maker keeps at the end; gives what IoCallDriver returned. */
    NtStatus read(Running me, DeviceObject to) {
        return me.status(send(madeRead(me, to.stackSize()), to));
    }

    /** A read whose routine notes the end and keeps it. */
    long madeRead(Running me, int locations) {
        long irp = allocate(me, locations);
        ask(me, irp, IrpMajor.IRP_MJ_READ);
        keeps(me, irp);
        return irp;
    }

    /** Lets the maker take an IRP back and note how it ended. */
    void keeps(Running me, long irp) {
        routine(
                me,
                irp,
                completion -> {
                    Irp ended = irp(irp);
                    note("maker: " + ended.status() + " " + ended.information());
                    return NtStatus.STATUS_MORE_PROCESSING_REQUIRED;
                });
    }

    Irp irp(long id) {
        Irp irp = machine.objects().find(id, Irp.class);
        if (irp == null) {
            throw new AssertionError("no IRP " + id);
        }
        return irp;
    }

    static long allocate(Running me, int locations) {
        return me.call(
                        IoAllocateIrp.newBuilder().setStackSize(locations).build(),
                        IoAllocateIrp.Out.class)
                .getReturned();
    }

    static void ask(Running me, long irp, IrpMajor major) {
        me.call(
                IrpSetNextStackLocation.newBuilder()
                        .setIrp(irp)
                        .setLocation(IoStackLocation.newBuilder().setMajorFunction(major))
                        .build());
    }

    static GeneratedMessage send(long irp, DeviceObject to) {
        return IoCallDriver.newBuilder().setDeviceObject(to.id()).setIrp(irp).build();
    }

    /** Registers a routine of the caller for every end. */
    static void routine(Running me, long irp, Code code) {
        routine(me, irp, true, true, true, code);
    }

    static void routine(
            Running me, long irp, boolean success, boolean error, boolean cancel, Code code) {
        me.call(
                IoSetCompletionRoutine.newBuilder()
                        .setIrp(irp)
                        .setCompletionRoutine(me.driver().address(code))
                        .setInvokeOnSuccess(success)
                        .setInvokeOnError(error)
                        .setInvokeOnCancel(cancel)
                        .build());
    }

    static long irpOf(Running me) {
        return me.request(IrpMjRead.class).getIrp();
    }

    static void mark(Running me, long irp) {
        me.call(IoMarkIrpPending.newBuilder().setIrp(irp).build());
    }

    static void copy(Running me, long irp) {
        me.call(IoCopyCurrentIrpStackLocationToNext.newBuilder().setIrp(irp).build());
    }

    static void skip(Running me, long irp) {
        me.call(IoSkipCurrentIrpStackLocation.newBuilder().setIrp(irp).build());
    }

    static boolean isPendingReturned(Running me, long irp) {
        return me.call(
                        IrpGetPendingReturned.newBuilder().setIrp(irp).build(),
                        IrpGetPendingReturned.Out.class)
                .getReturned();
    }

    static void status(Running me, long irp, NtStatus status, long information) {
        me.call(
                IrpSetIoStatus.newBuilder()
                        .setIrp(irp)
                        .setStatus(status)
                        .setInformation(information)
                        .build());
    }

    /** Completes an IRP, and gives the status. */
    static NtStatus complete(Running me, long irp, NtStatus status, long information) {
        status(me, irp, status, information);
        me.call(IoCompleteRequest.newBuilder().setIrp(irp).build());
        return status;
    }

    static long event(Running me) {
        return me.call(
                        KeInitializeEvent.newBuilder().setType(EventType.NotificationEvent).build(),
                        KeInitializeEvent.Out.class)
                .getEvent();
    }

    static void set(Running me, long event) {
        me.call(KeSetEvent.newBuilder().setEvent(event).build());
    }

    static void await(Running me, long event) {
        me.call(KeWaitForSingleObject.newBuilder().setObject(event).build());
    }
}
