package dev.irpflow.ke;

import static dev.irpflow.ke.ResourceCalls.enter;
import static dev.irpflow.ke.ResourceCalls.leave;
import static dev.irpflow.ke.ResourceCalls.read;
import static dev.irpflow.ke.ResourceCalls.release;
import static dev.irpflow.ke.ResourceCalls.resource;
import static dev.irpflow.ke.ResourceCalls.write;
import static dev.irpflow.protocol.contract.Irql.DISPATCH_LEVEL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.kernel.BugCheck;
import dev.irpflow.kernel.TestDriver.Body;
import dev.irpflow.kernel.TestDriver.Running;
import dev.irpflow.protocol.kernel.BufferRef;
import dev.irpflow.protocol.kernel.ExDeleteResourceLite;
import dev.irpflow.protocol.kernel.ExFreePool;
import dev.irpflow.protocol.kernel.ExInitializeResourceLite;
import org.junit.jupiter.api.Test;

/** The rules for resources: where they are taken, who gives them back, and deadlocks. */
final class ResourceRulesTest {
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

    private static long resourceIn(Running me, BufferRef memory) {
        return me.call(
                        ExInitializeResourceLite.newBuilder().setStorage(memory).build(),
                        ExInitializeResourceLite.Out.class)
                .getResource();
    }

    private static void delete(Running me, long resource) {
        me.call(ExDeleteResourceLite.newBuilder().setResource(resource).build());
    }

    private static String codeOf(Body body) {
        KeBench bench = new KeBench();
        bench.run(body);
        return bench.host.bugCheck().shortForm();
    }
}
