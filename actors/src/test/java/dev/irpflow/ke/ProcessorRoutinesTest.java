package dev.irpflow.ke;

import static dev.irpflow.protocol.contract.Irql.DISPATCH_LEVEL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.kernel.TestDriver.Running;
import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.protocol.kernel.KeGetCurrentProcessorNumberEx;
import dev.irpflow.protocol.kernel.KeQueryActiveProcessorCount;
import dev.irpflow.protocol.kernel.KeRaiseIrqlToDpcLevel;
import dev.irpflow.protocol.kernel.KeRevertToUserAffinityThreadEx;
import dev.irpflow.protocol.kernel.KeSetSystemAffinityThreadEx;
import org.junit.jupiter.api.Test;

/** Processors, and which of them a thread runs on. */
class ProcessorRoutinesTest {
    @Test
    void aThreadMovesToTheProcessorsThatItIsBoundTo() {
        KeBench bench = KeBench.withProcessors(4);

        bench.run(me -> {
            bench.notes.add("on " + current(me));
            bench.notes.add("was " + bind(me, 0b1000));
            bench.notes.add("on " + current(me));
            bench.notes.add("was " + bind(me, 0b0100));
            bench.notes.add("on " + current(me));
            me.call(KeRevertToUserAffinityThreadEx.newBuilder().setAffinity(0b1000).build());
            bench.notes.add("on " + current(me));
        });

        assertThat(bench.notes).containsExactly("on 0", "was 0", "on 3", "was 8", "on 2", "on 3");
        assertThat(bench.host.isWell()).isTrue();
    }

    @Test
    void atDispatchLevelAThreadMovesOnlyWhenItComesBelow() {
        KeBench bench = KeBench.withProcessors(2);

        bench.run(me -> {
            Irql old = KeBench.raise(me, DISPATCH_LEVEL);
            bind(me, 0b10);
            bench.notes.add("on " + current(me));
            KeBench.lower(me, old);
            bench.notes.add("on " + current(me));
        });

        assertThat(bench.notes).containsExactly("on 0", "on 1");
    }

    @Test
    void aProcessorThatIsNotThereIsNoneToBeBoundTo() {
        KeBench bench = KeBench.withProcessors(2);

        bench.run(me -> {
            bind(me, 0b100);
            bench.notes.add("on " + current(me));
        });

        assertThat(bench.host.violations()).containsExactly("ke/thread-affinity");
        assertThat(bench.notes).containsExactly("on 0");
    }

    @Test
    void sixtyFourProcessorsAreAWholeMask() {
        KeBench bench = KeBench.withProcessors(64);

        bench.run(me -> {
            KeQueryActiveProcessorCount.Out out =
                    me.call(
                            KeQueryActiveProcessorCount.getDefaultInstance(),
                            KeQueryActiveProcessorCount.Out.class);
            bench.notes.add(out.getReturned() + " " + Long.toHexString(out.getActiveProcessors()));
        });

        assertThat(bench.notes).containsExactly("64 ffffffffffffffff");
    }

    @Test
    void raisingToDpcLevelFromAboveStopsTheMachine() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            KeBench.raise(me, Irql.DEVICE_LEVEL);
            me.call(KeRaiseIrqlToDpcLevel.getDefaultInstance());
        });

        assertThat(bench.host.violations()).containsExactly("kernel/irql-at-call");
        assertThat(bench.host.bugChecks()).containsExactly("0xC4/0x30");
    }

    @Test
    void raisingToDpcLevelTellsWhatTheLevelWas() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            Irql old =
                    me.call(
                                    KeRaiseIrqlToDpcLevel.getDefaultInstance(),
                                    KeRaiseIrqlToDpcLevel.Out.class)
                            .getReturned();
            bench.notes.add(old + " to " + me.irql());
            KeBench.lower(me, old);
        });

        assertThat(bench.notes).containsExactly("PASSIVE_LEVEL to DISPATCH_LEVEL");
        assertThat(bench.host.isWell()).isTrue();
    }

    private static int current(Running me) {
        return me.call(
                        KeGetCurrentProcessorNumberEx.getDefaultInstance(),
                        KeGetCurrentProcessorNumberEx.Out.class)
                .getReturned();
    }

    private static long bind(Running me, long affinity) {
        return me.call(
                        KeSetSystemAffinityThreadEx.newBuilder().setAffinity(affinity).build(),
                        KeSetSystemAffinityThreadEx.Out.class)
                .getReturned();
    }
}
