package dev.irpflow.ke;

import static dev.irpflow.protocol.contract.Irql.APC_LEVEL;
import static dev.irpflow.protocol.contract.Irql.DEVICE_LEVEL;
import static dev.irpflow.protocol.contract.Irql.DISPATCH_LEVEL;
import static dev.irpflow.protocol.contract.Irql.PASSIVE_LEVEL;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.GeneratedMessage;
import dev.irpflow.kernel.MachineSettings;
import dev.irpflow.kernel.TestDriver.Running;
import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.protocol.kernel.BufferRef;
import dev.irpflow.protocol.kernel.IoAcquireCancelSpinLock;
import dev.irpflow.protocol.kernel.IoReleaseCancelSpinLock;
import dev.irpflow.protocol.kernel.KeAcquireSpinLock;
import dev.irpflow.protocol.kernel.KeAcquireSpinLockAtDpcLevel;
import dev.irpflow.protocol.kernel.KeInitializeSpinLock;
import dev.irpflow.protocol.kernel.KeQuerySystemTime;
import dev.irpflow.protocol.kernel.KeReleaseSpinLock;
import dev.irpflow.protocol.kernel.KeReleaseSpinLockFromDpcLevel;
import org.junit.jupiter.api.Test;

/** Spin locks and the cancel spin lock. */
class SpinLockRoutinesTest {
    @Test
    void anAcquisitionRaisesAndItsReleaseLowersToWhatItFound() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            long lock = KeBench.lock(me);
            Irql before = KeBench.raise(me, APC_LEVEL);
            Irql old = KeBench.acquire(me, lock);
            bench.notes.add(old + " " + me.irql());
            KeBench.release(me, lock, old);
            bench.notes.add(me.irql().name());
            KeBench.lower(me, before);
        });

        assertThat(bench.notes).containsExactly("APC_LEVEL DISPATCH_LEVEL", "APC_LEVEL");
        assertThat(bench.host.isWell()).isTrue();
    }

    @Test
    void takingALockTwiceStopsTheMachineInsteadOfHanging() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            long lock = KeBench.lock(me);
            KeBench.acquire(me, lock);
            KeBench.acquire(me, lock);
        });

        assertThat(bench.host.violations()).containsExactly("ke/spin-lock-recursion");
        assertThat(bench.host.bugChecks()).containsExactly("0xF");
    }

    @Test
    void whoFindsALockTakenSpinsOnItsProcessorUntilTheRelease() {
        KeBench bench = KeBench.withProcessors(2);

        bench.run(me -> {
            long lock = KeBench.lock(me);
            Irql old = KeBench.acquire(me, lock);
            bench.driver.thread("spinner", other -> spin(bench, other, lock));
            bench.host.stage().chooser().answer(1); // the other strand begins, and spins
            me.call(KeQuerySystemTime.getDefaultInstance());
            bench.driver.dpc("dpc", 1, dpc -> bench.notes.add("dpc"));
            me.call(KeQuerySystemTime.getDefaultInstance());
            bench.notes.add("release");
            KeBench.release(me, lock, old);
        });

        assertThat(bench.notes).containsExactly("release", "got it at DISPATCH_LEVEL on 1", "dpc");
        assertThat(bench.host.isWell()).isTrue();
    }

    @Test
    void anyOfThoseThatSpinMayBeNext() {
        KeBench bench = KeBench.withProcessors(3);

        bench.run(me -> {
            long lock = KeBench.lock(me);
            Irql old = KeBench.acquire(me, lock);
            bench.driver.thread("first", other -> spin(bench, other, lock));
            bench.driver.thread("second", other -> spin(bench, other, lock));
            bench.host.stage().chooser().answer(1); // the others begin, and spin
            me.call(KeQuerySystemTime.getDefaultInstance());
            bench.host.stage().chooser().answer(1);
            KeBench.release(me, lock, old);
        });

        assertThat(bench.notes)
                .containsExactly("got it at DISPATCH_LEVEL on 2", "got it at DISPATCH_LEVEL on 1");
        assertThat(bench.host.isWell()).isTrue();
    }

    @Test
    void takingTwoLocksInBothOrdersIsFoundWithoutAHang() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            long a = KeBench.lock(me);
            long b = KeBench.lock(me);
            both(me, a, b);
            both(me, b, a);
        });

        assertThat(bench.host.violations()).containsExactly("ke/lock-order");
        assertThat(bench.host.bugChecks()).containsExactly("0xC4/0x1001");
    }

    @Test
    void strandsThatSpinForEachOtherAreADeadlockThatIsToldWithItsCircle() {
        KeBench bench =
                new KeBench(new MachineSettings("m", 2, 1 << 20, 1 << 20, KeBench.TICK, 16, false));

        bench.run(me -> {
            long a = KeBench.lock(me);
            long b = KeBench.lock(me);
            KeBench.acquire(me, a);
            bench.driver.thread("other", other -> both(other, b, a));
            bench.host.stage().chooser().answer(1); // the other has b, and spins for a
            me.call(KeQuerySystemTime.getDefaultInstance());
            KeBench.acquire(me, b);
        });

        assertThat(bench.host.violations()).contains("kernel/deadlock");
        assertThat(bench.host.details().getLast())
                .matches(
                        "m/thread spins for lock-\\d+ of m/other, who holds it; "
                                + "m/other spins for lock-\\d+ of m/thread, who holds it");
    }

    @Test
    void aDpcThatSpinsForALockOfTheThreadBelowItHangsItsProcessor() {
        KeBench bench = KeBench.withoutVerifier();

        bench.run(me -> {
            long lock = KeBench.lock(me);
            me.call(atDpcLevel(lock)); // at PASSIVE_LEVEL: the breach that makes it possible
            bench.driver.dpc("dpc", 0, dpc -> dpc.call(atDpcLevel(lock)));
            me.call(KeQuerySystemTime.getDefaultInstance());
        });

        assertThat(bench.host.violations())
                .containsExactly("kernel/irql-at-call", "kernel/deadlock");
        assertThat(bench.host.details().getLast())
                .contains("m/thread cannot run while m/dpc keeps processor 0");
    }

    @Test
    void aReleaseWithoutAnAcquisitionStopsTheMachine() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            long lock = KeBench.lock(me);
            KeBench.raise(me, DISPATCH_LEVEL);
            KeBench.release(me, lock, PASSIVE_LEVEL);
        });

        assertThat(bench.host.bugChecks()).containsExactly("0xC4/0x1007");
    }

    @Test
    void aReleaseByAnotherStrandStopsTheMachine() {
        KeBench bench = KeBench.withProcessors(2);

        bench.run(me -> {
            long lock = KeBench.lock(me);
            KeBench.acquire(me, lock);
            bench.driver.dpc("other", 1, other -> KeBench.release(other, lock, DISPATCH_LEVEL));
            bench.host.stage().chooser().answer(1);
            me.call(KeQuerySystemTime.getDefaultInstance());
        });

        assertThat(bench.host.bugChecks()).containsExactly("0xC4/0x1004");
    }

    @Test
    void aReleaseToAnotherLevelThanTheSavedOneStopsTheMachine() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            long lock = KeBench.lock(me);
            KeBench.acquire(me, lock);
            KeBench.release(me, lock, APC_LEVEL);
        });

        assertThat(bench.host.bugChecks()).containsExactly("0xC4/0x20015");
    }

    @Test
    void releasingTheOuterLockFirstStopsTheMachine() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            long outer = KeBench.lock(me);
            long inner = KeBench.lock(me);
            Irql old = KeBench.acquire(me, outer);
            KeBench.acquire(me, inner);
            KeBench.release(me, outer, old);
        });

        assertThat(bench.host.bugChecks()).containsExactly("0xC4/0x1003");
    }

    @Test
    void aLockTakenByKeAcquireSpinLockIsNotReleasedFromDpcLevel() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            long lock = KeBench.lock(me);
            KeBench.acquire(me, lock);
            me.call(KeReleaseSpinLockFromDpcLevel.newBuilder().setSpinLock(lock).build());
        });

        assertThat(bench.host.violations()).startsWith("ke/spin-lock-release-form");
    }

    @Test
    void everyRoutineAtAWrongLevelHasItsOwnCode() {
        assertThat(codeAt(PASSIVE_LEVEL, atDpcLevel(1))).isEqualTo("0xC4/0x40");
        assertThat(
                        codeAt(
                                PASSIVE_LEVEL,
                                KeReleaseSpinLockFromDpcLevel.newBuilder().setSpinLock(1).build()))
                .isEqualTo("0xC4/0x41");
        assertThat(codeAt(DEVICE_LEVEL, KeAcquireSpinLock.newBuilder().setSpinLock(1).build()))
                .isEqualTo("0xC4/0x42");
        assertThat(codeAt(APC_LEVEL, KeReleaseSpinLock.newBuilder().setSpinLock(1).build()))
                .isEqualTo("0xC4/0x32");
    }

    @Test
    void theCancelSpinLockIsOneForTheMachine() {
        KeBench bench = KeBench.withProcessors(2);

        bench.run(me -> {
            Irql old = acquireCancel(me);
            bench.driver.thread(
                    "other",
                    other -> {
                        Irql mine = acquireCancel(other);
                        bench.notes.add("other");
                        releaseCancel(other, mine);
                    });
            bench.host.stage().chooser().answer(1);
            me.call(KeQuerySystemTime.getDefaultInstance());
            bench.notes.add("me");
            releaseCancel(me, old);
        });

        assertThat(bench.notes).containsExactly("me", "other");
        assertThat(bench.host.isWell()).isTrue();
    }

    @Test
    void endingWithALockHeldIsABreach() {
        KeBench bench = new KeBench();

        bench.driver.dpc("dpc", 0, me -> me.call(atDpcLevel(KeBench.lock(me))));
        bench.host.run();

        assertThat(bench.host.violations()).containsExactly("kernel/lock-held-at-end");
    }

    @Test
    void initialisingALockTwiceStopsTheMachine() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            BufferRef memory = KeBench.allocate(me, KeBench.NON_PAGED, 64);
            GeneratedMessage initialize =
                    KeInitializeSpinLock.newBuilder().setStorage(memory).build();
            me.call(initialize);
            me.call(initialize);
        });

        assertThat(bench.host.bugChecks()).containsExactly("0xC4/0x1005");
    }

    private static void spin(KeBench bench, Running me, long lock) {
        Irql old = KeBench.acquire(me, lock);
        bench.notes.add(
                "got it at %s on %d".formatted(me.irql(), me.call().strand().processorNumber()));
        KeBench.release(me, lock, old);
    }

    private static void both(Running me, long first, long second) {
        Irql outer = KeBench.acquire(me, first);
        Irql inner = KeBench.acquire(me, second);
        KeBench.release(me, second, inner);
        KeBench.release(me, first, outer);
    }

    private static GeneratedMessage atDpcLevel(long lock) {
        return KeAcquireSpinLockAtDpcLevel.newBuilder().setSpinLock(lock).build();
    }

    private static String codeAt(Irql irql, GeneratedMessage request) {
        KeBench bench = new KeBench();
        bench.run(me -> {
            KeBench.raise(me, irql);
            me.call(request);
        });
        return bench.host.bugCheck().shortForm();
    }

    private static Irql acquireCancel(Running me) {
        return me.call(
                        IoAcquireCancelSpinLock.getDefaultInstance(),
                        IoAcquireCancelSpinLock.Out.class)
                .getIrql();
    }

    private static void releaseCancel(Running me, Irql to) {
        me.call(IoReleaseCancelSpinLock.newBuilder().setIrql(to).build());
    }
}
