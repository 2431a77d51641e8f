package dev.irpflow.ke;

import static dev.irpflow.protocol.contract.Irql.DISPATCH_LEVEL;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.GeneratedMessage;
import dev.irpflow.kernel.BugCheck;
import dev.irpflow.kernel.TestDriver.Body;
import dev.irpflow.kernel.TestDriver.Running;
import dev.irpflow.protocol.kernel.BufferRef;
import dev.irpflow.protocol.kernel.ExAcquireResourceExclusiveLite;
import dev.irpflow.protocol.kernel.ExAcquireResourceSharedLite;
import dev.irpflow.protocol.kernel.ExAcquireSharedStarveExclusive;
import dev.irpflow.protocol.kernel.ExAcquireSharedWaitForExclusive;
import dev.irpflow.protocol.kernel.ExConvertExclusiveToSharedLite;
import dev.irpflow.protocol.kernel.ExDeleteResourceLite;
import dev.irpflow.protocol.kernel.ExEnterCriticalRegionAndAcquireResourceExclusive;
import dev.irpflow.protocol.kernel.ExFreePool;
import dev.irpflow.protocol.kernel.ExGetCurrentResourceThread;
import dev.irpflow.protocol.kernel.ExInitializeResourceLite;
import dev.irpflow.protocol.kernel.ExIsResourceAcquiredExclusiveLite;
import dev.irpflow.protocol.kernel.ExIsResourceAcquiredSharedLite;
import dev.irpflow.protocol.kernel.ExReleaseResourceAndLeaveCriticalRegion;
import dev.irpflow.protocol.kernel.ExReleaseResourceForThreadLite;
import dev.irpflow.protocol.kernel.ExReleaseResourceLite;
import dev.irpflow.protocol.kernel.KeEnterCriticalRegion;
import dev.irpflow.protocol.kernel.KeLeaveCriticalRegion;
import org.junit.jupiter.api.Test;

/** Resources: many readers or one writer, in a critical region. */
class ResourceRoutinesTest {
    @Test
    void itsWriterTakesItAgainAndReadsToo() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            long resource = resource(me);
            enter(me);
            write(me, resource);
            write(me, resource);
            read(me, resource);
            bench.notes.add(exclusive(me, resource) + " " + times(me, resource));
            release(me, resource);
            release(me, resource);
            release(me, resource);
            bench.notes.add(exclusive(me, resource) + " " + times(me, resource));
            leave(me);
        });

        assertThat(bench.notes).containsExactly("true 3", "false 0");
        assertThat(bench.host.isWell()).isTrue();
    }

    @Test
    void readersReadTogetherAndTheWriterWaitsForAll() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            long resource = resource(me);
            enter(me);
            read(me, resource);
            bench.driver.thread("writer", it -> writes(bench, it, "writer", resource));
            bench.letAnotherGo(me);
            bench.notes.add("me ends");
            release(me, resource);
            leave(me);
        });

        assertThat(bench.notes).containsExactly("me ends", "writer writes");
        assertThat(bench.host.isWell()).isTrue();
    }

    @Test
    void aNewReaderWaitsBehindAWriterUnlessItStarvesIt() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            long resource = resource(me);
            enter(me);
            read(me, resource);
            bench.driver.thread("writer", it -> writes(bench, it, "writer", resource));
            bench.letAnotherGo(me);
            bench.driver.thread(
                    "others",
                    it -> {
                        enter(it);
                        bench.notes.add(
                                "shared " + it.call(shared(resource, false), SHARED).getReturned());
                        bench.notes.add("starving " + starving(it, resource));
                        release(it, resource);
                        leave(it);
                    });
            bench.letAnotherGo(me);
            bench.notes.add(
                    "shared again " + me.call(shared(resource, false), SHARED).getReturned());
            bench.notes.add("wait for exclusive " + waitForExclusive(me, resource));
            release(me, resource);
            release(me, resource);
            leave(me);
        });

        assertThat(bench.notes)
                .containsExactly(
                        "shared false",
                        "starving true",
                        "shared again true",
                        "wait for exclusive false",
                        "writer writes");
        assertThat(bench.host.isWell()).isTrue();
    }

    @Test
    void afterAWriterEitherTheReadersOrAnotherWriterMayGo() {
        assertThat(orderAfterWriter(0)).containsExactly("reader 1", "reader 2", "writer writes");
        assertThat(orderAfterWriter(1)).containsExactly("writer writes", "reader 1", "reader 2");
    }

    private static Iterable<String> orderAfterWriter(int answer) {
        KeBench bench = new KeBench();
        bench.run(me -> {
            long resource = resource(me);
            enter(me);
            write(me, resource);
            bench.driver.thread("reader 1", it -> reads(bench, it, "reader 1", resource));
            bench.letAnotherGo(me);
            bench.driver.thread("writer", it -> writes(bench, it, "writer", resource));
            bench.letAnotherGo(me);
            bench.driver.thread("reader 2", it -> reads(bench, it, "reader 2", resource));
            bench.letAnotherGo(me);
            bench.host.stage().chooser().answer(answer);
            release(me, resource);
            leave(me);
        });
        assertThat(bench.host.isWell()).isTrue();
        return bench.notes;
    }

    @Test
    void aWriterThatBecomesAReaderLetsTheOthersReadToo() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            long resource = resource(me);
            enter(me);
            write(me, resource);
            bench.driver.thread("reader", it -> reads(bench, it, "reader", resource));
            bench.letAnotherGo(me);
            me.call(ExConvertExclusiveToSharedLite.newBuilder().setResource(resource).build());
            bench.letAnotherGo(me);
            bench.notes.add("me " + times(me, resource));
            release(me, resource);
            leave(me);
        });

        assertThat(bench.notes).containsExactly("reader", "me 1");
        assertThat(bench.host.isWell()).isTrue();
    }

    @Test
    void anotherThreadMayReleaseItForItsOwner() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            long resource = resource(me);
            enter(me);
            write(me, resource);
            long owner =
                    me.call(
                                    ExGetCurrentResourceThread.getDefaultInstance(),
                                    ExGetCurrentResourceThread.Out.class)
                            .getReturned();
            bench.driver.thread(
                    "other",
                    it -> {
                        enter(it);
                        it.call(
                                ExReleaseResourceForThreadLite.newBuilder()
                                        .setResource(resource)
                                        .setResourceThreadId(owner)
                                        .build());
                        leave(it);
                    });
            bench.letAnotherGo(me);
            bench.notes.add("mine " + times(me, resource));
            leave(me);
        });

        assertThat(bench.notes).containsExactly("mine 0");
        assertThat(bench.host.isWell()).isTrue();
    }

    @Test
    void outsideOfACriticalRegionItIsNeitherTakenNorGivenBack() {
        assertThat(codeOf(me -> write(me, resource(me)))).isEqualTo("0xC4/0x37");
        assertThat(
                        codeOf(me -> {
                            long resource = resource(me);
                            enter(me);
                            write(me, resource);
                            leave(me);
                            release(me, resource);
                        }))
                .isEqualTo("0xC4/0x38");
    }

    @Test
    void theRoutinesThatEnterAndLeaveTheRegionNeedNoOther() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            long resource = resource(me);
            me.call(
                    ExEnterCriticalRegionAndAcquireResourceExclusive.newBuilder()
                            .setResource(resource)
                            .build());
            me.call(
                    ExReleaseResourceAndLeaveCriticalRegion.newBuilder()
                            .setResource(resource)
                            .build());
            bench.notes.add(me.call().strand().areApcsDisabled() ? "disabled" : "enabled");
        });

        assertThat(bench.notes).containsExactly("enabled");
        assertThat(bench.host.isWell()).isTrue();
    }

    @Test
    void aReaderThatWaitsToWriteIsADeadlockWithItself() {
        Body upgrade =
                me -> {
                    long resource = resource(me);
                    enter(me);
                    read(me, resource);
                    write(me, resource);
                };
        KeBench bench = KeBench.withoutVerifier();
        bench.run(upgrade);

        assertThat(codeOf(upgrade)).isEqualTo("0xC4/0x1000");
        assertThat(bench.host.violations())
                .containsExactly("ke/resource-upgraded", "kernel/deadlock");
    }

    @Test
    void threadsThatWaitForEachOthersResourcesAreADeadlockWithoutAnOrder() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            long a = resource(me);
            long b = resource(me);
            enter(me);
            write(me, a);
            bench.driver.thread(
                    "other",
                    it -> {
                        enter(it);
                        write(it, b);
                        write(it, a);
                    });
            bench.letAnotherGo(me);
            write(me, b);
        });

        assertThat(bench.host.violations()).containsExactly("kernel/deadlock");
        assertThat(bench.host.details().getFirst())
                .matches(
                        "m/thread waits for resource-\\d+ of m/other, who holds it; m/other waits"
                                + " for resource-\\d+ of m/thread, who holds it");
    }

    @Test
    void aReleaseByWhoeverDoesNotHaveItStopsTheMachineAlways() {
        KeBench bench = KeBench.withoutVerifier();

        bench.run(me -> {
            long resource = resource(me);
            enter(me);
            release(me, resource);
        });

        BugCheck stop = bench.host.bugCheck();
        assertThat(stop.shortForm()).isEqualTo("0xE3");
        assertThat(stop.p1()).isNotZero();
    }

    @Test
    void itIsDeletedBeforeItsMemoryGoesAndWhileNobodyHasIt() {
        assertThat(
                        codeOf(me -> {
                            BufferRef memory = KeBench.allocate(me, KeBench.NON_PAGED, 128);
                            resourceIn(me, memory);
                            me.call(ExFreePool.newBuilder().setP(memory).build());
                        }))
                .isEqualTo("0xC4/0x17");
        assertThat(
                        codeOf(me -> {
                            BufferRef memory = KeBench.allocate(me, KeBench.NON_PAGED, 128);
                            resourceIn(me, memory);
                            resourceIn(me, memory);
                        }))
                .isEqualTo("0xC4/0xD0");
        assertThat(
                        codeOf(me -> {
                            long resource = resource(me);
                            enter(me);
                            write(me, resource);
                            delete(me, resource);
                        }))
                .isEqualTo("0xC4/0x100B");
        KeBench bench = new KeBench();
        bench.run(me -> {
            BufferRef memory = KeBench.allocate(me, KeBench.NON_PAGED, 128);
            delete(me, resourceIn(me, memory));
            me.call(ExFreePool.newBuilder().setP(memory).build());
        });
        assertThat(bench.host.isWell()).isTrue();
    }

    @Test
    void aboveApcLevelItIsNotTaken() {
        assertThat(
                        codeOf(me -> {
                            long resource = resource(me);
                            KeBench.raise(me, DISPATCH_LEVEL);
                            write(me, resource);
                        }))
                .isEqualTo("0xC4/0x20007");
    }

    private static final Class<ExAcquireResourceSharedLite.Out> SHARED =
            ExAcquireResourceSharedLite.Out.class;

    private static void writes(KeBench bench, Running me, String name, long resource) {
        enter(me);
        write(me, resource);
        bench.notes.add(name + " writes");
        release(me, resource);
        leave(me);
    }

    private static void reads(KeBench bench, Running me, String name, long resource) {
        enter(me);
        read(me, resource);
        bench.notes.add(name);
        release(me, resource);
        leave(me);
    }

    private static void enter(Running me) {
        me.call(KeEnterCriticalRegion.getDefaultInstance());
    }

    private static void leave(Running me) {
        me.call(KeLeaveCriticalRegion.getDefaultInstance());
    }

    private static long resource(Running me) {
        return me.call(
                        ExInitializeResourceLite.getDefaultInstance(),
                        ExInitializeResourceLite.Out.class)
                .getResource();
    }

    private static long resourceIn(Running me, BufferRef memory) {
        return me.call(
                        ExInitializeResourceLite.newBuilder().setStorage(memory).build(),
                        ExInitializeResourceLite.Out.class)
                .getResource();
    }

    private static void write(Running me, long resource) {
        me.call(
                ExAcquireResourceExclusiveLite.newBuilder()
                        .setResource(resource)
                        .setWait(true)
                        .build());
    }

    private static GeneratedMessage shared(long resource, boolean wait) {
        return ExAcquireResourceSharedLite.newBuilder().setResource(resource).setWait(wait).build();
    }

    private static void read(Running me, long resource) {
        me.call(shared(resource, true));
    }

    private static boolean starving(Running me, long resource) {
        return me.call(
                        ExAcquireSharedStarveExclusive.newBuilder().setResource(resource).build(),
                        ExAcquireSharedStarveExclusive.Out.class)
                .getReturned();
    }

    private static boolean waitForExclusive(Running me, long resource) {
        return me.call(
                        ExAcquireSharedWaitForExclusive.newBuilder().setResource(resource).build(),
                        ExAcquireSharedWaitForExclusive.Out.class)
                .getReturned();
    }

    private static void release(Running me, long resource) {
        me.call(ExReleaseResourceLite.newBuilder().setResource(resource).build());
    }

    private static void delete(Running me, long resource) {
        me.call(ExDeleteResourceLite.newBuilder().setResource(resource).build());
    }

    private static boolean exclusive(Running me, long resource) {
        return me.call(
                        ExIsResourceAcquiredExclusiveLite.newBuilder()
                                .setResource(resource)
                                .build(),
                        ExIsResourceAcquiredExclusiveLite.Out.class)
                .getReturned();
    }

    private static int times(Running me, long resource) {
        return me.call(
                        ExIsResourceAcquiredSharedLite.newBuilder().setResource(resource).build(),
                        ExIsResourceAcquiredSharedLite.Out.class)
                .getReturned();
    }

    private static String codeOf(Body body) {
        KeBench bench = new KeBench();
        bench.run(body);
        return bench.host.bugCheck().shortForm();
    }
}
