package dev.irpflow.ke;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.GeneratedMessage;
import dev.irpflow.kernel.Apc;
import dev.irpflow.kernel.BugCheck;
import dev.irpflow.kernel.Strand;
import dev.irpflow.kernel.TestDriver;
import dev.irpflow.kernel.TestDriver.Running;
import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.protocol.kernel.EventType;
import dev.irpflow.protocol.kernel.KProcessorMode;
import dev.irpflow.protocol.kernel.KeDelayExecutionThread;
import dev.irpflow.protocol.kernel.KeEnterCriticalRegion;
import dev.irpflow.protocol.kernel.KeLeaveCriticalRegion;
import dev.irpflow.protocol.kernel.KePulseEvent;
import dev.irpflow.protocol.kernel.KeWaitForSingleObject;
import dev.irpflow.protocol.kernel.NtAlertThread;
import dev.irpflow.protocol.kernel.NtDelayExecution;
import dev.irpflow.protocol.kernel.NtResumeThread;
import dev.irpflow.protocol.kernel.NtSuspendThread;
import dev.irpflow.protocol.kernel.PIoApcRoutine;
import dev.irpflow.protocol.kernel.QueueUserAPC;
import dev.irpflow.protocol.kernel.QueueUserAPC2;
import dev.irpflow.protocol.status.NtStatus;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** APCs of each kind, alerts and suspension, as the thread sees to which they are done. */
class ApcRoutinesTest {
    private static final long SECOND = -10_000_000; // in units of 100 ns, from now
    private static final int SPECIAL = 1;

    private final KeBench bench = new KeBench();
    private final TestDriver application = application();
    private final long routine =
            application.addressOf(me -> bench.notes.add("apc at " + me.irql()));

    private TestDriver application() {
        TestDriver made = bench.host.driver(bench.machine, "app");
        made.place().isInUserMode();
        return made;
    }

    @Test
    void aRegularUserApcWaitsForAnAlertableWaitInUserModeAndEndsIt() {
        Strand thread =
                application.thread(
                        "thread",
                        me -> {
                            bench.notes.add("first " + me.status(sleep(false)));
                            bench.notes.add("second " + me.status(sleep(true)));
                            bench.notes.add("third " + me.status(sleep(true)));
                        });

        others(me -> {
            queue(me, thread);
            queue(me, thread);
        });

        assertThat(bench.notes)
                .containsExactly(
                        "first STATUS_SUCCESS",
                        "apc at PASSIVE_LEVEL",
                        "apc at PASSIVE_LEVEL",
                        "second STATUS_USER_APC",
                        "third STATUS_SUCCESS");
        assertThat(bench.host.isWell()).isTrue();
    }

    @Test
    void aSpecialUserApcRunsAtTheNextReturnToUserModeAndEndsNoOtherWait() {
        Strand thread =
                application.thread(
                        "thread",
                        me -> bench.notes.add(me.status(sleep(false)) + " at " + me.now()));

        others(me ->
                me.call(
                        QueueUserAPC2.newBuilder()
                                .setApcRoutine(routine)
                                .setThread(thread.objectOrNew().id())
                                .setFlags(SPECIAL)
                                .build()));

        assertThat(bench.notes)
                .containsExactly("apc at PASSIVE_LEVEL", "STATUS_SUCCESS at 1000000000");
    }

    @ParameterizedTest
    @CsvSource({
        "true, UserMode, STATUS_USER_APC",
        "true, KernelMode, STATUS_USER_APC",
        "false, UserMode, STATUS_TIMEOUT",
        "false, KernelMode, STATUS_TIMEOUT"
    })
    void aUserApcInterruptsAlertableWaitsAlone(
            boolean alertable, KProcessorMode mode, NtStatus status) {
        Strand thread =
                application.thread(
                        "thread",
                        me -> {
                            long never = KeBench.event(me, EventType.NotificationEvent);
                            bench.notes.add("" + me.status(wait(never, alertable, mode)));
                        });

        others(me -> queue(me, thread));

        assertThat(bench.notes).contains("" + status);
        boolean ran = bench.notes.contains("apc at PASSIVE_LEVEL");
        assertThat(ran).isEqualTo(alertable && mode == KProcessorMode.UserMode);
    }

    @Test
    void whereKernelApcsAreDisabledNoUserApcEndsAWaitAndAnAlertDoes() {
        Strand thread =
                application.thread(
                        "thread",
                        me -> {
                            me.call(KeEnterCriticalRegion.getDefaultInstance());
                            bench.notes.add("" + me.status(sleepInUserMode()));
                            bench.notes.add("" + me.status(sleepInUserMode()));
                            me.call(KeLeaveCriticalRegion.getDefaultInstance());
                        });

        others(me -> {
            queue(me, thread);
            me.call(KeDelayExecutionThread.newBuilder().setInterval(3 * SECOND / 2).build());
            me.call(alert(thread));
        });

        assertThat(bench.notes).containsExactly("STATUS_SUCCESS", "STATUS_ALERTED");
    }

    @Test
    void anAlertIsKeptForTheNextAlertableWait() {
        Strand thread =
                application.thread(
                        "thread",
                        me -> {
                            bench.notes.add("" + me.status(sleep(false)));
                            bench.notes.add("" + me.status(sleep(true)));
                            bench.notes.add("" + me.status(sleep(true)));
                        });

        others(me -> me.call(alert(thread)));

        assertThat(bench.notes)
                .containsExactly("STATUS_SUCCESS", "STATUS_ALERTED", "STATUS_SUCCESS");
    }

    @Test
    void whatIsSignaledEndsAWaitBeforeAnApcDoes() {
        Strand thread =
                application.thread(
                        "thread",
                        me -> {
                            long event = KeBench.event(me, EventType.NotificationEvent);
                            me.status(sleep(false));
                            KeBench.set(me, event);
                            bench.notes.add(
                                    "" + me.status(wait(event, true, KProcessorMode.UserMode)));
                        });

        others(me -> queue(me, thread));

        assertThat(bench.notes).containsExactly("STATUS_SUCCESS");
    }

    @Test
    void aKernelApcRunsWithinAWaitAndDoesNotEndIt() {
        Strand thread =
                bench.driver.thread(
                        "thread",
                        me -> {
                            long never = KeBench.event(me, EventType.NotificationEvent);
                            bench.notes.add(KeBench.await(me, never, SECOND) + " at " + me.now());
                        });
        long own = bench.driver.addressOf(me -> bench.notes.add("apc at " + me.irql()));

        others(me -> thread.apcQueueOrNew().queue(kernelApc(own)));

        assertThat(bench.notes)
                .containsExactly("apc at " + Irql.PASSIVE_LEVEL, "STATUS_TIMEOUT at 1000000000");
    }

    @Test
    void aSuspendedThreadMissesAPulseAndFindsWhatStaysSignaled() {
        for (boolean pulse : List.of(true, false)) {
            KeBench fresh = new KeBench();
            long[] event = new long[1];
            Strand thread =
                    fresh.driver.thread(
                            "thread",
                            me -> {
                                event[0] = KeBench.event(me, EventType.NotificationEvent);
                                fresh.notes.add("" + KeBench.await(me, event[0], SECOND));
                            });

            fresh.run(me -> {
                letWait(me);
                me.call(suspend(thread));
                if (pulse) {
                    me.call(KePulseEvent.newBuilder().setEvent(event[0]).build());
                } else {
                    KeBench.set(me, event[0]);
                }
                me.call(resume(thread));
            });

            assertThat(fresh.notes).containsExactly(pulse ? "STATUS_TIMEOUT" : "STATUS_SUCCESS");
            assertThat(fresh.host.isWell()).isTrue();
        }
    }

    @Test
    void aThreadIsSuspendedUntilItIsResumedAsOftenAndNotInACriticalRegion() {
        Strand thread =
                bench.driver.thread(
                        "thread",
                        me -> {
                            me.call(KeEnterCriticalRegion.getDefaultInstance());
                            me.call(sleepInKernelMode());
                            bench.notes.add("in the region at " + me.now());
                            me.call(KeLeaveCriticalRegion.getDefaultInstance());
                            bench.notes.add("after it at " + me.now());
                        });

        others(me -> {
            me.call(suspend(thread));
            me.call(suspend(thread));
            me.call(KeDelayExecutionThread.newBuilder().setInterval(2 * SECOND).build());
            me.call(resume(thread));
            me.call(KeDelayExecutionThread.newBuilder().setInterval(SECOND).build());
            me.call(resume(thread));
        });

        assertThat(bench.notes.getFirst()).isEqualTo("in the region at 1000000000");
        assertThat(bench.notes.getLast()).startsWith("after it at 3");
    }

    @Test
    void aThreadThatIsToEndLeavesItsWaitsInUserModeNowAndLaterAndTakesNoApcs() {
        Strand thread =
                application.thread(
                        "thread",
                        me -> {
                            bench.notes.add("" + me.status(sleep(false)));
                            bench.notes.add("" + me.status(sleep(false)));
                        });

        others(me -> {
            bench.machine.strands().askToEnd("thread");
            QueueUserAPC.Out out = me.call(apc(thread), QueueUserAPC.Out.class);
            bench.notes.add("" + out.getReturned());
        });

        assertThat(bench.notes)
                .containsExactlyInAnyOrder("STATUS_USER_APC", "STATUS_USER_APC", "false");
    }

    @Test
    void aThreadThatEndsWithAKernelApcPendingStopsTheMachineWithItsRoutine() {
        long own = bench.driver.addressOf(me -> bench.notes.add("never"));
        Strand thread =
                bench.driver.thread(
                        "thread",
                        me -> {
                            me.call(KeEnterCriticalRegion.getDefaultInstance());
                            me.call(sleepInKernelMode());
                        });

        others(me -> thread.apcQueueOrNew().queue(kernelApc(own)));

        BugCheck stop = bench.host.bugCheck();
        assertThat(stop.shortForm()).isEqualTo("0x20");
        assertThat(stop.p1()).isEqualTo(own);
        assertThat(stop.p2()).isEqualTo(0xFFFF);
        assertThat(bench.notes).isEmpty();
    }

    @Test
    void whoIsNoThreadGetsNothing() {
        application.thread(
                "thread",
                me -> {
                    long event = KeBench.event(me, EventType.NotificationEvent);
                    QueueUserAPC.Out out =
                            me.call(
                                    QueueUserAPC.newBuilder()
                                            .setPfnApc(routine)
                                            .setHThread(event)
                                            .build(),
                                    QueueUserAPC.Out.class);
                    bench.notes.add("" + out.getReturned());
                    bench.notes.add(
                            ""
                                    + me.status(
                                            NtAlertThread.newBuilder()
                                                    .setThreadHandle(event)
                                                    .build()));
                });
        bench.host.run();

        assertThat(bench.notes).containsExactly("false", "STATUS_INVALID_HANDLE");
    }

    // Another thread does something while the first waits.
    private void others(TestDriver.Body body) {
        application.thread(
                "other",
                me -> {
                    letWait(me);
                    body.run(me);
                });
        bench.host.run();
    }

    private static void letWait(Running me) {
        me.call(KeDelayExecutionThread.newBuilder().setInterval(SECOND / 10).build());
    }

    private void queue(Running me, Strand thread) {
        me.call(apc(thread));
    }

    private GeneratedMessage apc(Strand thread) {
        return QueueUserAPC.newBuilder()
                .setPfnApc(routine)
                .setHThread(thread.objectOrNew().id())
                .build();
    }

    private Apc kernelApc(long own) {
        PIoApcRoutine call = PIoApcRoutine.newBuilder().setRoutine(own).build();
        return new Apc(Apc.Mode.KERNEL, bench.driver.place(), call, 0);
    }

    private static GeneratedMessage sleep(boolean alertable) {
        return NtDelayExecution.newBuilder()
                .setAlertable(alertable)
                .setDelayInterval(SECOND)
                .build();
    }

    private static GeneratedMessage sleepInUserMode() {
        return KeDelayExecutionThread.newBuilder()
                .setWaitMode(KProcessorMode.UserMode)
                .setAlertable(true)
                .setInterval(SECOND)
                .build();
    }

    private static GeneratedMessage sleepInKernelMode() {
        return KeDelayExecutionThread.newBuilder().setInterval(SECOND).build();
    }

    private static GeneratedMessage wait(long event, boolean alertable, KProcessorMode mode) {
        return KeWaitForSingleObject.newBuilder()
                .setObject(event)
                .setAlertable(alertable)
                .setWaitMode(mode)
                .setTimeout(SECOND)
                .build();
    }

    private static GeneratedMessage alert(Strand thread) {
        return NtAlertThread.newBuilder().setThreadHandle(thread.objectOrNew().id()).build();
    }

    private static GeneratedMessage suspend(Strand thread) {
        return NtSuspendThread.newBuilder().setThreadHandle(thread.objectOrNew().id()).build();
    }

    private static GeneratedMessage resume(Strand thread) {
        return NtResumeThread.newBuilder().setThreadHandle(thread.objectOrNew().id()).build();
    }
}
