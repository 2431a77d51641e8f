package dev.irpflow.ke;

import static dev.irpflow.ke.KeBench.TICK;
import static dev.irpflow.ke.TimeCalls.HOUR;
import static dev.irpflow.ke.TimeCalls.MS;
import static dev.irpflow.ke.TimeCalls.delay;
import static dev.irpflow.ke.TimeCalls.time;
import static dev.irpflow.protocol.contract.Irql.DISPATCH_LEVEL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.kernel.TestDriver;
import dev.irpflow.kernel.TestDriver.Running;
import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.protocol.kernel.BufferRef;
import dev.irpflow.protocol.kernel.ExFreePool;
import dev.irpflow.protocol.kernel.KeCancelTimer;
import dev.irpflow.protocol.kernel.KeInitializeDpc;
import dev.irpflow.protocol.kernel.KeInitializeTimer;
import dev.irpflow.protocol.kernel.KeInitializeTimerEx;
import dev.irpflow.protocol.kernel.KeInsertQueueDpc;
import dev.irpflow.protocol.kernel.KeReadStateTimer;
import dev.irpflow.protocol.kernel.KeSetCoalescableTimer;
import dev.irpflow.protocol.kernel.KeSetTimer;
import dev.irpflow.protocol.kernel.KeSetTimerEx;
import dev.irpflow.protocol.kernel.TimerType;
import dev.irpflow.stage.TraceEvent.Kind;
import org.junit.jupiter.api.Test;

/** Timers. */
class TimerRoutinesTest {
    @Test
    void aTimerIsSignaledAtATickAndThenItsDpcRuns() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            long timer = timer(me);
            set(me, timer, -20 * MS, dpc(me, bench, d -> bench.notes.add("dpc " + d.now())));
            KeBench.await(me, timer);
            bench.notes.add("signaled " + me.now());
        });

        assertThat(bench.notes).containsExactly("dpc " + 2 * TICK, "signaled " + 2 * TICK);
    }

    @Test
    void settingATimerAgainCancelsTheFirstSettingWithItsDpc() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            long timer = timer(me);
            long first = dpc(me, bench, d -> bench.notes.add("first"));
            long second = dpc(me, bench, d -> bench.notes.add("second"));
            bench.notes.add("was set " + set(me, timer, -20 * MS, first));
            bench.notes.add("was set " + set(me, timer, -100 * MS, second));
        });

        assertThat(bench.notes).containsExactly("was set false", "was set true", "second");
    }

    @Test
    void aCancelledTimerDoesNotExpire() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            long timer = timer(me);
            set(me, timer, -20 * MS, dpc(me, bench, d -> bench.notes.add("dpc")));
            bench.notes.add("was set " + cancel(me, timer));
            bench.notes.add("was set " + cancel(me, timer));
            bench.notes.add(KeBench.await(me, timer, -100 * MS).toString());
        });

        assertThat(bench.notes).containsExactly("was set true", "was set false", "STATUS_TIMEOUT");
    }

    @Test
    void anIntervalThatIsShorterThanATickMayEndAtOnce() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            long timer = timer(me);
            set(me, timer, -15 * MS, null);
            bench.host.stage().chooser().answer(1); // the expiry before the next call
            bench.notes.add(KeBench.await(me, timer, 0) + " at " + me.now());
        });

        assertThat(bench.notes).containsExactly("STATUS_SUCCESS at 0");
    }

    @Test
    void settingTheClockMovesAnAbsoluteTimerAndNoRelativeOne() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            long relative = timer(me);
            long absolute = timer(me);
            set(me, relative, -2 * HOUR, dpc(me, bench, d -> note(bench, "relative", d)));
            set(me, absolute, time(me) + 2 * HOUR, dpc(me, bench, d -> note(bench, "absolute", d)));
            bench.machine.time().shift(HOUR);
        });

        assertThat(bench.notes).containsExactly("absolute after 3600 s", "relative after 7200 s");
    }

    @Test
    void whatATimerBringsAboutIsCausedByTheCallThatSetIt() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            long timer = timer(me);
            set(me, timer, -20 * MS, dpc(me, bench, d -> bench.notes.add("dpc")));
            KeBench.await(me, timer);
            delay(me, -20 * MS);
        });

        long set = bench.trace().of(Kind.CALL, "KeSetTimer").getFirst().seq();
        long delay = bench.trace().of(Kind.CALL, "KeDelayExecutionThread").getFirst().seq();
        assertThat(bench.trace().of(Kind.CALL, "KDEFERRED_ROUTINE").getFirst().cause())
                .isEqualTo(set);
        assertThat(bench.trace().of(Kind.RETURN, "KeWaitForSingleObject").getFirst().cause())
                .isEqualTo(set);
        assertThat(bench.trace().of(Kind.RETURN, "KeDelayExecutionThread").getFirst().cause())
                .isEqualTo(delay);
    }

    @Test
    void aDateThatHasPassedIsDueAtOnce() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            long timer = timer(me);
            set(me, timer, 0, dpc(me, bench, d -> bench.notes.add("dpc " + d.now())));
            bench.notes.add(KeBench.await(me, timer, 0).toString());
        });

        assertThat(bench.notes).containsExactly("dpc 0", "STATUS_SUCCESS");
    }

    @Test
    void aTimersDpcIsNotQueuedByHand() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            long dpc = dpc(me, bench, d -> {});
            set(me, timer(me), -20 * MS, dpc);
            me.call(KeInsertQueueDpc.newBuilder().setDpc(dpc).build());
        });

        assertThat(bench.host.violations()).containsExactly("ke/timer-dpc-by-hand");
    }

    @Test
    void freeingTheMemoryOfATimerThatIsSetStopsTheMachine() {
        assertThat(freeWithTimer(new KeBench())).isEqualTo("0xC4/0x15");
        assertThat(freeWithTimer(KeBench.withoutVerifier())).isEqualTo("0xC7");
    }

    @Test
    void aPeriodicTimerExpiresUntilItIsCancelled() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            long timer = timer(me);
            long dpc = dpc(me, bench, d -> bench.notes.add("tick " + d.now() / TICK));
            setEx(me, timer, -20 * MS, 30, dpc);
            delay(me, -105 * MS);
            bench.notes.add("was set " + cancel(me, timer));
            bench.notes.add("was set " + cancel(me, timer));
        });

        assertThat(bench.notes)
                .containsExactly("tick 2", "tick 4", "tick 6", "was set true", "was set false");
        assertThat(bench.host.isWell()).isTrue();
    }

    @Test
    void theDpcOfACancelledTimerThatIsQueuedAlreadyStillRuns() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            long timer = timer(me);
            Irql old = KeBench.raise(me, DISPATCH_LEVEL);
            set(me, timer, 0, dpc(me, bench, d -> bench.notes.add("dpc")));
            bench.notes.add("was set " + cancel(me, timer));
            KeBench.lower(me, old);
        });

        assertThat(bench.notes).containsExactly("was set false", "dpc");
    }

    @Test
    void aSynchronizationTimerReleasesOneWaiter() {
        KeBench bench = new KeBench();
        long[] timer = new long[1];

        bench.run(me -> {
            timer[0] =
                    me.call(
                                    KeInitializeTimerEx.newBuilder()
                                            .setType(TimerType.SynchronizationTimer)
                                            .build(),
                                    KeInitializeTimerEx.Out.class)
                            .getTimer();
            setEx(me, timer[0], -20 * MS, 0, null);
        });
        for (int i = 0; i < 2; i++) {
            bench.driver.thread(
                    "waiter " + i,
                    me -> bench.notes.add(KeBench.await(me, timer[0], -100 * MS).name()));
        }
        bench.host.run();

        // The run above went on until the timer had expired, so one of them finds it signaled.
        assertThat(bench.notes).containsExactlyInAnyOrder("STATUS_SUCCESS", "STATUS_TIMEOUT");
    }

    @Test
    void theStateOfATimerIsReadWithoutTakingIt() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            long timer = timer(me);
            bench.notes.add("before " + state(me, timer));
            set(me, timer, 0, null);
            bench.notes.add("after " + state(me, timer));
            bench.notes.add("still " + state(me, timer));
        });

        assertThat(bench.notes).containsExactly("before false", "after true", "still true");
    }

    @Test
    void aCoalescableTimerIsLateWithinItsToleranceAtMost() {
        for (int answer = 0; answer <= 1; answer++) {
            KeBench bench = new KeBench();
            int chosen = answer;

            bench.run(me -> {
                long timer = timer(me);
                bench.host.stage().chooser().answer(chosen);
                me.call(
                        KeSetCoalescableTimer.newBuilder()
                                .setTimer(timer)
                                .setDueTime(-20 * MS)
                                .setTolerableDelay(50)
                                .build());
                KeBench.await(me, timer);
                bench.notes.add("tick " + me.now() / TICK);
            });

            assertThat(bench.notes).containsExactly(answer == 0 ? "tick 2" : "tick 5");
        }
    }

    @Test
    void aNegativePeriodBreaksARule() {
        KeBench bench = new KeBench();

        bench.run(me -> setEx(me, timer(me), -20 * MS, -1, null));

        assertThat(bench.host.violations()).containsExactly("ke/timer-period");
    }

    private static boolean state(Running me, long timer) {
        return me.call(
                        KeReadStateTimer.newBuilder().setTimer(timer).build(),
                        KeReadStateTimer.Out.class)
                .getReturned();
    }

    private static boolean setEx(
            Running me,
            long timer,
            long dueTime,
            int period,
            @org.jspecify.annotations.Nullable Long dpc) {
        KeSetTimerEx.Builder request =
                KeSetTimerEx.newBuilder().setTimer(timer).setDueTime(dueTime).setPeriod(period);
        if (dpc != null) {
            request.setDpc(dpc);
        }
        return me.call(request.build(), KeSetTimerEx.Out.class).getReturned();
    }

    private static String freeWithTimer(KeBench bench) {
        bench.run(me -> {
            BufferRef memory = KeBench.allocate(me, KeBench.NON_PAGED, 64);
            long timer =
                    me.call(
                                    KeInitializeTimer.newBuilder().setStorage(memory).build(),
                                    KeInitializeTimer.Out.class)
                            .getTimer();
            set(me, timer, -MS, null);
            me.call(ExFreePool.newBuilder().setP(memory).build());
        });
        return bench.host.bugCheck().shortForm();
    }

    private static void note(KeBench bench, String what, Running me) {
        bench.notes.add("%s after %d s".formatted(what, me.now() / 1_000_000_000));
    }

    private static long timer(Running me) {
        return me.call(KeInitializeTimer.getDefaultInstance(), KeInitializeTimer.Out.class)
                .getTimer();
    }

    private static long dpc(Running me, KeBench bench, TestDriver.Body body) {
        return me.call(
                        KeInitializeDpc.newBuilder()
                                .setDeferredRoutine(bench.driver.addressOf(body))
                                .build(),
                        KeInitializeDpc.Out.class)
                .getDpc();
    }

    private static boolean set(
            Running me, long timer, long dueTime, @org.jspecify.annotations.Nullable Long dpc) {
        KeSetTimer.Builder request = KeSetTimer.newBuilder().setTimer(timer).setDueTime(dueTime);
        if (dpc != null) {
            request.setDpc(dpc);
        }
        return me.call(request.build(), KeSetTimer.Out.class).getReturned();
    }

    private static boolean cancel(Running me, long timer) {
        return me.call(KeCancelTimer.newBuilder().setTimer(timer).build(), KeCancelTimer.Out.class)
                .getReturned();
    }
}
