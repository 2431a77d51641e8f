package dev.irpflow.ke;

import com.google.protobuf.GeneratedMessage;
import dev.irpflow.kernel.Machine;
import dev.irpflow.kernel.MachineSettings;
import dev.irpflow.kernel.TestDriver;
import dev.irpflow.kernel.TestDriver.Running;
import dev.irpflow.kernel.TestHost;
import dev.irpflow.kernel.TestTrace;
import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.protocol.kernel.BufferRef;
import dev.irpflow.protocol.kernel.EventType;
import dev.irpflow.protocol.kernel.ExAllocatePool2;
import dev.irpflow.protocol.kernel.KeAcquireSpinLock;
import dev.irpflow.protocol.kernel.KeInitializeEvent;
import dev.irpflow.protocol.kernel.KeInitializeSpinLock;
import dev.irpflow.protocol.kernel.KeLowerIrql;
import dev.irpflow.protocol.kernel.KeQuerySystemTime;
import dev.irpflow.protocol.kernel.KeRaiseIrql;
import dev.irpflow.protocol.kernel.KeReleaseSpinLock;
import dev.irpflow.protocol.kernel.KeSetEvent;
import dev.irpflow.protocol.kernel.KeWaitForSingleObject;
import dev.irpflow.protocol.status.NtStatus;
import java.util.ArrayList;
import java.util.List;

/** A machine with the component ke and one driver, and what a C driver would write in a line. */
final class KeBench {
    static final long TICK = 15_625_000;
    static final long NON_PAGED = 0x40;
    static final long PAGED = 0x100;

    final TestHost host = new TestHost();
    final Machine machine;
    final TestDriver driver;

    /** What the driver's threads noted, in order. */
    final List<String> notes = new ArrayList<>();

    KeBench() {
        this(MachineSettings.of("m"));
    }

    KeBench(MachineSettings settings) {
        machine = host.machine(settings);
        host.bindDirectly(machine, "ke", new Ke());
        driver = host.driver(machine, "driver");
    }

    static KeBench withProcessors(int count) {
        return new KeBench(MachineSettings.of("m").withProcessors(count));
    }

    static KeBench withoutVerifier() {
        return withoutVerifier(1);
    }

    static KeBench withoutVerifier(int processors) {
        MachineSettings with = MachineSettings.of("m").withProcessors(processors);
        return new KeBench(
                new MachineSettings(
                        with.name(),
                        with.processors(),
                        with.nonpagedPool(),
                        with.pagedPool(),
                        with.tickNs(),
                        with.workerThreads(),
                        false));
    }

    /** Runs one thread of the driver, and all that follows. */
    void run(TestDriver.Body body) {
        driver.thread("thread", body);
        host.run();
    }

    /** The thread that was begun last goes on before this one, until it ends or stands still. */
    void letAnotherGo(Running me) {
        host.stage().chooser().answer(1);
        me.call(KeQuerySystemTime.getDefaultInstance());
    }

    TestTrace trace() {
        return host.stage().trace();
    }

    static long event(Running me, EventType type) {
        return event(me, KeInitializeEvent.newBuilder().setType(type));
    }

    static long event(Running me, KeInitializeEvent.Builder request) {
        return me.call(request.build(), KeInitializeEvent.Out.class).getEvent();
    }

    static void set(Running me, long event) {
        me.call(KeSetEvent.newBuilder().setEvent(event).build());
    }

    static NtStatus await(Running me, long object) {
        return me.status(KeWaitForSingleObject.newBuilder().setObject(object).build());
    }

    static NtStatus await(Running me, long object, long timeout) {
        return me.status(
                KeWaitForSingleObject.newBuilder().setObject(object).setTimeout(timeout).build());
    }

    static long lock(Running me) {
        return me.call(KeInitializeSpinLock.getDefaultInstance(), KeInitializeSpinLock.Out.class)
                .getSpinLock();
    }

    static Irql acquire(Running me, long lock) {
        return me.call(
                        KeAcquireSpinLock.newBuilder().setSpinLock(lock).build(),
                        KeAcquireSpinLock.Out.class)
                .getOldIrql();
    }

    static void release(Running me, long lock, Irql to) {
        me.call(KeReleaseSpinLock.newBuilder().setSpinLock(lock).setNewIrql(to).build());
    }

    static Irql raise(Running me, Irql to) {
        return me.call(KeRaiseIrql.newBuilder().setNewIrql(to).build(), KeRaiseIrql.Out.class)
                .getOldIrql();
    }

    static void lower(Running me, Irql to) {
        me.call(KeLowerIrql.newBuilder().setNewIrql(to).build());
    }

    static BufferRef allocate(Running me, long flags, long bytes) {
        return me.call(allocation(flags, bytes), ExAllocatePool2.Out.class).getReturned();
    }

    static GeneratedMessage allocation(long flags, long bytes) {
        return ExAllocatePool2.newBuilder()
                .setFlags(flags)
                .setNumberOfBytes(bytes)
                .setTag("Test")
                .build();
    }
}
