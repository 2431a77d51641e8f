package dev.irpflow.ke;

import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.kernel.TestDriver.Running;
import dev.irpflow.protocol.kernel.ExAcquireRundownProtection;
import dev.irpflow.protocol.kernel.ExAcquireRundownProtectionCacheAware;
import dev.irpflow.protocol.kernel.ExAcquireRundownProtectionCacheAwareEx;
import dev.irpflow.protocol.kernel.ExAllocateCacheAwareRundownProtection;
import dev.irpflow.protocol.kernel.ExFreeCacheAwareRundownProtection;
import dev.irpflow.protocol.kernel.ExInitializeRundownProtectionCacheAware;
import dev.irpflow.protocol.kernel.ExReInitializeRundownProtectionCacheAware;
import dev.irpflow.protocol.kernel.ExReleaseRundownProtectionCacheAware;
import dev.irpflow.protocol.kernel.ExReleaseRundownProtectionCacheAwareEx;
import dev.irpflow.protocol.kernel.ExRundownCompletedCacheAware;
import dev.irpflow.protocol.kernel.ExSizeOfRundownProtectionCacheAware;
import dev.irpflow.protocol.kernel.ExWaitForRundownProtectionReleaseCacheAware;
import org.junit.jupiter.api.Test;

/** Run-down protection with a count for each processor. */
class CacheAwareRundownTest {
    @Test
    void theRunDownWaitsForTheLastAndTheReferenceServesAgain() {
        KeBench bench = KeBench.withProcessors(2);

        bench.run(me -> {
            long reference = allocated(me);
            bench.notes.add("first " + acquire(me, reference));
            bench.notes.add("three " + acquireThree(me, reference));
            bench.driver.thread("owner", it -> runsDown(bench, it, reference));
            bench.letAnotherGo(me);
            bench.notes.add("late " + acquire(me, reference));
            releaseThree(me, reference);
            bench.letAnotherGo(me);
            bench.notes.add("last");
            release(me, reference);
            bench.letAnotherGo(me);
            bench.notes.add("again " + acquire(me, reference));
            release(me, reference);
            me.call(
                    ExFreeCacheAwareRundownProtection.newBuilder()
                            .setRunRefCacheAware(reference)
                            .build());
        });

        assertThat(bench.notes)
                .containsExactly(
                        "first true", "three true", "late false", "last", "run down", "again true");
        assertThat(bench.host.isWell()).isTrue();
        assertThat(bench.machine.memory().nonpagedUsed()).isZero();
    }

    @Test
    void itsSizeGrowsWithTheProcessors() {
        assertThat(sizeWith(8)).isGreaterThan(sizeWith(1));
    }

    private static long sizeWith(int processors) {
        KeBench bench = KeBench.withProcessors(processors);
        bench.run(me ->
                bench.notes.add(
                        Long.toString(
                                me.call(
                                                ExSizeOfRundownProtectionCacheAware
                                                        .getDefaultInstance(),
                                                ExSizeOfRundownProtectionCacheAware.Out.class)
                                        .getReturned())));
        return Long.parseLong(bench.notes.getFirst());
    }

    @Test
    void theRoutinesOfTheOtherKindDoNotKnowIt() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            long reference =
                    me.call(
                                    ExInitializeRundownProtectionCacheAware.getDefaultInstance(),
                                    ExInitializeRundownProtectionCacheAware.Out.class)
                            .getRunRefCacheAware();
            me.call(ExAcquireRundownProtection.newBuilder().setRunRef(reference).build());
        });

        assertThat(bench.host.violations()).containsExactly("ke/no-such-object");
    }

    private static void runsDown(KeBench bench, Running me, long reference) {
        me.call(
                ExWaitForRundownProtectionReleaseCacheAware.newBuilder()
                        .setRunRef(reference)
                        .build());
        bench.notes.add("run down");
        me.call(ExRundownCompletedCacheAware.newBuilder().setRunRefCacheAware(reference).build());
        me.call(
                ExReInitializeRundownProtectionCacheAware.newBuilder()
                        .setRunRefCacheAware(reference)
                        .build());
    }

    private static long allocated(Running me) {
        return me.call(
                        ExAllocateCacheAwareRundownProtection.newBuilder()
                                .setPoolTag("Rund")
                                .build(),
                        ExAllocateCacheAwareRundownProtection.Out.class)
                .getReturned();
    }

    private static boolean acquire(Running me, long reference) {
        return me.call(
                        ExAcquireRundownProtectionCacheAware.newBuilder()
                                .setRunRefCacheAware(reference)
                                .build(),
                        ExAcquireRundownProtectionCacheAware.Out.class)
                .getReturned();
    }

    private static boolean acquireThree(Running me, long reference) {
        return me.call(
                        ExAcquireRundownProtectionCacheAwareEx.newBuilder()
                                .setRunRefCacheAware(reference)
                                .setCount(3)
                                .build(),
                        ExAcquireRundownProtectionCacheAwareEx.Out.class)
                .getReturned();
    }

    private static void release(Running me, long reference) {
        me.call(
                ExReleaseRundownProtectionCacheAware.newBuilder()
                        .setRunRefCacheAware(reference)
                        .build());
    }

    private static void releaseThree(Running me, long reference) {
        me.call(
                ExReleaseRundownProtectionCacheAwareEx.newBuilder()
                        .setRunRef(reference)
                        .setCount(3)
                        .build());
    }
}
