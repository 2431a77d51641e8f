package dev.irpflow.io;

import static dev.irpflow.protocol.status.NtStatus.STATUS_INVALID_PARAMETER_3;
import static dev.irpflow.protocol.status.NtStatus.STATUS_INVALID_PARAMETER_4;
import static dev.irpflow.protocol.status.NtStatus.STATUS_NO_MEMORY;
import static dev.irpflow.protocol.status.NtStatus.STATUS_SUCCESS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.kernel.BugCheck;
import dev.irpflow.kernel.MachineSettings;
import dev.irpflow.kernel.TestDriver.Body;
import dev.irpflow.kernel.TestDriver.Running;
import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.protocol.kernel.ExpandStackCallout;
import dev.irpflow.protocol.kernel.KeExpandKernelStackAndCallout;
import dev.irpflow.protocol.kernel.KeExpandKernelStackAndCalloutEx;
import dev.irpflow.protocol.kernel.KeLowerIrql;
import dev.irpflow.protocol.kernel.KeRaiseIrql;
import dev.irpflow.protocol.kernel.PsCreateSystemThread;
import dev.irpflow.protocol.kernel.PsTerminateSystemThread;
import dev.irpflow.protocol.status.NtStatus;
import org.junit.jupiter.api.Test;

/** Callouts: wdk-ddi-src/content/ntddk/nf-ntddk-keexpandkernelstackandcalloutex.md. */
class StackCalloutsTest {
    private static final int MAXIMUM = 0x12000 - 0x800;
    private static final int DEEPER_THAN_A_STACK = 300; // of 24 KB

    private IoBench bench = new IoBench();
    private int reached;

    @Test
    void theRoutineRunsOnTheStrandOfItsCallerWithItsParameter() {
        bench.maker.thread(
                "thread",
                me -> {
                    long routine =
                            bench.maker.addressOf(c -> {
                                assertThat(c.call().strand()).isSameAs(me.call().strand());
                                bench.note("in it " + parameter(c));
                            });
                    bench.note("it gave " + expand(me, routine, MAXIMUM));
                });
        bench.host.run();

        assertThat(bench.notes).containsExactly("in it 7", "it gave STATUS_SUCCESS");
        assertThat(bench.host.isWell()).isTrue();
    }

    @Test
    void moreThanTheMaximumIsTheThirdParameterAndCallsNobody() {
        assertThat(answer(Irql.PASSIVE_LEVEL, MAXIMUM + 1L, true))
                .isEqualTo(STATUS_INVALID_PARAMETER_3);
        assertThat(answer(Irql.PASSIVE_LEVEL, -1, false)).isEqualTo(STATUS_INVALID_PARAMETER_3);
        assertThat(reached).isZero();
    }

    @Test
    void atDispatchLevelNobodyMayWaitForMemory() {
        assertThat(answer(Irql.DISPATCH_LEVEL, 4096, true)).isEqualTo(STATUS_INVALID_PARAMETER_4);
        assertThat(reached).isZero();
        assertThat(answer(Irql.DISPATCH_LEVEL, 4096, false)).isEqualTo(STATUS_SUCCESS);
        assertThat(reached).isEqualTo(1);
        assertThat(bench.host.isWell()).isTrue();
    }

    @Test
    void withoutMemoryForASegmentTheRoutineIsNotCalled() {
        MachineSettings on = MachineSettings.of("m");
        bench =
                new IoBench(
                        new MachineSettings(
                                on.name(),
                                on.processors(),
                                32 << 10,
                                on.pagedPool(),
                                on.tickNs(),
                                on.workerThreads(),
                                true));

        assertThat(answer(Irql.PASSIVE_LEVEL, MAXIMUM, false)).isEqualTo(STATUS_NO_MEMORY);
        assertThat(reached).isZero();
        assertThat(answer(Irql.PASSIVE_LEVEL, 4096, false)).isEqualTo(STATUS_SUCCESS);
    }

    @Test
    void aSegmentIsGivenBackWhenTheRoutineReturns() {
        long before = bench.machine.memory().nonpagedUsed();

        bench.maker.thread(
                "thread",
                me ->
                        expand(
                                me,
                                bench.maker.addressOf(c ->
                                        assertThat(bench.machine.memory().nonpagedUsed())
                                                .isEqualTo(before + MAXIMUM)),
                                MAXIMUM));
        bench.host.run();

        assertThat(bench.machine.memory().nonpagedUsed()).isEqualTo(before);
    }

    @Test
    void aCalloutMayGoDeeperThanTheStackOfAThread() {
        bench.maker.thread(
                "thread",
                me ->
                        expand(
                                me,
                                bench.maker.addressOf(c -> descend(c, DEEPER_THAN_A_STACK)),
                                MAXIMUM));
        bench.host.run();

        assertThat(reached).isEqualTo(1);
        assertThat(bench.host.isWell()).isTrue();
    }

    @Test
    void withoutOneTheStackOverflows() {
        bench.maker.thread("thread", me -> descend(me, DEEPER_THAN_A_STACK));
        bench.host.run();

        assertThat(reached).isZero();
        assertThat(bench.host.bugChecks()).containsExactly("0x7F");
    }

    @Test
    void aCalloutThatReturnsAtAnotherIrqlStopsTheMachineInEitherCase() {
        for (IoBench each : new IoBench[] {new IoBench(), IoBench.withoutVerifier()}) {
            bench = each;
            long[] routine = new long[1];
            bench.maker.thread(
                    "thread",
                    me -> {
                        routine[0] = bench.maker.addressOf(c -> raise(c, Irql.DISPATCH_LEVEL));
                        expand(me, routine[0], 4096);
                    });
            bench.host.run();

            BugCheck stop = bench.host.bugCheck();
            assertThat(stop.shortForm()).isEqualTo("0xC8");
            assertThat(stop.p1()).isEqualTo(0x20002);
            assertThat(stop.p2()).isEqualTo(routine[0]);
            assertThat(stop.p3()).isEqualTo(7);
            assertThat(bench.host.violations()).startsWith("kernel/irql-at-return");
        }
    }

    @Test
    void aThreadDoesNotEndWithinACallout() {
        Body ends = c -> c.call(PsTerminateSystemThread.getDefaultInstance());
        Body body = t -> expand(t, bench.maker.addressOf(ends), 4096);
        bench.maker.thread(
                "thread",
                me ->
                        me.call(
                                PsCreateSystemThread.newBuilder()
                                        .setStartRoutine(bench.maker.addressOf(body))
                                        .build()));
        bench.host.run();

        assertThat(bench.host.violations()).contains("ke/terminate-in-callback");
    }

    private NtStatus answer(Irql at, long size, boolean waits) {
        NtStatus[] answer = new NtStatus[1];
        Body counted = c -> reached++;
        bench.maker.thread(
                "thread",
                me -> {
                    if (at != Irql.PASSIVE_LEVEL) {
                        raise(me, at);
                    }
                    answer[0] =
                            me.status(
                                    KeExpandKernelStackAndCalloutEx.newBuilder()
                                            .setCallout(bench.maker.addressOf(counted))
                                            .setSize(size)
                                            .setWait(waits)
                                            .build());
                    if (at != Irql.PASSIVE_LEVEL) {
                        me.call(KeLowerIrql.newBuilder().build());
                    }
                });
        bench.host.run();
        return answer[0];
    }

    private void descend(Running me, int levels) {
        if (levels == 0) {
            reached++;
            return;
        }
        me.indicate(
                ExpandStackCallout.newBuilder()
                        .setRoutine(bench.maker.addressOf(c -> descend(c, levels - 1)))
                        .build());
    }

    private static NtStatus expand(Running me, long routine, long size) {
        return me.status(
                KeExpandKernelStackAndCallout.newBuilder()
                        .setCallout(routine)
                        .setParameter(7)
                        .setSize(size)
                        .build());
    }

    private static void raise(Running me, Irql to) {
        me.call(KeRaiseIrql.newBuilder().setNewIrql(to).build());
    }

    private static long parameter(Running me) {
        return me.request(ExpandStackCallout.class).getParameter();
    }
}
