package dev.irpflow.ke;

import static dev.irpflow.ke.ResourceCalls.enter;
import static dev.irpflow.ke.ResourceCalls.leave;
import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.kernel.TestDriver.Running;
import dev.irpflow.protocol.kernel.BufferRef;
import dev.irpflow.protocol.kernel.ExAcquirePushLockExclusive;
import dev.irpflow.protocol.kernel.ExAcquirePushLockShared;
import dev.irpflow.protocol.kernel.ExFreePool;
import dev.irpflow.protocol.kernel.ExInitializePushLock;
import dev.irpflow.protocol.kernel.ExReleasePushLockExclusive;
import dev.irpflow.protocol.kernel.ExReleasePushLockShared;
import org.junit.jupiter.api.Test;

/** Push locks: many readers or one writer, in no promised order. */
class PushLockRoutinesTest {
    @Test
    void readersReadTogetherAndMayReadAgainWhileTheWriterWaitsForAll() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            long lock = lock(me);
            enter(me);
            read(me, lock);
            read(me, lock);
            bench.driver.thread("writer", it -> writes(bench, it, "writer", lock));
            bench.letAnotherGo(me);
            endRead(me, lock);
            bench.letAnotherGo(me);
            bench.notes.add("me ends");
            endRead(me, lock);
            leave(me);
        });

        assertThat(bench.notes).containsExactly("me ends", "writer writes");
        assertThat(bench.host.isWell()).isTrue();
    }

    @Test
    void whoGetsItAfterAWriterIsAQuestion() {
        assertThat(orderAfterWriter(0)).containsExactly("first writes", "second writes");
        assertThat(orderAfterWriter(1)).containsExactly("second writes", "first writes");
    }

    private static Iterable<String> orderAfterWriter(int winner) {
        KeBench bench = new KeBench();
        bench.run(me -> {
            long lock = lock(me);
            enter(me);
            write(me, lock);
            bench.driver.thread("first", it -> writes(bench, it, "first", lock));
            bench.letAnotherGo(me);
            bench.driver.thread("second", it -> writes(bench, it, "second", lock));
            bench.letAnotherGo(me);
            bench.host.stage().chooser().answer(winner);
            endWrite(me, lock);
            leave(me);
        });
        assertThat(bench.host.isWell()).isTrue();
        return bench.notes;
    }

    @Test
    void aReaderThatReadsAgainBehindAWriterHangs() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            long lock = lock(me);
            enter(me);
            read(me, lock);
            bench.driver.thread("writer", it -> writes(bench, it, "writer", lock));
            bench.letAnotherGo(me);
            read(me, lock);
        });

        assertThat(bench.host.violations()).containsExactly("kernel/deadlock");
    }

    @Test
    void itMayLieInPagedPool() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            BufferRef memory = KeBench.allocate(me, KeBench.PAGED, 64);
            ExInitializePushLock request =
                    ExInitializePushLock.newBuilder().setStorage(memory).build();
            long lock = me.call(request, ExInitializePushLock.Out.class).getPushLock();
            enter(me);
            write(me, lock);
            endWrite(me, lock);
            leave(me);
            me.call(ExFreePool.newBuilder().setP(memory).build());
        });

        assertThat(bench.host.isWell()).isTrue();
    }

    private static void writes(KeBench bench, Running me, String name, long lock) {
        enter(me);
        write(me, lock);
        bench.notes.add(name + " writes");
        endWrite(me, lock);
        leave(me);
    }

    private static long lock(Running me) {
        return me.call(ExInitializePushLock.getDefaultInstance(), ExInitializePushLock.Out.class)
                .getPushLock();
    }

    private static void read(Running me, long lock) {
        me.call(ExAcquirePushLockShared.newBuilder().setLock(lock).build());
    }

    private static void endRead(Running me, long lock) {
        me.call(ExReleasePushLockShared.newBuilder().setLock(lock).build());
    }

    private static void write(Running me, long lock) {
        me.call(ExAcquirePushLockExclusive.newBuilder().setLock(lock).build());
    }

    private static void endWrite(Running me, long lock) {
        me.call(ExReleasePushLockExclusive.newBuilder().setLock(lock).build());
    }
}
