package dev.irpflow.ke;

import static dev.irpflow.protocol.contract.Irql.DISPATCH_LEVEL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.kernel.TestDriver;
import dev.irpflow.kernel.TestDriver.Running;
import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.protocol.kernel.BufferRef;
import dev.irpflow.protocol.kernel.ExFreePool;
import dev.irpflow.protocol.kernel.KDeferredRoutine;
import dev.irpflow.protocol.kernel.KeInitializeDpc;
import dev.irpflow.protocol.kernel.KeInsertQueueDpc;
import dev.irpflow.protocol.kernel.KeRemoveQueueDpc;
import org.junit.jupiter.api.Test;

/** DPCs. */
class DpcRoutinesTest {
    @Test
    void aDpcRunsAtDispatchLevelWithItsArguments() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            long dpc = dpc(me, bench, d -> bench.notes.add(said(d)));
            insert(me, dpc, 7);
        });

        assertThat(bench.notes).containsExactly("42 7 DISPATCH_LEVEL");
    }

    @Test
    void aSecondInsertionSaysNoAndLosesItsArguments() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            long dpc = dpc(me, bench, d -> bench.notes.add(said(d)));
            Irql old = KeBench.raise(me, DISPATCH_LEVEL);
            bench.notes.add("first " + insert(me, dpc, 1));
            bench.notes.add("second " + insert(me, dpc, 2));
            KeBench.lower(me, old);
        });

        assertThat(bench.notes)
                .containsExactly("first true", "second false", "42 1 DISPATCH_LEVEL");
    }

    @Test
    void aDpcMayInsertItselfBecauseItHasLeftItsQueue() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            long[] dpc = new long[1];
            dpc[0] =
                    dpc(
                            me,
                            bench,
                            d -> {
                                if (bench.notes.isEmpty()) {
                                    bench.notes.add("again " + insert(d, dpc[0], 0));
                                } else {
                                    bench.notes.add("ran again");
                                }
                            });
            insert(me, dpc[0], 0);
        });

        assertThat(bench.notes).containsExactly("again true", "ran again");
        assertThat(bench.host.isWell()).isTrue();
    }

    @Test
    void aDpcIsNotPreemptedByTheNextOneOfItsProcessor() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            long second = dpc(me, bench, d -> bench.notes.add("second"));
            long first =
                    dpc(
                            me,
                            bench,
                            d -> {
                                insert(d, second, 0);
                                KeBench.lock(d);
                                bench.notes.add("first");
                            });
            insert(me, first, 0);
        });

        assertThat(bench.notes).containsExactly("first", "second");
    }

    @Test
    void aRemovedDpcDoesNotRun() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            long dpc = dpc(me, bench, d -> bench.notes.add("ran"));
            Irql old = KeBench.raise(me, DISPATCH_LEVEL);
            insert(me, dpc, 0);
            bench.notes.add("removed " + remove(me, dpc));
            bench.notes.add("removed " + remove(me, dpc));
            KeBench.lower(me, old);
        });

        assertThat(bench.notes).containsExactly("removed true", "removed false");
    }

    @Test
    void freeingTheMemoryOfAQueuedDpcStopsTheMachine() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            BufferRef memory = KeBench.allocate(me, KeBench.NON_PAGED, 64);
            long dpc =
                    me.call(
                                    KeInitializeDpc.newBuilder()
                                            .setDeferredRoutine(bench.driver.addressOf(d -> {}))
                                            .setStorage(memory)
                                            .build(),
                                    KeInitializeDpc.Out.class)
                            .getDpc();
            KeBench.raise(me, DISPATCH_LEVEL);
            insert(me, dpc, 0);
            me.call(ExFreePool.newBuilder().setP(memory).build());
        });

        assertThat(bench.host.violations()).startsWith("ke/pool-free-with-queued-dpc");
        assertThat(bench.host.bugChecks()).containsExactly("0xC7");
    }

    private static long dpc(Running me, KeBench bench, TestDriver.Body body) {
        return me.call(
                        KeInitializeDpc.newBuilder()
                                .setDeferredRoutine(bench.driver.addressOf(body))
                                .setDeferredContext(42)
                                .build(),
                        KeInitializeDpc.Out.class)
                .getDpc();
    }

    private static boolean insert(Running me, long dpc, long argument) {
        return me.call(
                        KeInsertQueueDpc.newBuilder()
                                .setDpc(dpc)
                                .setSystemArgument1(argument)
                                .build(),
                        KeInsertQueueDpc.Out.class)
                .getReturned();
    }

    private static boolean remove(Running me, long dpc) {
        return me.call(
                        KeRemoveQueueDpc.newBuilder().setDpc(dpc).build(),
                        KeRemoveQueueDpc.Out.class)
                .getReturned();
    }

    private static String said(Running dpc) {
        KDeferredRoutine request = dpc.request(KDeferredRoutine.class);
        return "%d %d %s"
                .formatted(request.getDeferredContext(), request.getSystemArgument1(), dpc.irql());
    }
}
