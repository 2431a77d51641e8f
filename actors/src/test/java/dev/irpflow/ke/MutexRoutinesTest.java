package dev.irpflow.ke;

import static dev.irpflow.protocol.contract.Irql.DISPATCH_LEVEL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.kernel.BugCheck;
import dev.irpflow.kernel.TestDriver.Body;
import dev.irpflow.kernel.TestDriver.Running;
import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.protocol.kernel.IoWorkitemRoutine;
import dev.irpflow.protocol.kernel.KeAreAllApcsDisabled;
import dev.irpflow.protocol.kernel.KeAreApcsDisabled;
import dev.irpflow.protocol.kernel.KeInitializeMutex;
import dev.irpflow.protocol.kernel.KeReadStateMutex;
import dev.irpflow.protocol.kernel.KeReleaseMutex;
import dev.irpflow.protocol.status.NtStatus;
import org.junit.jupiter.api.Test;

/** Mutex objects. */
class MutexRoutinesTest {
    @Test
    void itsOwnerTakesItAsOftenAsItLikesAndGivesItBackAsOften() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            long mutex = mutex(me);
            bench.notes.add("state " + state(me, mutex));
            KeBench.await(me, mutex);
            KeBench.await(me, mutex);
            bench.notes.add("state " + state(me, mutex));
            bench.notes.add("before " + release(me, mutex));
            bench.notes.add("before " + release(me, mutex));
            bench.notes.add("state " + state(me, mutex));
        });

        assertThat(bench.notes)
                .containsExactly("state 1", "state -1", "before -1", "before 0", "state 1");
        assertThat(bench.host.isWell()).isTrue();
    }

    @Test
    void anotherThreadGetsItWithTheLastRelease() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            long mutex = mutex(me);
            KeBench.await(me, mutex);
            KeBench.await(me, mutex);
            bench.driver.thread(
                    "other",
                    it -> {
                        bench.notes.add("other " + KeBench.await(it, mutex));
                        release(it, mutex);
                    });
            bench.letAnotherGo(me);
            release(me, mutex);
            bench.letAnotherGo(me);
            bench.notes.add("still mine");
            release(me, mutex);
        });

        assertThat(bench.notes).containsExactly("still mine", "other STATUS_SUCCESS");
        assertThat(bench.host.isWell()).isTrue();
    }

    @Test
    void whileItIsHeldNormalKernelApcsAreHeldBack() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            long mutex = mutex(me);
            KeBench.await(me, mutex);
            KeBench.await(me, mutex);
            bench.notes.add(apcs(me));
            release(me, mutex);
            bench.notes.add(apcs(me));
            release(me, mutex);
            bench.notes.add(apcs(me));
        });

        assertThat(bench.notes)
                .containsExactly(
                        "normal off, special on",
                        "normal off, special on",
                        "normal on, special on");
    }

    @Test
    void aReleaseByAnotherThreadRaisesAStatus() {
        KeBench bench = KeBench.withoutVerifier();

        bench.run(me -> {
            long mutex = mutex(me);
            KeBench.await(me, mutex);
            bench.driver.thread("other", it -> bench.notes.add(released(it, mutex).name()));
            bench.letAnotherGo(me);
            release(me, mutex);
        });

        assertThat(bench.notes).containsExactly("STATUS_MUTANT_NOT_OWNED");
        assertThat(bench.host.violations()).containsExactly("ke/mutex-not-held");
        assertThat(bench.host.bugChecks()).isEmpty();
    }

    @Test
    void driverVerifierStopsTheMachineAtAReleaseByAnotherThreadOrOfAFreeMutex() {
        assertThat(codeOf(me -> released(me, mutex(me)))).isEqualTo("0xC4/0x1007");
        KeBench bench = new KeBench();
        bench.run(me -> {
            long mutex = mutex(me);
            KeBench.await(me, mutex);
            bench.driver.thread("other", it -> released(it, mutex));
            bench.letAnotherGo(me);
        });
        assertThat(bench.host.bugChecks()).containsExactly("0xC4/0x1004");
    }

    @Test
    void aMutexThatWasTakenBelowDispatchLevelIsNotReleasedThere() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            long mutex = mutex(me);
            KeBench.await(me, mutex);
            Irql old = KeBench.raise(me, DISPATCH_LEVEL);
            bench.notes.add(released(me, mutex).name());
            KeBench.lower(me, old);
            release(me, mutex);
        });

        assertThat(bench.notes).containsExactly("STATUS_MUTANT_NOT_OWNED");
        assertThat(bench.host.violations()).containsExactly("ke/mutex-level");
    }

    @Test
    void twoMutexesInBothOrdersAreFoundWithoutAHang() {
        String code =
                codeOf(me -> {
                    long a = mutex(me);
                    long b = mutex(me);
                    both(me, a, b);
                    both(me, b, a);
                });

        assertThat(code).isEqualTo("0xC4/0x1001");
    }

    @Test
    void threadsThatWaitForEachOthersMutexesAreADeadlock() {
        KeBench bench = KeBench.withoutVerifier();

        bench.run(me -> {
            long a = mutex(me);
            long b = mutex(me);
            KeBench.await(me, a);
            bench.driver.thread("other", it -> both(it, b, a));
            bench.letAnotherGo(me);
            KeBench.await(me, b);
        });

        assertThat(bench.host.violations()).containsExactly("ke/lock-order", "kernel/deadlock");
        assertThat(bench.host.details().getLast())
                .matches(
                        "m/thread waits for mutex-\\d+ of m/other, who holds it; m/other waits for"
                                + " mutex-\\d+ of m/thread, who holds it");
    }

    @Test
    void aWorkItemThatEndsWithAMutexStopsTheMachine() {
        KeBench bench = new KeBench();
        long routine = bench.driver.addressOf(me -> KeBench.await(me, mutex(me)));

        bench.machine
                .workers()
                .queue(
                        bench.driver.place(),
                        "item",
                        IoWorkitemRoutine.newBuilder().setRoutine(routine).setContext(7).build(),
                        "item",
                        1);
        bench.host.run();

        assertThat(bench.host.violations()).containsExactly("kernel/mutex-held-at-end");
        BugCheck stop = bench.host.bugCheck();
        assertThat(stop.shortForm()).isEqualTo("0x39");
        assertThat(stop.p1()).isEqualTo(routine);
        assertThat(stop.p2()).isEqualTo(7);
    }

    @Test
    void aThreadThatEndsWithAMutexStopsTheMachine() {
        KeBench verified = new KeBench();
        verified.run(me -> KeBench.await(me, mutex(me)));
        KeBench bench = KeBench.withoutVerifier();
        bench.run(me -> KeBench.await(me, mutex(me)));

        assertThat(verified.host.bugChecks()).containsExactly("0xC4/0x100A");
        assertThat(bench.host.bugChecks()).containsExactly("0x4000008A");
    }

    private static void both(Running me, long first, long second) {
        KeBench.await(me, first);
        KeBench.await(me, second);
        release(me, second);
        release(me, first);
    }

    private static long mutex(Running me) {
        return me.call(KeInitializeMutex.getDefaultInstance(), KeInitializeMutex.Out.class)
                .getMutex();
    }

    private static int release(Running me, long mutex) {
        return me.call(
                        KeReleaseMutex.newBuilder().setMutex(mutex).build(),
                        KeReleaseMutex.Out.class)
                .getReturned();
    }

    private static NtStatus released(Running me, long mutex) {
        return me.status(KeReleaseMutex.newBuilder().setMutex(mutex).build());
    }

    private static int state(Running me, long mutex) {
        return me.call(
                        KeReadStateMutex.newBuilder().setMutex(mutex).build(),
                        KeReadStateMutex.Out.class)
                .getReturned();
    }

    private static String apcs(Running me) {
        boolean normal =
                me.call(KeAreApcsDisabled.getDefaultInstance(), KeAreApcsDisabled.Out.class)
                        .getReturned();
        boolean all =
                me.call(KeAreAllApcsDisabled.getDefaultInstance(), KeAreAllApcsDisabled.Out.class)
                        .getReturned();
        return "normal %s, special %s".formatted(normal ? "off" : "on", all ? "off" : "on");
    }

    private static String codeOf(Body body) {
        KeBench bench = new KeBench();
        bench.run(body);
        return bench.host.bugCheck().shortForm();
    }
}
