package dev.irpflow.ke;

import static dev.irpflow.ke.ResourceCalls.enter;
import static dev.irpflow.ke.ResourceCalls.leave;
import static dev.irpflow.ke.ResourceCalls.read;
import static dev.irpflow.ke.ResourceCalls.release;
import static dev.irpflow.ke.ResourceCalls.resource;
import static dev.irpflow.ke.ResourceCalls.shared;
import static dev.irpflow.ke.ResourceCalls.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.kernel.TestDriver.Running;
import dev.irpflow.protocol.kernel.ExAcquireResourceSharedLite;
import dev.irpflow.protocol.kernel.ExAcquireSharedStarveExclusive;
import dev.irpflow.protocol.kernel.ExAcquireSharedWaitForExclusive;
import dev.irpflow.protocol.kernel.ExConvertExclusiveToSharedLite;
import dev.irpflow.protocol.kernel.ExEnterCriticalRegionAndAcquireResourceExclusive;
import dev.irpflow.protocol.kernel.ExGetCurrentResourceThread;
import dev.irpflow.protocol.kernel.ExIsResourceAcquiredExclusiveLite;
import dev.irpflow.protocol.kernel.ExIsResourceAcquiredSharedLite;
import dev.irpflow.protocol.kernel.ExReleaseResourceAndLeaveCriticalRegion;
import dev.irpflow.protocol.kernel.ExReleaseResourceForThreadLite;
import dev.irpflow.protocol.kernel.ExSetResourceOwnerPointerEx;
import org.junit.jupiter.api.Test;

/** Resources: many readers or one writer, in a critical region. */
class ResourceRoutinesTest {
    private static final long OWNER = 0x1003; // an address with the two lowest bits set

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
    void anotherThreadMayReleaseWhatItsOwnerHasPassedToAPointer() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            long resource = resource(me);
            enter(me);
            write(me, resource);
            me.call(
                    ExSetResourceOwnerPointerEx.newBuilder()
                            .setResource(resource)
                            .setOwnerPointer(OWNER)
                            .build());
            bench.notes.add("mine " + times(me, resource));
            bench.driver.thread(
                    "other",
                    it -> {
                        enter(it);
                        bench.notes.add(
                                "open " + it.call(shared(resource, false), SHARED).getReturned());
                        releaseFor(it, resource, OWNER);
                        leave(it);
                    });
            bench.letAnotherGo(me);
            bench.notes.add("open " + me.call(shared(resource, false), SHARED).getReturned());
            release(me, resource);
            leave(me);
        });

        assertThat(bench.notes).containsExactly("mine 0", "open false", "open true");
        assertThat(bench.host.isWell()).isTrue();
    }

    @Test
    void withoutAPointerItsOwnerReleasesIt() {
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
                        releaseFor(it, resource, owner);
                        leave(it);
                    });
            bench.letAnotherGo(me);
            bench.notes.add("mine " + times(me, resource));
            leave(me);
        });

        assertThat(bench.notes).containsExactly("mine 0");
        assertThat(bench.host.violations()).containsExactly("ke/resource-of-other-thread");
    }

    private static void releaseFor(Running me, long resource, long owner) {
        me.call(
                ExReleaseResourceForThreadLite.newBuilder()
                        .setResource(resource)
                        .setResourceThreadId(owner)
                        .build());
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
}
