package dev.irpflow.ke;

import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.kernel.DeviceObject;
import dev.irpflow.kernel.TestDriver.Body;
import dev.irpflow.kernel.TestDriver.Running;
import dev.irpflow.protocol.kernel.IoAllocateWorkItem;
import dev.irpflow.protocol.kernel.IoQueueWorkItem;
import dev.irpflow.protocol.kernel.KeInitializeDpc;
import dev.irpflow.protocol.kernel.KeInitializeTimer;
import dev.irpflow.protocol.kernel.KeInsertQueueDpc;
import dev.irpflow.protocol.kernel.KeSetTimer;
import dev.irpflow.protocol.kernel.PsCreateSystemThread;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the addresses of a driver's routines have to do with cause chains: nothing. */
class AddressesAndChainsTest {
    @Test
    void addressesThatHaveShiftedLeaveEveryChainAsItWas() {
        assertThat(steps(3)).isEqualTo(steps(0)).hasSizeGreaterThan(10);
    }

    @Test
    void twoThreadsOfOneRoutineHaveChainsOfTheirOwn() {
        KeBench bench = new KeBench();
        List<Long> chains = chains(bench);

        bench.run(me -> {
            long routine = bench.driver.addressOf(t -> t.irql());
            thread(me, routine);
            thread(me, routine);
        });

        assertThat(new LinkedHashSet<>(chains)).hasSize(3);
    }

    @Test
    void theTraceNamesRoutinesByTheirAddresses() {
        KeBench bench = new KeBench();

        bench.run(me -> thread(me, bench.driver.addressOf(t -> t.irql())));

        assertThat(bench.trace().lines()).anyMatch(line -> "driver thread 1".equals(line.strand()));
    }

    private static List<Long> steps(int routinesBefore) {
        KeBench bench = new KeBench();
        List<Long> steps = new ArrayList<>();
        bench.host
                .stage()
                .pool()
                .tell((chain, step, number, footprint) -> steps.addAll(List.of(chain, step)));
        for (int i = 0; i < routinesBefore; i++) {
            bench.driver.addressOf(new Unused());
        }
        bench.run(me -> {
            thread(me, bench.driver.addressOf(t -> t.irql()));
            queueDpc(me, dpc(me, bench.driver.addressOf(d -> d.irql())));
            setTimer(me, dpc(me, bench.driver.addressOf(d -> d.now())));
            workItem(me, bench);
        });
        return steps;
    }

    private static List<Long> chains(KeBench bench) {
        List<Long> chains = new ArrayList<>();
        bench.host.stage().pool().tell((chain, step, number, footprint) -> chains.add(chain));
        return chains;
    }

    private static void thread(Running me, long routine) {
        me.call(PsCreateSystemThread.newBuilder().setStartRoutine(routine).build());
    }

    private static long dpc(Running me, long routine) {
        return me.call(
                        KeInitializeDpc.newBuilder().setDeferredRoutine(routine).build(),
                        KeInitializeDpc.Out.class)
                .getDpc();
    }

    private static void queueDpc(Running me, long dpc) {
        me.call(KeInsertQueueDpc.newBuilder().setDpc(dpc).build());
    }

    private static void setTimer(Running me, long dpc) {
        long timer =
                me.call(KeInitializeTimer.getDefaultInstance(), KeInitializeTimer.Out.class)
                        .getTimer();
        me.call(KeSetTimer.newBuilder().setTimer(timer).setDueTime(-10).setDpc(dpc).build());
    }

    private static void workItem(Running me, KeBench bench) {
        DeviceObject device =
                bench.machine.objects().add(new DeviceObject("", bench.driver.place()));
        long item =
                me.call(
                                IoAllocateWorkItem.newBuilder()
                                        .setDeviceObject(device.id())
                                        .build(),
                                IoAllocateWorkItem.Out.class)
                        .getReturned();
        me.call(
                IoQueueWorkItem.newBuilder()
                        .setIoWorkItem(item)
                        .setWorkerRoutine(bench.driver.addressOf(w -> w.irql()))
                        .build());
    }

    private static final class Unused implements Body {
        @Override
        public void run(Running me) {}
    }
}
