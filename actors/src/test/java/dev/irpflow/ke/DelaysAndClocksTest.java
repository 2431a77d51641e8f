package dev.irpflow.ke;

import static dev.irpflow.ke.KeBench.TICK;
import static dev.irpflow.ke.TimeCalls.HOUR;
import static dev.irpflow.ke.TimeCalls.MS;
import static dev.irpflow.ke.TimeCalls.delay;
import static dev.irpflow.ke.TimeCalls.time;
import static dev.irpflow.protocol.contract.Irql.DISPATCH_LEVEL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.kernel.TestDriver.Running;
import dev.irpflow.protocol.kernel.KeQueryInterruptTime;
import dev.irpflow.protocol.kernel.KeQueryTickCount;
import dev.irpflow.protocol.kernel.SetSystemTime;
import dev.irpflow.protocol.kernel.SystemTime;
import org.junit.jupiter.api.Test;

/** Delays, and the clocks of the machine. */
final class DelaysAndClocksTest {
    @Test
    void aDelayIsNeverShorterThanItsInterval() {
        for (long seed = 1; seed <= 50; seed++) {
            KeBench bench = new KeBench();
            bench.host.stage().chooser().seed(seed);

            for (int i = 1; i <= 4; i++) {
                long interval = 7L * i * MS;
                bench.driver.thread(
                        "sleeper " + i,
                        me -> {
                            long before = me.now();
                            delay(me, -interval);
                            assertThat(me.now() - before)
                                    .isBetween(interval * 100, interval * 100 + TICK);
                        });
            }
            bench.host.run();
        }
    }

    @Test
    void theSystemTimeStandsStillBetweenTicks() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            long start = time(me);
            bench.host.stage().reach(TICK - 1);
            bench.notes.add(Long.toString(time(me) - start));
            bench.host.stage().reach(TICK);
            bench.notes.add(Long.toString(time(me) - start));
        });

        assertThat(bench.notes).containsExactly("0", Long.toString(TICK / 100));
    }

    @Test
    void delayingAtDispatchLevelStopsTheMachine() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            KeBench.raise(me, DISPATCH_LEVEL);
            delay(me, -MS);
        });

        assertThat(bench.host.bugChecks()).containsExactly("0xC4/0x2000F");
    }

    @Test
    void theClocksOfTheMachineAgreeAndOnlyOneCanBeSet() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            delay(me, -100 * MS);
            bench.machine.time().shift(HOUR);
            bench.notes.add("ticks " + ticks(me));
            bench.notes.add("interrupt time " + interruptTime(me));
        });

        assertThat(bench.notes).containsExactly("ticks 7", "interrupt time " + 7 * TICK / 100);
    }

    @Test
    void aProgramSetsTheClockToADate() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            long before = time(me);
            SystemTime later =
                    SystemTime.newBuilder().setYear(2025).setMonth(1).setDay(1).setHour(3).build();
            bench.notes.add("set " + setClock(me, later));
            bench.notes.add("hours " + (time(me) - before) / HOUR);
            bench.notes.add(
                    "set " + setClock(me, later.toBuilder().setMonth(2).setDay(30).build()));
        });

        assertThat(bench.notes).containsExactly("set true", "hours 3", "set false");
    }

    private static boolean setClock(Running me, SystemTime date) {
        return me.call(
                        SetSystemTime.newBuilder().setSystemTime(date).build(),
                        SetSystemTime.Out.class)
                .getReturned();
    }

    private static long ticks(Running me) {
        return me.call(KeQueryTickCount.getDefaultInstance(), KeQueryTickCount.Out.class)
                .getCurrentCount();
    }

    private static long interruptTime(Running me) {
        return me.call(KeQueryInterruptTime.getDefaultInstance(), KeQueryInterruptTime.Out.class)
                .getReturned();
    }
}
