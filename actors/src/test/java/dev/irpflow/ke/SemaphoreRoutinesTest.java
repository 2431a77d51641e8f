package dev.irpflow.ke;

import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.kernel.TestDriver.Running;
import dev.irpflow.protocol.kernel.EventType;
import dev.irpflow.protocol.kernel.KeInitializeSemaphore;
import dev.irpflow.protocol.kernel.KeReadStateSemaphore;
import dev.irpflow.protocol.kernel.KeReleaseSemaphore;
import dev.irpflow.protocol.kernel.KeSetEvent;
import dev.irpflow.protocol.kernel.KeWaitForMultipleObjects;
import dev.irpflow.protocol.kernel.WaitType;
import dev.irpflow.protocol.status.NtStatus;
import org.junit.jupiter.api.Test;

/** Semaphores. */
class SemaphoreRoutinesTest {
    @Test
    void eachWaitTakesOneOfTheCount() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            long semaphore = semaphore(me, 2, 5);
            bench.notes.add(KeBench.await(me, semaphore, 0).name());
            bench.notes.add(KeBench.await(me, semaphore, 0).name());
            bench.notes.add(KeBench.await(me, semaphore, 0).name());
            bench.notes.add("state " + state(me, semaphore));
        });

        assertThat(bench.notes)
                .containsExactly("STATUS_SUCCESS", "STATUS_SUCCESS", "STATUS_TIMEOUT", "state 0");
    }

    @Test
    void aReleaseLetsAsManyWaitersGoAsItAdds() {
        KeBench bench = new KeBench();
        long[] semaphore = new long[1];

        bench.run(me -> semaphore[0] = semaphore(me, 0, 5));
        for (int i = 0; i < 4; i++) {
            bench.driver.thread(
                    "waiter " + i,
                    me -> {
                        bench.notes.add(KeBench.await(me, semaphore[0], -10_000_000).name());
                    });
        }
        bench.driver.thread(
                "giver",
                me -> {
                    bench.notes.add("before " + release(me, semaphore[0], 3));
                });
        bench.host.run();

        assertThat(bench.notes)
                .containsExactlyInAnyOrder(
                        "before 0",
                        "STATUS_SUCCESS",
                        "STATUS_SUCCESS",
                        "STATUS_SUCCESS",
                        "STATUS_TIMEOUT");
    }

    @Test
    void whoOfSeveralIsReleasedIsChosen() {
        KeBench bench = new KeBench();
        long[] semaphore = new long[1];

        bench.run(me -> semaphore[0] = semaphore(me, 0, 1));
        for (int i = 0; i < 2; i++) {
            String name = "waiter " + i;
            bench.driver.thread(
                    name,
                    me -> {
                        if (KeBench.await(me, semaphore[0], -10_000_000)
                                == NtStatus.STATUS_SUCCESS) {
                            bench.notes.add(name);
                        }
                    });
        }
        bench.host.runUntil(0);
        bench.driver.thread(
                "giver",
                me -> {
                    bench.host.stage().chooser().answer(1);
                    release(me, semaphore[0], 1);
                });
        bench.host.run();

        assertThat(bench.notes).containsExactly("waiter 1");
    }

    @Test
    void aReleaseBeyondTheLimitRaisesAndLeavesTheCount() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            long semaphore = semaphore(me, 1, 2);
            bench.notes.add(me.status(releaseBy(semaphore, 2)).name());
            bench.notes.add("state " + state(me, semaphore));
            bench.notes.add(me.status(releaseBy(semaphore, 1)).name());
            bench.notes.add("state " + state(me, semaphore));
        });

        assertThat(bench.notes)
                .containsExactly(
                        "STATUS_SEMAPHORE_LIMIT_EXCEEDED", "state 1", "STATUS_SUCCESS", "state 2");
        assertThat(bench.host.isWell()).isTrue();
    }

    @Test
    void aReleaseThatPromisesAWaitHoldsTheDispatcherUntilThen() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            long semaphore = semaphore(me, 0, 2);
            me.call(
                    KeReleaseSemaphore.newBuilder()
                            .setSemaphore(semaphore)
                            .setAdjustment(1)
                            .setWait(true)
                            .build());
            bench.notes.add(me.irql().name());
            bench.notes.add(KeBench.await(me, semaphore).name() + " " + me.irql());
        });

        assertThat(bench.notes).containsExactly("DISPATCH_LEVEL", "STATUS_SUCCESS PASSIVE_LEVEL");
        assertThat(bench.host.isWell()).isTrue();
    }

    @Test
    void aReleaseByNothingBreaksARule() {
        KeBench bench = new KeBench();

        bench.run(me -> me.call(releaseBy(semaphore(me, 0, 2), 0)));

        assertThat(bench.host.violations()).containsExactly("ke/semaphore-adjustment");
    }

    @Test
    void aSemaphoreWithACountAboveItsLimitBreaksARule() {
        KeBench bench = new KeBench();

        bench.run(me -> semaphore(me, 3, 2));

        assertThat(bench.host.violations()).containsExactly("ke/semaphore-count");
    }

    @Test
    void aWaitForAllTakesNothingBeforeItCanTakeAll() {
        KeBench bench = new KeBench();
        long[] objects = new long[2];

        bench.run(me -> {
            objects[0] = semaphore(me, 1, 2);
            objects[1] = KeBench.event(me, EventType.SynchronizationEvent);
        });
        bench.driver.thread(
                "waiter",
                me ->
                        bench.notes.add(
                                me.status(
                                                KeWaitForMultipleObjects.newBuilder()
                                                        .addObjects(objects[0])
                                                        .addObjects(objects[1])
                                                        .setWaitType(WaitType.WaitAll)
                                                        .build())
                                        .name()));
        bench.host.runUntil(0);
        bench.driver.thread(
                "giver",
                me -> {
                    bench.notes.add("state " + state(me, objects[0]));
                    me.call(KeSetEvent.newBuilder().setEvent(objects[1]).build());
                    bench.notes.add("state " + state(me, objects[0]));
                });
        bench.host.run();

        assertThat(bench.notes).containsExactlyInAnyOrder("state 1", "state 0", "STATUS_SUCCESS");
    }

    private static long semaphore(Running me, int count, int limit) {
        return me.call(
                        KeInitializeSemaphore.newBuilder().setCount(count).setLimit(limit).build(),
                        KeInitializeSemaphore.Out.class)
                .getSemaphore();
    }

    private static KeReleaseSemaphore releaseBy(long semaphore, int adjustment) {
        return KeReleaseSemaphore.newBuilder()
                .setSemaphore(semaphore)
                .setAdjustment(adjustment)
                .build();
    }

    private static int release(Running me, long semaphore, int adjustment) {
        return me.call(releaseBy(semaphore, adjustment), KeReleaseSemaphore.Out.class)
                .getReturned();
    }

    private static int state(Running me, long semaphore) {
        return me.call(
                        KeReadStateSemaphore.newBuilder().setSemaphore(semaphore).build(),
                        KeReadStateSemaphore.Out.class)
                .getReturned();
    }
}
