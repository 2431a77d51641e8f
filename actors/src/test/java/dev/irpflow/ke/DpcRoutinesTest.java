package dev.irpflow.ke;

import static dev.irpflow.ke.DpcCalls.dpc;
import static dev.irpflow.ke.DpcCalls.insert;
import static dev.irpflow.ke.DpcCalls.stall;
import static dev.irpflow.protocol.contract.Irql.DISPATCH_LEVEL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.kernel.DpcSettings;
import dev.irpflow.kernel.MachineSettings;
import dev.irpflow.kernel.TestDriver;
import dev.irpflow.kernel.TestDriver.Running;
import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.protocol.kernel.BufferRef;
import dev.irpflow.protocol.kernel.EventType;
import dev.irpflow.protocol.kernel.ExFreePool;
import dev.irpflow.protocol.kernel.KDeferredRoutine;
import dev.irpflow.protocol.kernel.KDpcImportance;
import dev.irpflow.protocol.kernel.KeDelayExecutionThread;
import dev.irpflow.protocol.kernel.KeInitializeDpc;
import dev.irpflow.protocol.kernel.KeInitializeThreadedDpc;
import dev.irpflow.protocol.kernel.KeRemoveQueueDpc;
import dev.irpflow.protocol.kernel.KeSetImportanceDpc;
import dev.irpflow.protocol.kernel.KeSetTargetProcessorDpc;
import dev.irpflow.protocol.kernel.KeSetTargetProcessorDpcEx;
import dev.irpflow.protocol.kernel.ProcessorNumber;
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

    @Test
    void aDpcRunsOnTheProcessorThatItWasSentTo() {
        KeBench bench = KeBench.withProcessors(64);

        bench.run(me -> {
            long dpc =
                    dpc(
                            me,
                            bench,
                            d -> bench.notes.add("on " + d.call().strand().processorNumber()));
            me.call(KeSetTargetProcessorDpc.newBuilder().setDpc(dpc).setNumber(63).build());
            insert(me, dpc, 0);
        });

        assertThat(bench.notes).containsExactly("on 63");
    }

    @Test
    void aProcessorThatIsNotThereIsRefusedOrStopsTheMachine() {
        KeBench bench = KeBench.withProcessors(2);

        bench.run(me -> {
            long dpc = dpc(me, bench, d -> {});
            bench.notes.add(
                    me.status(
                                    KeSetTargetProcessorDpcEx.newBuilder()
                                            .setDpc(dpc)
                                            .setProcNumber(
                                                    ProcessorNumber.newBuilder().setNumber(2))
                                            .build())
                            .name());
            me.call(KeSetTargetProcessorDpc.newBuilder().setDpc(dpc).setNumber(2).build());
        });

        assertThat(bench.notes).containsExactly("STATUS_INVALID_PARAMETER");
        assertThat(bench.host.violations()).containsExactly("ke/dpc-target-processor");
        assertThat(bench.host.bugChecks()).containsExactly("0xC7");
    }

    @Test
    void aThreadedDpcRunsAtPassiveLevelBeforeTheThreadGoesOn() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            long ordinary = dpc(me, bench, d -> bench.notes.add("ordinary"));
            long threaded =
                    threaded(
                            me,
                            bench,
                            d -> {
                                insert(d, ordinary, 0);
                                bench.notes.add("threaded " + d.irql());
                            });
            insert(me, threaded, 0);
            bench.notes.add("thread");
        });

        assertThat(bench.notes).containsExactly("ordinary", "threaded PASSIVE_LEVEL", "thread");
        assertThat(bench.host.isWell()).isTrue();
    }

    @Test
    void aThreadedDpcIsAnOrdinaryOneWhereTheyAreTurnedOff() {
        KeBench bench =
                new KeBench(MachineSettings.of("m").with(DpcSettings.USUAL.withThreaded(false)));

        bench.run(me -> insert(me, threaded(me, bench, d -> bench.notes.add("at " + d.irql())), 0));

        assertThat(bench.notes).containsExactly("at DISPATCH_LEVEL");
        assertThat(bench.host.isWell()).isTrue();
    }

    @Test
    void aThreadedDpcThatWouldWaitBreaksARule() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            long event = KeBench.event(me, EventType.NotificationEvent);
            insert(me, threaded(me, bench, d -> KeBench.await(d, event)), 0);
        });

        assertThat(bench.host.violations()).containsExactly("ke/threaded-dpc-waits");
    }

    @Test
    void aDpcThatTakesLongerThanItsAllotmentStopsTheMachine() { // K53
        KeBench bench = withLimits(4, 100);

        bench.run(me ->
                insert(
                        me,
                        dpc(
                                me,
                                bench,
                                d -> {
                                    for (int i = 0; i < 1000; i++) {
                                        stall(d, 100);
                                    }
                                }),
                        0));

        assertThat(bench.host.violations()).containsExactly("kernel/dpc-watchdog");
        assertThat(bench.host.bugCheck().toString()).contains("0x133");
        assertThat(bench.host.bugCheck().p1()).isEqualTo(0);
        assertThat(bench.host.bugCheck().p2()).isEqualTo(5);
        assertThat(bench.host.bugCheck().p3()).isEqualTo(4);
    }

    @Test
    void manyShortDpcsTogetherStopTheMachineToo() { // K53
        KeBench bench = withLimits(4, 6);

        bench.run(me -> {
            long[] dpc = new long[1];
            dpc[0] =
                    dpc(
                            me,
                            bench,
                            d -> {
                                stall(d, 10_000);
                                insert(d, dpc[0], 0);
                            });
            insert(me, dpc[0], 0);
        });

        assertThat(bench.host.violations()).containsExactly("kernel/dpc-watchdog");
        assertThat(bench.host.bugCheck().p1()).isEqualTo(1);
        assertThat(bench.host.bugCheck().p2()).isEqualTo(6);
    }

    @Test
    void shortDpcsWithBreaksBetweenThemTroubleNobody() {
        KeBench bench = withLimits(4, 6);

        bench.run(me -> {
            long dpc = dpc(me, bench, d -> stall(d, 10_000));
            for (int i = 0; i < 40; i++) {
                insert(me, dpc, 0);
                me.call(KeDelayExecutionThread.newBuilder().setInterval(-200_000).build());
            }
        });

        assertThat(bench.host.isWell()).isTrue();
    }

    @Test
    void aStallInADpcKeepsItsProcessorAndNoOther() {
        KeBench bench = KeBench.withProcessors(2);

        bench.run(me -> {
            long dpc =
                    dpc(
                            me,
                            bench,
                            d -> {
                                stall(d, 70);
                                bench.notes.add("dpc at " + d.now());
                            });
            me.call(KeSetTargetProcessorDpc.newBuilder().setDpc(dpc).setNumber(1).build());
            me.call(
                    KeSetImportanceDpc.newBuilder()
                            .setDpc(dpc)
                            .setImportance(KDpcImportance.HighImportance)
                            .build());
            insert(me, dpc, 0);
            bench.notes.add("thread at " + me.now());
        });

        assertThat(bench.notes).containsExactly("thread at 0", "dpc at 70000");
    }

    private static KeBench withLimits(int single, int period) {
        return new KeBench(
                MachineSettings.of("m").with(DpcSettings.USUAL.withLimits(single, period)));
    }

    private static long threaded(Running me, KeBench bench, TestDriver.Body body) {
        return me.call(
                        KeInitializeThreadedDpc.newBuilder()
                                .setDeferredRoutine(bench.driver.addressOf(body))
                                .build(),
                        KeInitializeThreadedDpc.Out.class)
                .getDpc();
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
