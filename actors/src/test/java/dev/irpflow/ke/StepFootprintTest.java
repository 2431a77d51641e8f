package dev.irpflow.ke;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.GeneratedMessage;
import com.google.protobuf.Internal;
import dev.irpflow.contract.RoutineContract;
import dev.irpflow.kernel.Memory;
import dev.irpflow.kernel.Region;
import dev.irpflow.kernel.Strand;
import dev.irpflow.kernel.TestDriver.Running;
import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.protocol.kernel.BufferRef;
import dev.irpflow.protocol.kernel.EventType;
import dev.irpflow.protocol.kernel.KStartRoutine;
import dev.irpflow.protocol.kernel.KeAcquireSpinLock;
import dev.irpflow.protocol.kernel.KeQuerySystemTime;
import dev.irpflow.protocol.kernel.KeSetEvent;
import dev.irpflow.protocol.kernel.KeWaitForSingleObject;
import dev.irpflow.protocol.kernel.MemoryRead;
import dev.irpflow.protocol.kernel.MemoryWrite;
import dev.irpflow.stage.Footprint;
import dev.irpflow.stage.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What the steps of two threads read and write of the kernel's state. */
class StepFootprintTest {
    private record Done(long chain, long step, Footprint footprint) {}

    private final KeBench bench = KeBench.withProcessors(2);
    private final List<Done> steps = new ArrayList<>();
    private long chainOfA;
    private long chainOfB;

    @Test
    void readersOfOneRegionCommuteAndAWriterConflictsWithThemWhereTheyOverlap() {
        BufferRef region = region();
        BufferRef front = region.toBuilder().setLength(8).build();
        BufferRef back = region.toBuilder().setOffset(8).setLength(8).build();

        run(
                a -> {
                    a.call(MemoryRead.newBuilder().setFrom(region).build());
                    a.call(write(front));
                },
                b -> {
                    b.call(MemoryRead.newBuilder().setFrom(back).build());
                    b.call(write(back));
                });

        assertThat(conflict(MemoryRead.class, MemoryRead.class)).isFalse();
        assertThat(conflict(MemoryRead.class, MemoryWrite.class)).isTrue();
        assertThat(conflict(MemoryWrite.class, MemoryRead.class)).isFalse();
        assertThat(conflict(MemoryWrite.class, MemoryWrite.class)).isFalse();
    }

    @Test
    void aSetAndAWaitConflictOnTheSameEventOnly() {
        long[] events = new long[2];
        run(me -> {
            events[0] = KeBench.event(me, EventType.NotificationEvent);
            events[1] = KeBench.event(me, EventType.NotificationEvent);
            KeBench.set(me, events[0]);
            KeBench.set(me, events[1]);
        });

        run(a -> KeBench.set(a, events[0]), b -> KeBench.await(b, events[0]));
        assertThat(conflict(KeSetEvent.class, KeWaitForSingleObject.class)).isTrue();

        run(a -> KeBench.set(a, events[0]), b -> KeBench.await(b, events[1]));
        assertThat(conflict(KeSetEvent.class, KeWaitForSingleObject.class)).isFalse();
    }

    @Test
    void acquisitionsOfOneSpinLockConflictAndThoseOfTwoDoNotOnTwoProcessors() {
        long[] locks = new long[2];
        run(me -> {
            locks[0] = KeBench.lock(me);
            locks[1] = KeBench.lock(me);
        });

        run(lockAndRelease(locks[0]), lockAndRelease(locks[0]));
        assertThat(conflict(KeAcquireSpinLock.class, KeAcquireSpinLock.class)).isTrue();

        run(lockAndRelease(locks[0]), lockAndRelease(locks[1]));
        assertThat(conflict(KeAcquireSpinLock.class, KeAcquireSpinLock.class)).isFalse();
    }

    @Test
    void messagesOfOneComponentConflict() {
        run(a -> systemTime(a), b -> systemTime(b));

        // Each is the delivery of a return to the driver, whose state is one cell.
        assertThat(returnTo(chainOfA).conflictsWith(returnTo(chainOfB))).isTrue();
        assertThat(conflict(KeQuerySystemTime.class, KeQuerySystemTime.class)).isFalse();
    }

    @Test
    void withoutAListenerNoStepIsNoted() {
        KeBench quiet = new KeBench();

        quiet.run(me -> KeBench.event(me, EventType.NotificationEvent));

        assertThat(quiet.host.stage().pool().footprint().size()).isZero();
    }

    private BufferRef region() {
        Region region =
                Objects.requireNonNull(
                        bench.machine
                                .memory()
                                .allocate(Region.Kind.NONPAGED_POOL, "Test", 16, "test"));
        return Memory.all(region);
    }

    private static MemoryWrite write(BufferRef to) {
        return MemoryWrite.newBuilder()
                .setTo(to)
                .setData(ByteString.copyFromUtf8("12345678"))
                .build();
    }

    private static Consumer<Running> lockAndRelease(long lock) {
        return me -> {
            Irql old = KeBench.acquire(me, lock);
            KeBench.release(me, lock, old);
        };
    }

    private static void systemTime(Running me) {
        me.call(KeQuerySystemTime.getDefaultInstance());
    }

    private void run(Consumer<Running> alone) {
        bench.run(alone::accept);
    }

    private void run(Consumer<Running> a, Consumer<Running> b) {
        steps.clear();
        bench.host
                .stage()
                .pool()
                .tell((chain, step, number, footprint) ->
                        steps.add(new Done(chain, step, footprint.copy())));
        chainOfA = thread("a", 0, a);
        chainOfB = thread("b", 1, b);
        bench.host.run();
    }

    private long thread(String name, int processor, Consumer<Running> body) {
        Strand strand = bench.driver.thread(name, body::accept);
        strand.pin(processor);
        return strand.chain();
    }

    private boolean conflict(
            Class<? extends GeneratedMessage> ofA, Class<? extends GeneratedMessage> ofB) {
        return of(chainOfA, ofA).conflictsWith(of(chainOfB, ofB));
    }

    private Footprint of(long chain, Class<? extends GeneratedMessage> call) {
        long key = key(chain, call);
        return steps.stream()
                .filter(done -> done.step() == key)
                .findFirst()
                .orElseThrow()
                .footprint();
    }

    private Footprint returnTo(long chain) {
        long key = Site.join(key(chain, KeQuerySystemTime.class), Site.key("return"));
        return steps.stream()
                .filter(done -> done.step() == key)
                .findFirst()
                .orElseThrow()
                .footprint();
    }

    private static long key(long chain, Class<? extends GeneratedMessage> call) {
        long bottom =
                Site.join(chain, RoutineContract.of(KStartRoutine.getDefaultInstance()).key());
        // The first of its kind.
        return Site.join(bottom, RoutineContract.of(Internal.getDefaultInstance(call)).key() + 1);
    }
}
