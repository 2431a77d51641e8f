package dev.irpflow.ke;

import static dev.irpflow.protocol.contract.Irql.APC_LEVEL;
import static dev.irpflow.protocol.contract.Irql.DISPATCH_LEVEL;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.GeneratedMessage;
import dev.irpflow.kernel.BugCheck;
import dev.irpflow.kernel.TestDriver.Body;
import dev.irpflow.kernel.TestDriver.Running;
import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.protocol.kernel.BufferRef;
import dev.irpflow.protocol.kernel.ExAcquireFastMutex;
import dev.irpflow.protocol.kernel.ExAcquireFastMutexUnsafe;
import dev.irpflow.protocol.kernel.ExFreePool;
import dev.irpflow.protocol.kernel.ExInitializeFastMutex;
import dev.irpflow.protocol.kernel.ExReleaseFastMutex;
import dev.irpflow.protocol.kernel.ExReleaseFastMutexUnsafe;
import dev.irpflow.protocol.kernel.ExTryToAcquireFastMutex;
import dev.irpflow.protocol.kernel.KeAcquireGuardedMutex;
import dev.irpflow.protocol.kernel.KeAreApcsDisabled;
import dev.irpflow.protocol.kernel.KeEnterCriticalRegion;
import dev.irpflow.protocol.kernel.KeInitializeGuardedMutex;
import dev.irpflow.protocol.kernel.KeLeaveCriticalRegion;
import dev.irpflow.protocol.kernel.KeReleaseGuardedMutex;
import org.junit.jupiter.api.Test;

/** Fast mutexes and guarded mutexes. */
class FastMutexRoutinesTest {
    @Test
    void anAcquisitionRaisesToApcLevelAndTheReleaseRestores() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            long mutex = mutex(me);
            acquire(me, mutex);
            bench.notes.add(me.irql().name());
            release(me, mutex);
            bench.notes.add(me.irql().name());
        });

        assertThat(bench.notes).containsExactly("APC_LEVEL", "PASSIVE_LEVEL");
        assertThat(bench.host.isWell()).isTrue();
    }

    @Test
    void whoeverFindsItTakenWaitsAndItsProcessorGoesOn() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            long mutex = mutex(me);
            acquire(me, mutex);
            bench.driver.thread("other", it -> holds(bench, it, "other", mutex));
            bench.letAnotherGo(me);
            bench.notes.add("me");
            release(me, mutex);
        });

        assertThat(bench.notes).containsExactly("me", "other at APC_LEVEL");
        assertThat(bench.host.isWell()).isTrue();
    }

    @Test
    void anyOfThoseThatWaitMayBeNext() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            long mutex = mutex(me);
            acquire(me, mutex);
            bench.driver.thread("first", it -> holds(bench, it, "first", mutex));
            bench.letAnotherGo(me);
            bench.driver.thread("second", it -> holds(bench, it, "second", mutex));
            bench.letAnotherGo(me);
            bench.host.stage().chooser().answer(1);
            release(me, mutex);
        });

        assertThat(bench.notes).containsExactly("second at APC_LEVEL", "first at APC_LEVEL");
    }

    @Test
    void aTryNeverWaitsAndRaisesOnlyIfItGetsIt() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            long mutex = mutex(me);
            bench.notes.add(tries(me, mutex) + " " + me.irql());
            bench.driver.thread("other", it -> bench.notes.add(tries(it, mutex) + " " + it.irql()));
            bench.letAnotherGo(me);
            release(me, mutex);
        });

        assertThat(bench.notes).containsExactly("true APC_LEVEL", "false PASSIVE_LEVEL");
        assertThat(bench.host.isWell()).isTrue();
    }

    @Test
    void takingItTwiceStopsTheMachineOrHangsTheThread() {
        Body twice =
                me -> {
                    long mutex = mutex(me);
                    acquire(me, mutex);
                    acquire(me, mutex);
                };
        KeBench verified = new KeBench();
        verified.run(twice);
        KeBench bench = KeBench.withoutVerifier();
        bench.run(twice);

        assertThat(verified.host.bugChecks()).containsExactly("0xC4/0x1000");
        assertThat(bench.host.violations())
                .containsExactly("ke/mutex-recursion", "kernel/deadlock");
        assertThat(bench.host.details().getLast())
                .matches("m/thread waits for fast-mutex-\\d+ of m/thread, who holds it");
    }

    @Test
    void aReleaseByWhoeverDoesNotHoldItHasItsCodes() {
        assertThat(
                        codeOf(me -> {
                            KeBench.raise(me, APC_LEVEL);
                            release(me, mutex(me));
                        }))
                .isEqualTo("0xC4/0x1007");
        KeBench bench = new KeBench();
        bench.run(me -> {
            long mutex = mutex(me);
            acquire(me, mutex);
            bench.driver.thread(
                    "other",
                    it -> {
                        KeBench.raise(it, APC_LEVEL);
                        release(it, mutex);
                    });
            bench.letAnotherGo(me);
        });
        assertThat(bench.host.bugChecks()).containsExactly("0xC4/0x1004");
    }

    @Test
    void theOuterMutexIsNotReleasedFirst() {
        String code =
                codeOf(me -> {
                    long outer = mutex(me);
                    long inner = mutex(me);
                    acquire(me, outer);
                    acquire(me, inner);
                    release(me, outer);
                });

        assertThat(code).isEqualTo("0xC4/0x1003");
    }

    @Test
    void everyRoutineAtAWrongLevelHasItsOwnCode() {
        assertThat(codeAt(DISPATCH_LEVEL, ExAcquireFastMutex.newBuilder().setFastMutex(9).build()))
                .isEqualTo("0xC4/0x33");
        assertThat(
                        codeAt(
                                DISPATCH_LEVEL,
                                ExTryToAcquireFastMutex.newBuilder().setFastMutex(9).build()))
                .isEqualTo("0xC4/0x33");
        assertThat(
                        codeAt(
                                Irql.PASSIVE_LEVEL,
                                ExReleaseFastMutex.newBuilder().setFastMutex(9).build()))
                .isEqualTo("0xC4/0x34");
        assertThat(codeAt(DISPATCH_LEVEL, KeAcquireGuardedMutex.newBuilder().setMutex(9).build()))
                .isEqualTo("0xC4/0x2000F");
    }

    @Test
    void withoutDriverVerifierABlockingLockAtDispatchLevelStopsTheMachineToo() {
        KeBench bench = KeBench.withoutVerifier();

        bench.run(me -> {
            long mutex = mutex(me);
            KeBench.raise(me, DISPATCH_LEVEL);
            acquire(me, mutex);
        });

        BugCheck stop = bench.host.bugCheck();
        assertThat(stop.shortForm()).isEqualTo("0x192");
        assertThat(stop.p3()).isEqualTo(2);
    }

    @Test
    void theUnsafeFormsAreForProtectedCode() {
        KeBench bench = new KeBench();
        bench.run(me -> {
            long mutex = mutex(me);
            me.call(KeEnterCriticalRegion.getDefaultInstance());
            me.call(unsafe(mutex));
            bench.notes.add(me.irql().name());
            me.call(ExReleaseFastMutexUnsafe.newBuilder().setFastMutex(mutex).build());
            me.call(KeLeaveCriticalRegion.getDefaultInstance());
        });

        assertThat(bench.notes).containsExactly("PASSIVE_LEVEL");
        assertThat(bench.host.isWell()).isTrue();
        assertThat(codeOf(me -> me.call(unsafe(mutex(me))))).isEqualTo("0xC4/0x39");
    }

    @Test
    void aMutexThatWasTakenUnsafeIsNotReleasedWithLowering() {
        String code =
                codeOf(me -> {
                    long mutex = mutex(me);
                    KeBench.raise(me, APC_LEVEL);
                    me.call(unsafe(mutex));
                    release(me, mutex);
                });

        assertThat(code).isEqualTo("0xC4/0x1009");
    }

    @Test
    void aGuardedMutexIsAGuardedRegionAtApcLevel() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            long mutex = guarded(me);
            me.call(KeAcquireGuardedMutex.newBuilder().setMutex(mutex).build());
            bench.notes.add(me.irql() + " " + apcsDisabled(me));
            me.call(KeReleaseGuardedMutex.newBuilder().setMutex(mutex).build());
            bench.notes.add(me.irql() + " " + apcsDisabled(me));
        });

        assertThat(bench.notes).containsExactly("APC_LEVEL true", "PASSIVE_LEVEL false");
        assertThat(bench.host.isWell()).isTrue();
    }

    @Test
    void aGuardedMutexIsNotTakenByTheRoutineForFastMutexes() {
        assertThat(codeOf(me -> acquire(me, guarded(me)))).isEqualTo("0xC4/0x1008");
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
    void threadsThatWaitForEachOthersMutexesAreADeadlockThatIsToldWithItsCircle() {
        KeBench bench = KeBench.withoutVerifier();

        bench.run(me -> {
            long a = mutex(me);
            long b = mutex(me);
            acquire(me, a);
            bench.driver.thread("other", it -> both(it, b, a));
            bench.letAnotherGo(me);
            acquire(me, b);
        });

        assertThat(bench.host.violations()).containsExactly("ke/lock-order", "kernel/deadlock");
        assertThat(bench.host.details().getLast())
                .matches(
                        "m/thread waits for fast-mutex-\\d+ of m/other, who holds it; m/other waits"
                                + " for fast-mutex-\\d+ of m/thread, who holds it");
    }

    @Test
    void aMutexIsInitialisedOnceAndItsMemoryKeptWhileItIsHeld() {
        assertThat(
                        codeOf(me -> {
                            BufferRef memory = KeBench.allocate(me, KeBench.NON_PAGED, 64);
                            mutexIn(me, memory);
                            mutexIn(me, memory);
                        }))
                .isEqualTo("0xC4/0x1005");
        assertThat(
                        codeOf(me -> {
                            BufferRef memory = KeBench.allocate(me, KeBench.NON_PAGED, 64);
                            acquire(me, mutexIn(me, memory));
                            me.call(ExFreePool.newBuilder().setP(memory).build());
                        }))
                .isEqualTo("0xC4/0x100B");
    }

    @Test
    void aThreadThatEndsWithAMutexStopsTheMachine() {
        KeBench bench = new KeBench();

        bench.run(me -> me.call(unsafeAtApcLevel(me)));

        assertThat(bench.host.violations()).contains("kernel/irql-at-return");
    }

    private static GeneratedMessage unsafeAtApcLevel(Running me) {
        long mutex = mutex(me);
        KeBench.raise(me, APC_LEVEL);
        return unsafe(mutex);
    }

    private static void holds(KeBench bench, Running me, String name, long mutex) {
        acquire(me, mutex);
        bench.notes.add(name + " at " + me.irql());
        release(me, mutex);
    }

    private static void both(Running me, long first, long second) {
        acquire(me, first);
        acquire(me, second);
        release(me, second);
        release(me, first);
    }

    private static long mutex(Running me) {
        return me.call(ExInitializeFastMutex.getDefaultInstance(), ExInitializeFastMutex.Out.class)
                .getFastMutex();
    }

    private static long mutexIn(Running me, BufferRef memory) {
        return me.call(
                        ExInitializeFastMutex.newBuilder().setStorage(memory).build(),
                        ExInitializeFastMutex.Out.class)
                .getFastMutex();
    }

    private static long guarded(Running me) {
        return me.call(
                        KeInitializeGuardedMutex.getDefaultInstance(),
                        KeInitializeGuardedMutex.Out.class)
                .getMutex();
    }

    private static void acquire(Running me, long mutex) {
        me.call(ExAcquireFastMutex.newBuilder().setFastMutex(mutex).build());
    }

    private static GeneratedMessage unsafe(long mutex) {
        return ExAcquireFastMutexUnsafe.newBuilder().setFastMutex(mutex).build();
    }

    private static void release(Running me, long mutex) {
        me.call(ExReleaseFastMutex.newBuilder().setFastMutex(mutex).build());
    }

    private static boolean tries(Running me, long mutex) {
        return me.call(
                        ExTryToAcquireFastMutex.newBuilder().setFastMutex(mutex).build(),
                        ExTryToAcquireFastMutex.Out.class)
                .getReturned();
    }

    private static boolean apcsDisabled(Running me) {
        return me.call(KeAreApcsDisabled.getDefaultInstance(), KeAreApcsDisabled.Out.class)
                .getReturned();
    }

    private static String codeAt(Irql irql, GeneratedMessage request) {
        return codeOf(me -> {
            KeBench.raise(me, irql);
            me.call(request);
        });
    }

    private static String codeOf(Body body) {
        KeBench bench = new KeBench();
        bench.run(body);
        return bench.host.bugCheck().shortForm();
    }
}
