package dev.irpflow.ke;

import static dev.irpflow.protocol.contract.Irql.APC_LEVEL;
import static dev.irpflow.protocol.contract.Irql.DISPATCH_LEVEL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.kernel.TestDriver.Running;
import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.protocol.kernel.KeAcquireInStackQueuedSpinLock;
import dev.irpflow.protocol.kernel.KeAcquireInStackQueuedSpinLockAtDpcLevel;
import dev.irpflow.protocol.kernel.KeAcquireSpinLockForDpc;
import dev.irpflow.protocol.kernel.KeQuerySystemTime;
import dev.irpflow.protocol.kernel.KeReleaseInStackQueuedSpinLock;
import dev.irpflow.protocol.kernel.KeReleaseInStackQueuedSpinLockFromDpcLevel;
import dev.irpflow.protocol.kernel.KeReleaseSpinLockForDpc;
import dev.irpflow.protocol.kernel.KeReleaseSpinLockFromDpcLevel;
import dev.irpflow.protocol.kernel.KeTestSpinLock;
import dev.irpflow.protocol.kernel.KeTryToAcquireSpinLockAtDpcLevel;
import org.junit.jupiter.api.Test;

/** Spin locks in their other forms: queued, for threaded DPCs, and tried. */
class QueuedSpinLockRoutinesTest {
    @Test
    void aQueuedLockRestoresTheLevelThatItsHandleKeeps() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            long lock = KeBench.lock(me);
            Irql before = KeBench.raise(me, APC_LEVEL);
            long handle = acquire(me, lock);
            bench.notes.add(me.irql().name());
            release(me, handle);
            bench.notes.add(me.irql().name());
            KeBench.lower(me, before);
        });

        assertThat(bench.notes).containsExactly("DISPATCH_LEVEL", "APC_LEVEL");
        assertThat(bench.host.isWell()).isTrue();
    }

    // mpr-kernel/K41
    @Test
    void aQueuedLockIsGrantedInTheOrderOfAskingWhateverIsChosen() {
        for (int seed = 1; seed <= 20; seed++) {
            KeBench bench = KeBench.withProcessors(4);

            contend(bench, seed);

            assertThat(bench.notes).containsExactly("B asks", "C asks", "A", "B", "C");
            assertThat(bench.host.isWell()).isTrue();
        }
    }

    // A has the lock; B asks for it, then C; only then A gives it back.
    private static void contend(KeBench bench, long seed) {
        bench.run(me -> {
            long lock = KeBench.lock(me);
            long handle = acquire(me, lock);
            asks(bench, me, "B", lock);
            asks(bench, me, "C", lock);
            bench.notes.add("A");
            bench.host.stage().chooser().seed(seed);
            release(me, handle);
        });
    }

    private static void asks(KeBench bench, Running me, String name, long lock) {
        bench.driver.thread(
                name,
                it -> {
                    bench.notes.add(name + " asks");
                    long handle = acquire(it, lock);
                    bench.notes.add(name);
                    release(it, handle);
                });
        bench.letAnotherGo(me);
    }

    @Test
    void aLockIsNotUsedBothQueuedAndPlain() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            long lock = KeBench.lock(me);
            Irql old = KeBench.acquire(me, lock);
            KeBench.release(me, lock, old);
            acquire(me, lock);
        });

        assertThat(bench.host.violations()).containsExactly("ke/spin-lock-queued-and-plain");
        assertThat(bench.host.bugChecks()).containsExactly("0xC4/0x1008");
    }

    @Test
    void aQueuedLockIsNotGivenBackAsAPlainOne() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            long lock = KeBench.lock(me);
            acquire(me, lock);
            KeBench.release(me, lock, Irql.PASSIVE_LEVEL);
        });

        assertThat(bench.host.bugChecks()).containsExactly("0xC4/0x1009");
    }

    @Test
    void aHandleIsUsedOnce() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            long lock = KeBench.lock(me);
            Irql before = KeBench.raise(me, DISPATCH_LEVEL);
            long handle = acquire(me, lock);
            release(me, handle);
            release(me, handle);
            KeBench.lower(me, before);
        });

        assertThat(bench.host.violations()).containsExactly("ke/spin-lock-not-held");
        assertThat(bench.host.bugChecks()).containsExactly("0xC4/0x1007");
    }

    @Test
    void aHandleOnTheStackOfARoutineThatHasReturnedIsFound() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            long lock = KeBench.lock(me);
            Irql before = KeBench.raise(me, DISPATCH_LEVEL);
            long[] handle = new long[1];
            me.indicate(
                    bench.driver.routine(callee -> handle[0] = acquireAtDpcLevel(callee, lock)));
            releaseFromDpcLevel(me, handle[0]);
            KeBench.lower(me, before);
        });

        assertThat(bench.host.violations()).containsExactly("ke/queue-handle-unwound");
    }

    @Test
    void theFormForThreadedDpcsRaisesOnlyWhereThatIsNeeded() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            long lock = KeBench.lock(me);
            Irql old = acquireForDpc(me, lock);
            bench.notes.add(old + " " + me.irql());
            releaseForDpc(me, lock, old);
            bench.notes.add(me.irql().name());
        });
        bench.driver.dpc(
                "dpc",
                0,
                me -> {
                    long lock = KeBench.lock(me);
                    Irql old = acquireForDpc(me, lock);
                    releaseForDpc(me, lock, old);
                    bench.notes.add(old + " " + me.irql());
                });
        bench.host.run();

        assertThat(bench.notes)
                .containsExactly(
                        "PASSIVE_LEVEL DISPATCH_LEVEL",
                        "PASSIVE_LEVEL",
                        "DISPATCH_LEVEL DISPATCH_LEVEL");
        assertThat(bench.host.isWell()).isTrue();
    }

    @Test
    void aTryNeverSpins() {
        KeBench bench = KeBench.withProcessors(2);

        bench.run(me -> {
            long lock = KeBench.lock(me);
            Irql old = KeBench.acquire(me, lock);
            bench.driver.dpc(
                    "dpc", 1, dpc -> bench.notes.add(tries(dpc, lock) + " " + free(dpc, lock)));
            bench.host.stage().chooser().answer(1);
            me.call(KeQuerySystemTime.getDefaultInstance());
            KeBench.release(me, lock, old);
            Irql before = KeBench.raise(me, DISPATCH_LEVEL);
            bench.notes.add(tries(me, lock) + " " + free(me, lock));
            me.call(KeReleaseSpinLockFromDpcLevel.newBuilder().setSpinLock(lock).build());
            KeBench.lower(me, before);
        });

        assertThat(bench.notes).containsExactly("false false", "true false");
        assertThat(bench.host.isWell()).isTrue();
    }

    @Test
    void strandsThatTryForEachOthersLocksForEverAreALivelockThatIsToldWithItsCircle() {
        KeBench bench = KeBench.withProcessors(2);

        bench.run(me -> {
            long a = KeBench.lock(me);
            long b = KeBench.lock(me);
            KeBench.acquire(me, a);
            bench.driver.thread("other", it -> triesInVain(it, b, a));
            bench.host.stage().chooser().seed(1); // from now on they take turns
            for (int i = 0; i < 5000; i++) {
                tries(me, b);
            }
        });

        assertThat(bench.host.violations()).startsWith("kernel/livelock");
        assertThat(bench.host.details().getFirst())
                .matches(
                        "m/(thread|other) tries for lock-\\d+ of m/(thread|other), who holds it;"
                                + " m/(thread|other) tries for lock-\\d+ of m/(thread|other), who"
                                + " holds it");
    }

    private static void triesInVain(Running me, long own, long wanted) {
        Irql old = KeBench.acquire(me, own);
        for (int i = 0; i < 5000; i++) {
            tries(me, wanted);
        }
        KeBench.release(me, own, old);
    }

    @Test
    void aReaderThatTriesToWriteForEverBehindAWriterThatWaitsIsALivelock() {
        KeBench bench = KeBench.withProcessors(2);

        bench.run(me -> {
            long lock = SharedSpinLockRoutinesTest.lock(me);
            SharedSpinLockRoutinesTest.read(me, lock);
            bench.driver.thread("writer", it -> SharedSpinLockRoutinesTest.write(it, lock));
            bench.letAnotherGo(me);
            for (int i = 0; i < 1000; i++) {
                SharedSpinLockRoutinesTest.convert(me, lock);
            }
        });

        assertThat(bench.host.details().getFirst())
                .matches(
                        "m/thread tries for shared-lock-\\d+ behind m/writer, who came first; m/writer"
                                + " spins for shared-lock-\\d+ of m/thread, who holds it");
    }

    @Test
    void aNumberThatNobodyInitialisedIsNoLock() {
        KeBench bench = new KeBench();

        bench.run(me -> acquire(me, 1_000));

        assertThat(bench.host.violations()).containsExactly("ke/lock-not-initialized");
        assertThat(bench.host.bugChecks()).containsExactly("0xC4/0x1002");
    }

    private static long acquire(Running me, long lock) {
        return me.call(
                        KeAcquireInStackQueuedSpinLock.newBuilder().setSpinLock(lock).build(),
                        KeAcquireInStackQueuedSpinLock.Out.class)
                .getLockHandle();
    }

    private static void release(Running me, long handle) {
        me.call(KeReleaseInStackQueuedSpinLock.newBuilder().setLockHandle(handle).build());
    }

    private static long acquireAtDpcLevel(Running me, long lock) {
        return me.call(
                        KeAcquireInStackQueuedSpinLockAtDpcLevel.newBuilder()
                                .setSpinLock(lock)
                                .build(),
                        KeAcquireInStackQueuedSpinLockAtDpcLevel.Out.class)
                .getLockHandle();
    }

    private static void releaseFromDpcLevel(Running me, long handle) {
        me.call(
                KeReleaseInStackQueuedSpinLockFromDpcLevel.newBuilder()
                        .setLockHandle(handle)
                        .build());
    }

    private static Irql acquireForDpc(Running me, long lock) {
        return me.call(
                        KeAcquireSpinLockForDpc.newBuilder().setSpinLock(lock).build(),
                        KeAcquireSpinLockForDpc.Out.class)
                .getReturned();
    }

    private static void releaseForDpc(Running me, long lock, Irql old) {
        me.call(KeReleaseSpinLockForDpc.newBuilder().setSpinLock(lock).setOldIrql(old).build());
    }

    private static boolean tries(Running me, long lock) {
        return me.call(
                        KeTryToAcquireSpinLockAtDpcLevel.newBuilder().setSpinLock(lock).build(),
                        KeTryToAcquireSpinLockAtDpcLevel.Out.class)
                .getReturned();
    }

    private static boolean free(Running me, long lock) {
        return me.call(
                        KeTestSpinLock.newBuilder().setSpinLock(lock).build(),
                        KeTestSpinLock.Out.class)
                .getReturned();
    }
}
