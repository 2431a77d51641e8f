package dev.irpflow.ke;

import static dev.irpflow.ke.DpcCalls.dpc;
import static dev.irpflow.ke.DpcCalls.insert;
import static dev.irpflow.ke.DpcCalls.stall;
import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.kernel.DpcSettings;
import dev.irpflow.kernel.MachineSettings;
import dev.irpflow.kernel.TestDriver.Running;
import dev.irpflow.protocol.kernel.KDpcImportance;
import dev.irpflow.protocol.kernel.KeFlushQueuedDpcs;
import dev.irpflow.protocol.kernel.KeSetImportanceDpc;
import dev.irpflow.protocol.kernel.KeSetTargetProcessorDpc;
import org.junit.jupiter.api.Test;

/** When the DPCs of a queue run: their importance, its depth and rate, and a flush. */
final class DpcQueueTest {
    @Test
    void aDpcOfHighImportanceComesBeforeThoseThatWait() { // K09
        KeBench bench = new KeBench();

        bench.run(me -> {
            long high = dpc(me, bench, d -> bench.notes.add("high"));
            importance(me, high, KDpcImportance.HighImportance);
            long earlier = dpc(me, bench, d -> bench.notes.add("earlier"));
            long running =
                    dpc(
                            me,
                            bench,
                            d -> {
                                insert(d, earlier, 0);
                                insert(d, high, 0);
                                bench.notes.add("running");
                            });
            insert(me, running, 0);
        });

        assertThat(bench.notes).containsExactly("running", "high", "earlier");
    }

    @Test
    void aDpcOfLowImportanceWaitsWhileOthersAreRequestedOften() { // K10
        KeBench bench = withQueue(1, 4, 0);

        bench.run(me -> {
            long low = dpc(me, bench, d -> bench.notes.add("low"));
            importance(me, low, KDpcImportance.LowImportance);
            insert(me, low, 0);
            KeBench.lock(me);
            bench.notes.add("the thread goes on");
        });

        assertThat(bench.notes).containsExactly("the thread goes on", "low");
    }

    @Test
    void aDpcOfLowImportanceRunsAtOnceWhenLittleElseIsRequested() { // K10
        KeBench bench = withQueue(1, 4, 3);

        bench.run(me -> {
            long low = dpc(me, bench, d -> bench.notes.add("low"));
            importance(me, low, KDpcImportance.LowImportance);
            insert(me, low, 0);
            KeBench.lock(me);
            bench.notes.add("the thread goes on");
        });

        assertThat(bench.notes).containsExactly("low", "the thread goes on");
    }

    @Test
    void aQueueThatIsTooLongIsProcessedWhateverTheImportance() {
        KeBench bench = withQueue(1, 2, 0);

        bench.run(me -> {
            for (int i = 1; i <= 3; i++) {
                String name = "low " + i;
                long low = dpc(me, bench, d -> bench.notes.add(name));
                importance(me, low, KDpcImportance.LowImportance);
                insert(me, low, 0);
                bench.notes.add("inserted");
            }
        });

        assertThat(bench.notes)
                .containsExactly("inserted", "inserted", "low 1", "low 2", "low 3", "inserted");
    }

    @Test
    void aDpcThatWasPutOffRunsAtATickWhenTheRequestsHaveBecomeRare() {
        KeBench bench = withQueue(1, 100, 2);

        bench.run(me -> {
            long often = dpc(me, bench, d -> {});
            insert(me, often, 0);
            insert(me, often, 0);
            long low = dpc(me, bench, d -> bench.notes.add("low at " + d.now() / KeBench.TICK));
            importance(me, low, KDpcImportance.LowImportance);
            insert(me, low, 0);
            bench.notes.add("put off");
            stall(me, 60_000);
        });

        assertThat(bench.notes).containsExactly("put off", "low at 2");
    }

    @Test
    void aFlushReturnsWhenTheDpcsThatWereQueuedHaveRun() {
        KeBench bench = withQueue(2, 4, 0);

        bench.run(me -> {
            long low = dpc(me, bench, d -> bench.notes.add("low"));
            importance(me, low, KDpcImportance.LowImportance);
            long far =
                    dpc(
                            me,
                            bench,
                            d -> {
                                stall(d, 50);
                                bench.notes.add("far");
                            });
            me.call(KeSetTargetProcessorDpc.newBuilder().setDpc(far).setNumber(1).build());
            insert(me, low, 0);
            insert(me, far, 0);
            me.call(KeFlushQueuedDpcs.getDefaultInstance());
            bench.notes.add("flushed");
            me.call(KeFlushQueuedDpcs.getDefaultInstance());
            bench.notes.add("nothing to flush");
        });

        assertThat(bench.notes).containsExactly("low", "far", "flushed", "nothing to flush");
        assertThat(bench.host.isWell()).isTrue();
    }

    private static KeBench withQueue(int processors, int depth, int rate) {
        return new KeBench(
                MachineSettings.of("m")
                        .withProcessors(processors)
                        .with(DpcSettings.USUAL.withQueue(depth, rate)));
    }

    private static void importance(Running me, long dpc, KDpcImportance importance) {
        me.call(KeSetImportanceDpc.newBuilder().setDpc(dpc).setImportance(importance).build());
    }
}
