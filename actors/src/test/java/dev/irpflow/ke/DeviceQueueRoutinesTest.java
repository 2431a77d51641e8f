package dev.irpflow.ke;

import static dev.irpflow.protocol.contract.Irql.DISPATCH_LEVEL;
import static dev.irpflow.protocol.contract.Irql.PASSIVE_LEVEL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.kernel.TestDriver.Running;
import dev.irpflow.protocol.kernel.IoAllocateIrp;
import dev.irpflow.protocol.kernel.KeInitializeDeviceQueue;
import dev.irpflow.protocol.kernel.KeInsertByKeyDeviceQueue;
import dev.irpflow.protocol.kernel.KeInsertDeviceQueue;
import dev.irpflow.protocol.kernel.KeRemoveByKeyDeviceQueue;
import dev.irpflow.protocol.kernel.KeRemoveDeviceQueue;
import dev.irpflow.protocol.kernel.KeRemoveEntryDeviceQueue;
import org.junit.jupiter.api.Test;

/** Device queues: wdk-ddi-src/content/wdm/nf-wdm-ke*devicequeue.md. */
class DeviceQueueRoutinesTest {
    private final KeBench bench = new KeBench();

    @Test
    void theFirstEntryIsNotQueuedAndMakesTheQueueBusy() {
        bench.run(me -> {
            long queue = queue(me);
            long first = irp(me);
            long second = irp(me);
            KeBench.raise(me, DISPATCH_LEVEL);

            assertThat(insert(me, queue, first)).isFalse();
            assertThat(insert(me, queue, second)).isTrue();
            assertThat(remove(me, queue)).isEqualTo(second);
            assertThat(remove(me, queue)).isZero(); // empty: not busy any more
            assertThat(insert(me, queue, first)).isFalse();
            KeBench.lower(me, PASSIVE_LEVEL);
        });

        assertThat(bench.host.details()).isEmpty();
    }

    @Test
    void entriesLieInTheOrderOfTheirKeysAndBehindThoseOfTheSameKey() {
        bench.run(me -> {
            long queue = queue(me);
            long seven = irp(me);
            long three = irp(me);
            long otherSeven = irp(me);
            KeBench.raise(me, DISPATCH_LEVEL);
            insert(me, queue, irp(me));
            insert(me, queue, seven, 7);
            insert(me, queue, three, 3);
            insert(me, queue, otherSeven, 7);

            assertThat(remove(me, queue, 4)).isEqualTo(seven);
            assertThat(remove(me, queue, 8)).isEqualTo(three); // none is as great: the first
            assertThat(remove(me, queue)).isEqualTo(otherSeven);
            KeBench.lower(me, PASSIVE_LEVEL);
        });

        assertThat(bench.host.details()).isEmpty();
    }

    @Test
    void aCertainEntryIsTakenOutOnceAndTheDeviceStaysBusy() {
        bench.run(me -> {
            long queue = queue(me);
            long waits = irp(me);
            KeBench.raise(me, DISPATCH_LEVEL);
            insert(me, queue, irp(me));
            insert(me, queue, waits);

            assertThat(removeEntry(me, queue, waits)).isTrue();
            assertThat(removeEntry(me, queue, waits)).isFalse();
            assertThat(insert(me, queue, waits)).isTrue();
            KeBench.lower(me, PASSIVE_LEVEL);
        });

        assertThat(bench.host.details()).isEmpty();
    }

    @Test
    void belowDispatchLevelNothingIsQueued() {
        bench.run(me -> insert(me, queue(me), irp(me)));

        assertThat(bench.host.violations()).startsWith("kernel/irql-at-call");
        assertThat(bench.host.bugCheck().p1()).isEqualTo(0x20003);
    }

    @Test
    void nothingIsTakenOutOfAQueueThatIsNotBusy() {
        bench.run(me -> {
            long queue = queue(me);
            KeBench.raise(me, DISPATCH_LEVEL);
            remove(me, queue);
        });

        assertThat(bench.host.violations()).startsWith("kernel/device-queue-not-busy");
        assertThat(bench.host.bugCheck().toString()).startsWith("0x2 ");
    }

    private static long queue(Running me) {
        return me.call(
                        KeInitializeDeviceQueue.getDefaultInstance(),
                        KeInitializeDeviceQueue.Out.class)
                .getDeviceQueue();
    }

    private static long irp(Running me) {
        return me.call(IoAllocateIrp.newBuilder().setStackSize(1).build(), IoAllocateIrp.Out.class)
                .getReturned();
    }

    private static boolean insert(Running me, long queue, long irp) {
        return me.call(
                        KeInsertDeviceQueue.newBuilder()
                                .setDeviceQueue(queue)
                                .setDeviceQueueEntry(irp)
                                .build(),
                        KeInsertDeviceQueue.Out.class)
                .getReturned();
    }

    private static void insert(Running me, long queue, long irp, int key) {
        me.call(
                KeInsertByKeyDeviceQueue.newBuilder()
                        .setDeviceQueue(queue)
                        .setDeviceQueueEntry(irp)
                        .setSortKey(key)
                        .build());
    }

    private static long remove(Running me, long queue) {
        return me.call(
                        KeRemoveDeviceQueue.newBuilder().setDeviceQueue(queue).build(),
                        KeRemoveDeviceQueue.Out.class)
                .getReturned();
    }

    private static long remove(Running me, long queue, int key) {
        return me.call(
                        KeRemoveByKeyDeviceQueue.newBuilder()
                                .setDeviceQueue(queue)
                                .setSortKey(key)
                                .build(),
                        KeRemoveByKeyDeviceQueue.Out.class)
                .getReturned();
    }

    private static boolean removeEntry(Running me, long queue, long irp) {
        return me.call(
                        KeRemoveEntryDeviceQueue.newBuilder()
                                .setDeviceQueue(queue)
                                .setDeviceQueueEntry(irp)
                                .build(),
                        KeRemoveEntryDeviceQueue.Out.class)
                .getReturned();
    }
}
