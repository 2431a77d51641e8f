package dev.irpflow.ke;

import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.kernel.BugCheck;
import dev.irpflow.kernel.TestDriver.Body;
import dev.irpflow.kernel.TestDriver.Running;
import dev.irpflow.protocol.kernel.BufferRef;
import dev.irpflow.protocol.kernel.ExAcquireRundownProtection;
import dev.irpflow.protocol.kernel.ExInitializeRundownProtection;
import dev.irpflow.protocol.kernel.ExReInitializeRundownProtection;
import dev.irpflow.protocol.kernel.ExReleaseRundownProtection;
import dev.irpflow.protocol.kernel.ExRundownCompleted;
import dev.irpflow.protocol.kernel.ExWaitForRundownProtectionRelease;
import dev.irpflow.protocol.kernel.IoAcquireRemoveLock;
import dev.irpflow.protocol.kernel.IoInitializeRemoveLock;
import dev.irpflow.protocol.kernel.IoReleaseRemoveLock;
import dev.irpflow.protocol.kernel.IoReleaseRemoveLockAndWait;
import dev.irpflow.protocol.kernel.IrpMjPnp;
import dev.irpflow.protocol.status.NtStatus;
import org.junit.jupiter.api.Test;

/** Remove locks and run-down protection. */
class RemoveLockRoutinesTest {
    // mpr-kernel/K51
    @Test
    void theRemovalWaitsForTheLastOneAndNobodyElseGetsTheLock() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            long lock = lock(me);
            acquire(me, lock, 1);
            bench.driver.thread("removal", it -> removes(bench, it, lock));
            bench.letAnotherGo(me);
            bench.notes.add("late " + acquire(me, lock, 3));
            bench.notes.add("last");
            release(me, lock, 1);
        });

        assertThat(bench.notes)
                .containsExactly("removes", "late STATUS_DELETE_PENDING", "last", "through");
        assertThat(bench.host.isWell()).isTrue();
    }

    @Test
    void withoutOthersTheRemovalDoesNotWait() {
        KeBench bench = new KeBench();

        bench.run(me -> removes(bench, me, lock(me)));

        assertThat(bench.notes).containsExactly("removes", "through");
        assertThat(bench.host.isWell()).isTrue();
    }

    // mpr-kernel/K51
    @Test
    void aRemoveLockIsNotInitialisedAgain() {
        assertThat(
                        codeOf(me -> {
                            BufferRef memory = KeBench.allocate(me, KeBench.NON_PAGED, 64);
                            lockIn(me, memory);
                            lockIn(me, memory);
                        }))
                .isEqualTo("0xC4/0xD7");
    }

    @Test
    void aReleaseNamesTheTagOfItsAcquisition() {
        assertThat(
                        codeOf(me -> {
                            long lock = lock(me);
                            acquire(me, lock, 1);
                            release(me, lock, 2);
                        }))
                .isEqualTo("0xC4/0xD5");
        KeBench bench = new KeBench();
        bench.driver.slot(
                IrpMjPnp.class,
                me -> {
                    long lock = lock(me);
                    acquire(me, lock, 1);
                    releaseAndWait(me, lock, 2);
                    return NtStatus.STATUS_SUCCESS;
                });
        bench.run(me -> me.indicate(IrpMjPnp.getDefaultInstance()));
        BugCheck stop = bench.host.bugCheck();
        assertThat(stop.shortForm()).isEqualTo("0xC4/0xD6");
        assertThat(stop.p3()).isEqualTo(2);
        assertThat(stop.p4()).isEqualTo(1);
    }

    @Test
    void aReleaseTooManyIsFound() {
        KeBench bench = new KeBench();

        bench.run(me -> release(me, lock(me), 1));

        assertThat(bench.host.violations()).containsExactly("ke/remove-lock-not-held");
    }

    @Test
    void theWaitIsForTheDispatchRoutineOfARemoval() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            long lock = lock(me);
            acquire(me, lock, 1);
            releaseAndWait(me, lock, 1);
        });

        assertThat(bench.host.violations()).containsExactly("ke/remove-lock-wait-place");
        assertThat(bench.host.bugChecks()).isEmpty();
    }

    @Test
    void aRunDownWaitsForTheLastProtectionAndGrantsNoOther() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            long reference = reference(me);
            bench.notes.add("first " + protect(me, reference));
            bench.driver.thread(
                    "owner",
                    it -> {
                        it.call(runDown(reference));
                        bench.notes.add("run down");
                    });
            bench.letAnotherGo(me);
            bench.notes.add("late " + protect(me, reference));
            unprotect(me, reference);
            bench.letAnotherGo(me);
            me.call(runDown(reference));
            me.call(ExRundownCompleted.newBuilder().setRunRef(reference).build());
            me.call(ExReInitializeRundownProtection.newBuilder().setRunRef(reference).build());
            bench.notes.add("again " + protect(me, reference));
            unprotect(me, reference);
        });

        assertThat(bench.notes)
                .containsExactly("first true", "late false", "run down", "again true");
        assertThat(bench.host.isWell()).isTrue();
    }

    @Test
    void protectionIsNotEndedTwiceNorRenewedBeforeTheRunDown() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            long reference = reference(me);
            unprotect(me, reference);
            me.call(ExReInitializeRundownProtection.newBuilder().setRunRef(reference).build());
        });

        assertThat(bench.host.violations())
                .containsExactly("ke/rundown-not-held", "ke/rundown-not-ended");
    }

    private static void removes(KeBench bench, Running me, long lock) {
        bench.driver.slot(
                IrpMjPnp.class,
                it -> {
                    acquire(it, lock, 2);
                    bench.notes.add("removes");
                    releaseAndWait(it, lock, 2);
                    bench.notes.add("through");
                    return NtStatus.STATUS_SUCCESS;
                });
        me.indicate(IrpMjPnp.getDefaultInstance());
    }

    private static long lock(Running me) {
        return me.call(
                        IoInitializeRemoveLock.getDefaultInstance(),
                        IoInitializeRemoveLock.Out.class)
                .getRemoveLock();
    }

    private static void lockIn(Running me, BufferRef memory) {
        me.call(IoInitializeRemoveLock.newBuilder().setStorage(memory).build());
    }

    private static NtStatus acquire(Running me, long lock, long tag) {
        return me.status(IoAcquireRemoveLock.newBuilder().setRemoveLock(lock).setTag(tag).build());
    }

    private static void release(Running me, long lock, long tag) {
        me.call(IoReleaseRemoveLock.newBuilder().setRemoveLock(lock).setTag(tag).build());
    }

    private static void releaseAndWait(Running me, long lock, long tag) {
        me.call(IoReleaseRemoveLockAndWait.newBuilder().setRemoveLock(lock).setTag(tag).build());
    }

    private static long reference(Running me) {
        return me.call(
                        ExInitializeRundownProtection.getDefaultInstance(),
                        ExInitializeRundownProtection.Out.class)
                .getRunRef();
    }

    private static boolean protect(Running me, long reference) {
        return me.call(
                        ExAcquireRundownProtection.newBuilder().setRunRef(reference).build(),
                        ExAcquireRundownProtection.Out.class)
                .getReturned();
    }

    private static void unprotect(Running me, long reference) {
        me.call(ExReleaseRundownProtection.newBuilder().setRunRef(reference).build());
    }

    private static ExWaitForRundownProtectionRelease runDown(long reference) {
        return ExWaitForRundownProtectionRelease.newBuilder().setRunRef(reference).build();
    }

    private static String codeOf(Body body) {
        KeBench bench = new KeBench();
        bench.run(body);
        return bench.host.bugCheck().shortForm();
    }
}
