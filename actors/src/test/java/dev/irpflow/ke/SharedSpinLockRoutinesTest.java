package dev.irpflow.ke;

import static dev.irpflow.protocol.contract.Irql.DISPATCH_LEVEL;
import static dev.irpflow.protocol.contract.Irql.PASSIVE_LEVEL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.kernel.TestDriver.Running;
import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.protocol.kernel.ExAcquireSpinLockExclusive;
import dev.irpflow.protocol.kernel.ExAcquireSpinLockShared;
import dev.irpflow.protocol.kernel.ExReleaseSpinLockExclusive;
import dev.irpflow.protocol.kernel.ExReleaseSpinLockShared;
import dev.irpflow.protocol.kernel.ExSpinLockInitialize;
import dev.irpflow.protocol.kernel.ExTryConvertSharedSpinLockExclusive;
import org.junit.jupiter.api.Test;

/** Reader-writer spin locks. */
class SharedSpinLockRoutinesTest {
    @Test
    void readersReadTogetherAtDispatchLevel() {
        KeBench bench = KeBench.withProcessors(2);

        bench.run(me -> {
            long lock = lock(me);
            Irql old = read(me, lock);
            reader(bench, me, "other", lock);
            bench.notes.add("me " + me.irql());
            endRead(me, lock, old);
            bench.notes.add(me.irql().name());
        });

        assertThat(bench.notes)
                .containsExactly("other reads", "other ends", "me DISPATCH_LEVEL", "PASSIVE_LEVEL");
        assertThat(bench.host.isWell()).isTrue();
    }

    // mpr-kernel/K42
    @Test
    void aNewReaderSpinsBehindAWriterThatWaits() {
        KeBench bench = KeBench.withProcessors(3);

        bench.run(me -> {
            long lock = lock(me);
            Irql old = read(me, lock);
            writer(bench, me, "writer", lock);
            reader(bench, me, "reader", lock);
            bench.notes.add("first ends");
            endRead(me, lock, old);
        });

        assertThat(bench.notes)
                .containsExactly(
                        "first ends",
                        "writer writes",
                        "writer ends",
                        "reader reads",
                        "reader ends");
        assertThat(bench.host.isWell()).isTrue();
    }

    @Test
    void aReaderBecomesTheWriterOnlyIfItIsAloneAndNoWriterWaits() {
        KeBench bench = KeBench.withProcessors(2);

        bench.run(me -> {
            long lock = lock(me);
            Irql old = read(me, lock);
            bench.notes.add("alone " + convert(me, lock));
            endWrite(me, lock, old);
            Irql again = read(me, lock);
            writer(bench, me, "writer", lock);
            bench.notes.add("writer waits " + convert(me, lock));
            endRead(me, lock, again);
        });

        assertThat(bench.notes)
                .containsExactly(
                        "alone true", "writer waits false", "writer writes", "writer ends");
        assertThat(bench.host.isWell()).isTrue();
    }

    @Test
    void anotherReaderPreventsTheConversion() {
        KeBench bench = KeBench.withProcessors(2);

        bench.run(me -> {
            long lock = lock(me);
            Irql old = read(me, lock);
            bench.driver.thread(
                    "other",
                    other -> {
                        Irql mine = read(other, lock);
                        bench.notes.add("converts " + convert(other, lock));
                        endRead(other, lock, mine);
                    });
            bench.letAnotherGo(me);
            endRead(me, lock, old);
        });

        assertThat(bench.notes).containsExactly("converts false");
        assertThat(bench.host.isWell()).isTrue();
    }

    @Test
    void takingItAgainEvenForReadingStopsTheMachine() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            long lock = lock(me);
            read(me, lock);
            read(me, lock);
        });

        assertThat(bench.host.violations()).containsExactly("ke/spin-lock-recursion");
        assertThat(bench.host.bugChecks()).containsExactly("0xF");
    }

    @Test
    void aReaderDoesNotGiveItBackAsAWriter() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            long lock = lock(me);
            Irql old = read(me, lock);
            endWrite(me, lock, old);
        });

        assertThat(bench.host.violations()).containsExactly("ke/shared-lock-mode");
    }

    @Test
    void aReleaseWithoutAnAcquisitionStopsTheMachine() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            long lock = lock(me);
            KeBench.raise(me, DISPATCH_LEVEL);
            endRead(me, lock, PASSIVE_LEVEL);
        });

        assertThat(bench.host.bugChecks()).containsExactly("0xC4/0x1007");
    }

    @Test
    void aPlainSpinLockIsNotAReaderWriterLock() {
        KeBench bench = new KeBench();

        bench.run(me -> read(me, KeBench.lock(me)));

        assertThat(bench.host.violations()).containsExactly("ke/lock-of-another-kind");
        assertThat(bench.host.bugChecks()).containsExactly("0xC4/0x1008");
    }

    @Test
    void aReaderThatSpinsBehindAWriterThatSpinsForItsOwnLockIsADeadlock() {
        KeBench bench = KeBench.withoutVerifier(3);

        bench.run(me -> {
            long shared = lock(me);
            long plain = KeBench.lock(me);
            read(me, shared);
            bench.driver.thread(
                    "writer",
                    other -> {
                        KeBench.acquire(other, plain);
                        write(other, shared);
                    });
            bench.letAnotherGo(me);
            KeBench.acquire(me, plain);
        });

        assertThat(bench.host.violations()).contains("kernel/deadlock");
        assertThat(bench.host.details().getLast())
                .matches(
                        "m/thread spins for lock-\\d+ of m/writer, who holds it; m/writer spins for"
                                + " shared-lock-\\d+ of m/thread, who holds it");
    }

    private static void reader(KeBench bench, Running me, String name, long lock) {
        bench.driver.thread(
                name,
                it -> {
                    Irql old = read(it, lock);
                    bench.notes.add(name + " reads");
                    endRead(it, lock, old);
                    bench.notes.add(name + " ends");
                });
        bench.letAnotherGo(me);
    }

    private static void writer(KeBench bench, Running me, String name, long lock) {
        bench.driver.thread(
                name,
                it -> {
                    Irql old = write(it, lock);
                    bench.notes.add(name + " writes");
                    endWrite(it, lock, old);
                    bench.notes.add(name + " ends");
                });
        bench.letAnotherGo(me);
    }

    static long lock(Running me) {
        return me.call(ExSpinLockInitialize.getDefaultInstance(), ExSpinLockInitialize.Out.class)
                .getSpinLock();
    }

    static Irql read(Running me, long lock) {
        return me.call(
                        ExAcquireSpinLockShared.newBuilder().setSpinLock(lock).build(),
                        ExAcquireSpinLockShared.Out.class)
                .getReturned();
    }

    private static void endRead(Running me, long lock, Irql to) {
        me.call(ExReleaseSpinLockShared.newBuilder().setSpinLock(lock).setOldIrql(to).build());
    }

    static Irql write(Running me, long lock) {
        return me.call(
                        ExAcquireSpinLockExclusive.newBuilder().setSpinLock(lock).build(),
                        ExAcquireSpinLockExclusive.Out.class)
                .getReturned();
    }

    private static void endWrite(Running me, long lock, Irql to) {
        me.call(ExReleaseSpinLockExclusive.newBuilder().setSpinLock(lock).setOldIrql(to).build());
    }

    static boolean convert(Running me, long lock) {
        return me.call(
                        ExTryConvertSharedSpinLockExclusive.newBuilder().setSpinLock(lock).build(),
                        ExTryConvertSharedSpinLockExclusive.Out.class)
                .getReturned();
    }
}
