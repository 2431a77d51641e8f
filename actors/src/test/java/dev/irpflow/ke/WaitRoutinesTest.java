package dev.irpflow.ke;

import static dev.irpflow.protocol.contract.Irql.APC_LEVEL;
import static dev.irpflow.protocol.contract.Irql.DEVICE_LEVEL;
import static dev.irpflow.protocol.contract.Irql.DISPATCH_LEVEL;
import static dev.irpflow.protocol.kernel.EventType.NotificationEvent;
import static dev.irpflow.protocol.kernel.EventType.SynchronizationEvent;
import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.contract.NtStatuses;
import dev.irpflow.kernel.TestDriver.Running;
import dev.irpflow.protocol.kernel.BufferRef;
import dev.irpflow.protocol.kernel.KeInitializeEvent;
import dev.irpflow.protocol.kernel.KeResetEvent;
import dev.irpflow.protocol.kernel.KeSetEvent;
import dev.irpflow.protocol.kernel.KeWaitForMultipleObjects;
import dev.irpflow.protocol.kernel.WaitType;
import dev.irpflow.protocol.status.NtStatus;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Events and waits. */
class WaitRoutinesTest {
    private static final long FIVE_MS = -50_000;

    @Test
    void aNotificationEventReleasesAllWaitersAndStaysSignaled() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            long event = KeBench.event(me, NotificationEvent);
            waiters(bench, event, 3);
            KeBench.await(me, KeBench.event(me, NotificationEvent), FIVE_MS);
            KeBench.set(me, event);
            bench.notes.add("last: " + KeBench.await(me, event, 0));
        });

        assertThat(bench.notes).containsExactlyInAnyOrder("0", "1", "2", "last: STATUS_SUCCESS");
        assertThat(bench.host.isWell()).isTrue();
    }

    @Test
    void aSynchronizationEventReleasesOneWaiterAndResets() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            long event = KeBench.event(me, SynchronizationEvent);
            waiters(bench, event, 3);
            KeBench.await(me, KeBench.event(me, NotificationEvent), FIVE_MS);
            KeBench.set(me, event);
            bench.notes.add("last: " + KeBench.await(me, event, 0));
        });

        assertThat(bench.notes).containsExactly("last: STATUS_TIMEOUT", "0");
    }

    @Test
    void setAndResetTellTheStateBefore() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            long event = KeBench.event(me, NotificationEvent);
            bench.notes.add("set " + setReturns(me, event));
            bench.notes.add("set " + setReturns(me, event));
            bench.notes.add("reset " + resetReturns(me, event));
            bench.notes.add("reset " + resetReturns(me, event));
        });

        assertThat(bench.notes).containsExactly("set 0", "set 1", "reset 1", "reset 0");
    }

    @Test
    void aPollIsLegalAtDispatchLevelAndItsTimeOutIsASuccess() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            long event = KeBench.event(me, NotificationEvent);
            var old = KeBench.raise(me, DISPATCH_LEVEL);
            NtStatus status = KeBench.await(me, event, 0);
            bench.notes.add(status + " " + NtStatuses.isSuccess(status));
            KeBench.lower(me, old);
        });

        assertThat(bench.notes).containsExactly("STATUS_TIMEOUT true");
        assertThat(bench.host.isWell()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "DISPATCH_LEVEL,,0xC4/0x121",
        "DISPATCH_LEVEL,-1,0xC4/0x122",
        "DEVICE_LEVEL,-1,0xC4/0x120"
    })
    void aWaitAtDispatchLevelOrAboveStopsTheMachine(String irql, Long timeout, String code) {
        KeBench bench = new KeBench();

        bench.run(me -> {
            long event = KeBench.event(me, NotificationEvent);
            KeBench.raise(me, dev.irpflow.protocol.contract.Irql.valueOf(irql));
            if (timeout == null) {
                KeBench.await(me, event);
            } else {
                KeBench.await(me, event, timeout);
            }
        });

        assertThat(bench.host.violations()).startsWith("kernel/irql-at-call");
        assertThat(bench.host.bugChecks()).containsExactly(code);
    }

    @Test
    void withoutDriverVerifierAWaitAtDispatchLevelIsFatalOnlyIfItBlocks() {
        KeBench bench = KeBench.withoutVerifier();

        bench.run(me -> {
            long event = KeBench.event(me, SynchronizationEvent);
            KeBench.set(me, event);
            KeBench.raise(me, DISPATCH_LEVEL);
            bench.notes.add(KeBench.await(me, event).toString());
            KeBench.await(me, event);
        });

        assertThat(bench.notes).containsExactly("STATUS_SUCCESS");
        assertThat(bench.host.violations()).containsExactly("kernel/wait-at-dispatch");
        assertThat(bench.host.bugChecks()).containsExactly("0xB8");
    }

    @Test
    void setEventWithWaitReturnsRaisedAndTheWaitRestoresTheLevel() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            long event = KeBench.event(me, NotificationEvent);
            var old = KeBench.raise(me, APC_LEVEL);
            setWithWait(me, event);
            bench.notes.add(me.irql().name());
            KeBench.await(me, event);
            bench.notes.add(me.irql().name());
            KeBench.lower(me, old);
        });

        assertThat(bench.notes).containsExactly("DISPATCH_LEVEL", "APC_LEVEL");
        assertThat(bench.host.isWell()).isTrue();
    }

    @Test
    void setEventWithWaitAtDispatchLevelStopsTheMachine() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            long event = KeBench.event(me, NotificationEvent);
            KeBench.raise(me, DISPATCH_LEVEL);
            setWithWait(me, event);
        });

        assertThat(bench.host.bugChecks()).containsExactly("0xC4/0x20016");
    }

    @Test
    void setEventWithWaitIsFollowedByNothingElseThanAWait() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            long event = KeBench.event(me, NotificationEvent);
            setWithWait(me, event);
            KeBench.set(me, event);
        });

        assertThat(bench.host.violations()).startsWith("ke/set-event-then-wait");
    }

    @Test
    void aTimeOutIsFoundAtTheNextTick() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            long event = KeBench.event(me, NotificationEvent);
            bench.notes.add(KeBench.await(me, event, FIVE_MS) + " at " + me.now());
        });

        assertThat(bench.notes).containsExactly("STATUS_TIMEOUT at " + KeBench.TICK);
    }

    @Test
    void aWaitForAnyTellsTheIndex() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            long a = KeBench.event(me, SynchronizationEvent);
            long b = KeBench.event(me, SynchronizationEvent);
            KeBench.set(me, b);
            bench.notes.add(waitFor(me, WaitType.WaitAny, List.of(a, b)).toString());
            bench.notes.add(KeBench.await(me, b, 0).toString());
        });

        assertThat(bench.notes).containsExactly("STATUS_WAIT_1", "STATUS_TIMEOUT");
    }

    @Test
    void aWaitForAllTakesNoSignalBeforeAllAreThere() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            long a = KeBench.event(me, SynchronizationEvent);
            long b = KeBench.event(me, SynchronizationEvent);
            bench.driver.thread(
                    "waiter",
                    other -> {
                        NtStatus status = waitFor(other, WaitType.WaitAll, List.of(a, b));
                        bench.notes.add("all: " + status);
                    });
            KeBench.await(me, KeBench.event(me, NotificationEvent), FIVE_MS);
            KeBench.set(me, a);
            bench.notes.add("a: " + KeBench.await(me, a, 0));
            KeBench.set(me, a);
            KeBench.set(me, b);
            bench.notes.add("b: " + KeBench.await(me, b, 0));
        });

        assertThat(bench.notes)
                .containsExactly("a: STATUS_SUCCESS", "b: STATUS_TIMEOUT", "all: STATUS_SUCCESS");
    }

    @Test
    void fourObjectsWithoutAWaitBlockArrayStopTheMachine() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            long e = KeBench.event(me, NotificationEvent);
            waitFor(me, WaitType.WaitAny, List.of(e, e, e, e));
        });

        assertThat(bench.host.bugChecks()).containsExactly("0xC");
    }

    @Test
    void anEventInPageableMemoryStopsTheMachine() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            BufferRef paged = KeBench.allocate(me, KeBench.PAGED, 64);
            KeBench.event(me, KeInitializeEvent.newBuilder().setStorage(paged));
        });

        assertThat(bench.host.bugChecks()).containsExactly("0xC4/0xE1");
    }

    @Test
    void waitingForNothingThatIsThereIsABreach() {
        KeBench bench = new KeBench();

        bench.run(me -> KeBench.await(me, 0));

        assertThat(bench.host.violations()).containsExactly("ke/no-such-object");
        assertThat(bench.host.details().getFirst())
                .isEqualTo("m/driver calls KeWaitForSingleObject with NULL for the WaitObject");
    }

    @Test
    void settingAnEventAboveDispatchLevelStopsTheMachine() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            long event = KeBench.event(me, NotificationEvent);
            KeBench.raise(me, DEVICE_LEVEL);
            KeBench.set(me, event);
        });

        assertThat(bench.host.bugChecks()).containsExactly("0xC4/0x80");
    }

    private static void waiters(KeBench bench, long event, int count) {
        for (int i = 0; i < count; i++) {
            String name = Integer.toString(i);
            bench.driver.thread(
                    name,
                    me -> {
                        KeBench.await(me, event);
                        bench.notes.add(name);
                    });
        }
    }

    private static NtStatus waitFor(Running me, WaitType type, List<Long> objects) {
        return me.status(
                KeWaitForMultipleObjects.newBuilder()
                        .addAllObjects(objects)
                        .setWaitType(type)
                        .build());
    }

    private static int setReturns(Running me, long event) {
        return me.call(KeSetEvent.newBuilder().setEvent(event).build(), KeSetEvent.Out.class)
                .getReturned();
    }

    private static int resetReturns(Running me, long event) {
        return me.call(KeResetEvent.newBuilder().setEvent(event).build(), KeResetEvent.Out.class)
                .getReturned();
    }

    private static void setWithWait(Running me, long event) {
        me.call(KeSetEvent.newBuilder().setEvent(event).setWait(true).build());
    }
}
