package dev.irpflow.ke;

import static dev.irpflow.protocol.contract.Irql.DISPATCH_LEVEL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.kernel.DeviceObject;
import dev.irpflow.kernel.DriverObject;
import dev.irpflow.kernel.MachineSettings;
import dev.irpflow.kernel.TestDriver;
import dev.irpflow.kernel.TestDriver.Running;
import dev.irpflow.kernel.TestTrace;
import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.protocol.kernel.BufferRef;
import dev.irpflow.protocol.kernel.EventType;
import dev.irpflow.protocol.kernel.ExFreePool;
import dev.irpflow.protocol.kernel.IoAllocateWorkItem;
import dev.irpflow.protocol.kernel.IoFreeWorkItem;
import dev.irpflow.protocol.kernel.IoInitializeWorkItem;
import dev.irpflow.protocol.kernel.IoQueueWorkItem;
import dev.irpflow.protocol.kernel.IoQueueWorkItemEx;
import dev.irpflow.protocol.kernel.IoUninitializeWorkItem;
import dev.irpflow.protocol.kernel.IoWorkitemRoutine;
import dev.irpflow.protocol.kernel.IoWorkitemRoutineEx;
import dev.irpflow.protocol.kernel.WorkQueueType;
import dev.irpflow.stage.TraceEvent;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Work items. */
class WorkItemRoutinesTest {
    @Test
    void aWorkItemThatIsQueuedAtDispatchLevelRunsAtPassiveLevel() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            long item = item(me, bench);
            Irql old = KeBench.raise(me, DISPATCH_LEVEL);
            queue(me, bench, item, w -> bench.notes.add(context(w) + " " + w.irql()));
            KeBench.lower(me, old);
        });

        assertThat(bench.notes).containsExactly("5 PASSIVE_LEVEL");
        assertThat(bench.host.isWell()).isTrue();
    }

    @Test
    void queueingAnItemThatIsInItsQueueIsABreach() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            long item = item(me, bench);
            KeBench.raise(me, DISPATCH_LEVEL);
            queue(me, bench, item, w -> {});
            queue(me, bench, item, w -> {});
        });

        assertThat(bench.host.violations()).startsWith("ke/work-item-queued-twice");
    }

    @Test
    void anItemMayBeQueuedAgainAndFreedByItsRoutine() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            long item = item(me, bench);
            queue(
                    me,
                    bench,
                    item,
                    first -> {
                        bench.notes.add("first");
                        queue(
                                first,
                                bench,
                                item,
                                second -> {
                                    bench.notes.add("second");
                                    free(second, item);
                                });
                    });
        });

        assertThat(bench.notes).containsExactly("first", "second");
        assertThat(bench.host.isWell()).isTrue();
    }

    @Test
    void freeingAnItemThatIsInItsQueueIsABreach() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            long item = item(me, bench);
            KeBench.raise(me, DISPATCH_LEVEL);
            queue(me, bench, item, w -> {});
            free(me, item);
        });

        assertThat(bench.host.violations()).startsWith("ke/work-item-freed-queued");
    }

    @Test
    void aWorkerThatReturnsWithASpinLockStopsTheMachineAtItsIrql() {
        KeBench bench = new KeBench();

        bench.run(
                me -> queue(me, bench, item(me, bench), w -> KeBench.acquire(w, KeBench.lock(w))));

        assertThat(bench.host.bugCheck().code()).isEqualTo(0xE1);
        assertThat(bench.host.bugCheck().p2()).isEqualTo(2);
        assertThat(bench.host.bugCheck().p3()).isEqualTo(5);
    }

    @Test
    void anItemInTheDriversMemoryTellsItsRoutineWhichItIs() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            BufferRef memory = KeBench.allocate(me, KeBench.NON_PAGED, 88);
            long item = initialized(me, bench, memory);
            queueEx(
                    me,
                    item,
                    bench.driver.addressOf(w -> {
                        IoWorkitemRoutineEx request = w.request(IoWorkitemRoutineEx.class);
                        bench.notes.add("own " + (request.getIoWorkItem() == item));
                        w.call(IoUninitializeWorkItem.newBuilder().setIoWorkItem(item).build());
                        w.call(ExFreePool.newBuilder().setP(memory).build());
                    }));
        });

        assertThat(bench.notes).containsExactly("own true");
        assertThat(bench.host.isWell()).isTrue();
    }

    @Test
    void anItemInPageableMemoryStopsTheMachine() {
        KeBench bench = new KeBench();

        bench.run(me -> initialized(me, bench, KeBench.allocate(me, KeBench.PAGED, 88)));

        assertThat(bench.host.violations()).containsExactly("ke/work-item-pageable");
        assertThat(bench.host.bugChecks()).containsExactly("0xC4/0x131");
    }

    @Test
    void anItemThatWasNotUninitialisedIsFoundWhenItsMemoryIsFreed() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            BufferRef memory = KeBench.allocate(me, KeBench.NON_PAGED, 88);
            initialized(me, bench, memory);
            me.call(ExFreePool.newBuilder().setP(memory).build());
        });

        assertThat(bench.host.violations()).containsExactly("ke/work-item-not-uninitialized");
    }

    @Test
    void anItemEndsByTheRoutineThatBelongsToItsBeginning() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            free(me, initialized(me, bench, KeBench.allocate(me, KeBench.NON_PAGED, 88)));
            me.call(IoUninitializeWorkItem.newBuilder().setIoWorkItem(item(me, bench)).build());
        });

        assertThat(bench.host.violations())
                .containsExactly("ke/work-item-freed-wrongly", "ke/work-item-freed-wrongly");
    }

    @Test
    void workersThatWaitForAnItemWithoutAWorkerAreExhausted() {
        KeBench bench =
                new KeBench(new MachineSettings("m", 1, 1 << 20, 1 << 20, KeBench.TICK, 1, true));

        bench.run(me -> {
            long event = KeBench.event(me, EventType.NotificationEvent);
            queue(me, bench, item(me, bench), w -> KeBench.await(w, event));
            queue(me, bench, item(me, bench), w -> KeBench.set(w, event));
        });

        assertThat(Objects.requireNonNull(bench.machine.workers().exhaustion()).words())
                .startsWith(
                        "the one system worker thread for CriticalWorkQueue of m waits; driver work item ")
                .contains(" waits for event-")
                .endsWith(" is in the queue for a worker");
    }

    private static long initialized(Running me, KeBench bench, BufferRef memory) {
        return me.call(
                        IoInitializeWorkItem.newBuilder()
                                .setIoObject(device(bench))
                                .setStorage(memory)
                                .build(),
                        IoInitializeWorkItem.Out.class)
                .getIoWorkItem();
    }

    @Test
    void itemsWaitWhileAllWorkersAreBusy() {
        KeBench bench =
                new KeBench(new MachineSettings("m", 1, 1 << 20, 1 << 20, KeBench.TICK, 1, true));

        bench.run(me -> {
            long event = KeBench.event(me, EventType.NotificationEvent);
            queue(
                    me,
                    bench,
                    item(me, bench),
                    w -> {
                        KeBench.await(w, event);
                        bench.notes.add("first");
                    });
            queue(me, bench, item(me, bench), w -> bench.notes.add("second"));
            KeBench.await(me, KeBench.event(me, EventType.NotificationEvent), -10);
            bench.notes.add("waiting " + bench.machine.workers().waiting());
            KeBench.set(me, event);
        });

        assertThat(bench.notes).containsExactly("waiting 1", "first", "second");
    }

    @Test
    void aDeviceThatIsDeletedStaysUntilItsWorkItemHasReturned() {
        KeBench bench = new KeBench();
        DeviceObject device =
                bench.machine.objects().add(new DeviceObject("", bench.driver.place()));

        bench.run(me -> {
            long item = item(me, device.id());
            queue(
                    me,
                    bench,
                    item,
                    w -> {
                        KeBench.await(w, KeBench.event(w, EventType.NotificationEvent), -10);
                        bench.notes.add("gone " + device.isGone());
                        free(w, item);
                    });
            device.delete(bench.machine);
        });

        assertThat(bench.notes).containsExactly("gone false");
        assertThat(device.isGone()).isTrue();
        assertThat(bench.host.isWell()).isTrue();
    }

    @Test
    void anItemOfADriverIsQueuedByIoQueueWorkItemExAlone() {
        KeBench bench = new KeBench();
        long driver = bench.machine.objects().add(new DriverObject(bench.driver.place())).id();

        bench.run(me -> {
            long item = item(me, driver);
            queueEx(
                    me,
                    item,
                    bench.driver.addressOf(w -> {
                        IoWorkitemRoutineEx request = w.request(IoWorkitemRoutineEx.class);
                        bench.notes.add("driver " + (request.getIoObject() == driver));
                        bench.notes.add(
                                "kept " + bench.machine.workers().keeps(bench.driver.place()));
                        free(w, item);
                    }));
        });
        assertThat(bench.notes).containsExactly("driver true", "kept true");
        assertThat(bench.host.isWell()).isTrue();

        bench.run(me -> queue(me, bench, item(me, driver), w -> {}));
        assertThat(bench.host.violations()).containsExactly("ke/work-item-of-driver");
    }

    @Test
    void eachWorkQueueHasWorkersOfItsOwn() {
        KeBench bench =
                new KeBench(new MachineSettings("m", 1, 1 << 20, 1 << 20, KeBench.TICK, 1, true));

        bench.run(me -> {
            long event = KeBench.event(me, EventType.NotificationEvent);
            queue(me, bench, item(me, bench), w -> KeBench.await(w, event));
            me.call(
                    IoQueueWorkItem.newBuilder()
                            .setIoWorkItem(item(me, bench))
                            .setQueueType(WorkQueueType.DelayedWorkQueue)
                            .setWorkerRoutine(
                                    bench.driver.addressOf(w -> {
                                        bench.notes.add("delayed");
                                        KeBench.set(w, event);
                                    }))
                            .build());
        });

        assertThat(bench.notes).containsExactly("delayed");
        assertThat(bench.host.isWell()).isTrue();
    }

    @Test
    void anItemThatWaitedForAWorkerIsCausedByWhatQueuedIt() {
        KeBench bench =
                new KeBench(new MachineSettings("m", 1, 1 << 20, 1 << 20, KeBench.TICK, 1, true));

        bench.run(me -> {
            queue(me, bench, item(me, bench), w -> bench.notes.add("first"));
            queue(me, bench, item(me, bench), w -> bench.notes.add("second"));
        });

        var queued = bench.trace().of(TraceEvent.Kind.CALL, "IoQueueWorkItem");
        assertThat(bench.trace().of(TraceEvent.Kind.CALL, "IO_WORKITEM_ROUTINE"))
                .extracting(TestTrace.Line::cause)
                .containsExactly(queued.get(0).seq(), queued.get(1).seq());
    }

    private static long device(KeBench bench) {
        return bench.machine.objects().add(new DeviceObject("", bench.driver.place())).id();
    }

    private static long item(Running me, KeBench bench) {
        return item(me, device(bench));
    }

    private static long item(Running me, long device) {
        return me.call(
                        IoAllocateWorkItem.newBuilder().setDeviceObject(device).build(),
                        IoAllocateWorkItem.Out.class)
                .getReturned();
    }

    private static void queue(Running me, KeBench bench, long item, TestDriver.Body body) {
        me.call(
                IoQueueWorkItem.newBuilder()
                        .setIoWorkItem(item)
                        .setWorkerRoutine(bench.driver.addressOf(body))
                        .setContext(5)
                        .build());
    }

    private static void queueEx(Running me, long item, long routine) {
        me.call(
                IoQueueWorkItemEx.newBuilder()
                        .setIoWorkItem(item)
                        .setWorkerRoutine(routine)
                        .build());
    }

    private static void free(Running me, long item) {
        me.call(IoFreeWorkItem.newBuilder().setIoWorkItem(item).build());
    }

    private static long context(Running worker) {
        return worker.request(IoWorkitemRoutine.class).getContext();
    }
}
