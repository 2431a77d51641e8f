package dev.irpflow.io;

import static dev.irpflow.io.IoBench.complete;
import static dev.irpflow.io.IoBench.irpOf;
import static dev.irpflow.io.IoBench.mark;
import static dev.irpflow.io.IoBench.send;
import static dev.irpflow.protocol.status.NtStatus.STATUS_CANCELLED;
import static dev.irpflow.protocol.status.NtStatus.STATUS_PENDING;
import static dev.irpflow.protocol.status.NtStatus.STATUS_SUCCESS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.kernel.DeviceObject;
import dev.irpflow.kernel.TestDriver;
import dev.irpflow.kernel.TestDriver.Running;
import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.protocol.kernel.DeviceObjectGetCurrentIrp;
import dev.irpflow.protocol.kernel.DriverCancel;
import dev.irpflow.protocol.kernel.DriverObjectSetStartIo;
import dev.irpflow.protocol.kernel.DriverStartIo;
import dev.irpflow.protocol.kernel.IoCancelIrp;
import dev.irpflow.protocol.kernel.IoReleaseCancelSpinLock;
import dev.irpflow.protocol.kernel.IoSetCancelRoutine;
import dev.irpflow.protocol.kernel.IoSetStartIoAttributes;
import dev.irpflow.protocol.kernel.IoStartNextPacket;
import dev.irpflow.protocol.kernel.IoStartNextPacketByKey;
import dev.irpflow.protocol.kernel.IoStartPacket;
import dev.irpflow.protocol.kernel.KeAcquireSpinLock;
import dev.irpflow.protocol.kernel.KeInitializeSpinLock;
import dev.irpflow.protocol.kernel.KeLowerIrql;
import dev.irpflow.protocol.kernel.KeRaiseIrql;
import dev.irpflow.protocol.kernel.KeRemoveEntryDeviceQueue;
import dev.irpflow.protocol.status.NtStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** StartIo: wdk-ddi-src/content/wdm/nf-wdm-iostartpacket.md and its neighbours. */
class StartIoTest {
    private final IoBench bench = new IoBench();
    private final TestDriver driver = bench.driver("port", this::read);
    private final DeviceObject device = bench.device(driver);
    private final List<Long> started = new ArrayList<>();
    private TestDriver.Body startIo = me -> {};
    private @Nullable Integer key;
    private boolean cancelable;

    private NtStatus read(Running me) {
        mark(me, irpOf(me));
        IoStartPacket.Builder start =
                IoStartPacket.newBuilder().setDeviceObject(device.id()).setIrp(irpOf(me));
        if (key != null) {
            start.setKey(key);
        }
        if (cancelable) {
            start.setCancelFunction(driver.addressOf(this::cancel));
        }
        me.call(start.build());
        bench.note("back at " + me.irql());
        return STATUS_PENDING;
    }

    private void startIo(Running me) {
        long irp = me.request(DriverStartIo.class).getIrp();
        assertThat(me.irql()).isEqualTo(Irql.DISPATCH_LEVEL);
        assertThat(current(me)).isEqualTo(irp);
        started.add(irp);
        startIo.run(me);
    }

    private void cancel(Running me) {
        DriverCancel request = me.request(DriverCancel.class);
        boolean waits =
                me.call(
                                KeRemoveEntryDeviceQueue.newBuilder()
                                        .setDeviceQueue(device.startIo(bench.machine).queue().id())
                                        .setDeviceQueueEntry(request.getIrp())
                                        .build(),
                                KeRemoveEntryDeviceQueue.Out.class)
                        .getReturned();
        me.call(IoReleaseCancelSpinLock.newBuilder().setIrql(request.getCancelIrql()).build());
        if (waits) {
            complete(me, request.getIrp(), STATUS_CANCELLED, 0);
        }
    }

    // The driver says which its StartIo routine is, and the maker goes on.
    private void run(TestDriver.Body body) {
        bench.run(me -> {
            me.call(
                    DriverObjectSetStartIo.newBuilder()
                            .setDriverObject(Objects.requireNonNull(device.driverObject()).id())
                            .setDriverStartIo(driver.addressOf(this::startIo))
                            .build());
            body.run(me);
        });
    }

    private static void next(Running me, DeviceObject device, boolean cancelable) {
        me.call(
                IoStartNextPacket.newBuilder()
                        .setDeviceObject(device.id())
                        .setCancelable(cancelable)
                        .build());
    }

    private long current(Running me) {
        return me.call(
                        DeviceObjectGetCurrentIrp.newBuilder().setDeviceObject(device.id()).build(),
                        DeviceObjectGetCurrentIrp.Out.class)
                .getReturned();
    }

    private void attributes(Running me, boolean deferred, boolean nonCancelable) {
        me.call(
                IoSetStartIoAttributes.newBuilder()
                        .setDeviceObject(device.id())
                        .setDeferredStartIo(deferred)
                        .setNonCancelable(nonCancelable)
                        .build());
    }

    private static void atDispatch(Running me, TestDriver.Body body) {
        me.call(KeRaiseIrql.newBuilder().setNewIrql(Irql.DISPATCH_LEVEL).build());
        body.run(me);
        me.call(KeLowerIrql.newBuilder().setNewIrql(Irql.PASSIVE_LEVEL).build());
    }

    private long sent(Running me) {
        long irp = bench.madeRead(me, 1);
        me.call(send(irp, device));
        return irp;
    }

    private void ends(Running me) {
        long irp = current(me);
        next(me, device, cancelable);
        complete(me, irp, STATUS_SUCCESS, irp);
    }

    @Test
    void oneIrpIsStartedAtATimeAndTheOthersWait() {
        run(me -> {
            long first = sent(me);
            long second = sent(me);
            assertThat(started).containsExactly(first);

            driver.dpc("done", 0, this::ends);
            driver.dpc("done", 0, this::ends);
            current(me); // the DPCs come first
            assertThat(started).containsExactly(first, second);
            assertThat(current(me)).isZero();
        });

        assertThat(bench.notes)
                .startsWith("back at PASSIVE_LEVEL", "back at PASSIVE_LEVEL")
                .hasSize(4);
        assertThat(bench.host.details()).isEmpty();
    }

    @Test
    void theNextIrpIsTheOneWhoseKeyFits() {
        run(me -> {
            key = 1;
            sent(me);
            key = 30;
            long last = sent(me);
            key = 20;
            long middle = sent(me);
            atDispatch(
                    me,
                    raised -> {
                        raised.call(
                                IoStartNextPacketByKey.newBuilder()
                                        .setDeviceObject(device.id())
                                        .setKey(25)
                                        .build());
                        next(raised, device, false);
                    });
            assertThat(started).endsWith(last, middle);
        });

        assertThat(bench.host.details()).isEmpty();
    }

    @Test
    void aCancelledIrpLeavesTheDeviceQueueThroughItsCancelRoutine() {
        cancelable = true;
        run(me -> {
            sent(me);
            long waits = sent(me);
            me.call(IoCancelIrp.newBuilder().setIrp(waits).build());
            assertThat(bench.notes).last().isEqualTo("maker: STATUS_CANCELLED 0");
            atDispatch(me, raised -> next(raised, device, true));
            assertThat(started).doesNotContain(waits);
        });

        assertThat(bench.host.details()).isEmpty();
    }

    @Test
    void anIrpThatIsCancelledBeforeItIsQueuedGoesToTheCancelRoutineAtOnce() {
        cancelable = true;
        run(me -> {
            sent(me);
            long late = bench.madeRead(me, 1);
            me.call(IoCancelIrp.newBuilder().setIrp(late).build());
            me.call(send(late, device));
            assertThat(started).doesNotContain(late);
        });

        assertThat(bench.notes).endsWith("maker: STATUS_CANCELLED 0", "back at PASSIVE_LEVEL");
        assertThat(bench.host.details()).isEmpty();
    }

    @Test
    void withNonCancelableAnIrpLosesItsCancelRoutineBeforeStartIoGetsIt() {
        cancelable = true;
        run(me -> {
            attributes(me, false, true);
            long first = sent(me);
            assertThat(
                            me.call(
                                            IoCancelIrp.newBuilder().setIrp(first).build(),
                                            IoCancelIrp.Out.class)
                                    .getReturned())
                    .isFalse();
        });

        assertThat(bench.host.details()).isEmpty();
    }

    @Test
    void deferredStartIoIsCalledAgainOnlyAfterItHasReturned() {
        run(me -> {
            attributes(me, true, false);
            sent(me);
            sent(me);
            sent(me);
            bench.notes.clear();
            startIo =
                    again -> {
                        bench.note("in");
                        ends(again);
                        bench.note("out");
                    };
            atDispatch(me, raised -> next(raised, device, false));
        });

        assertThat(bench.notes.stream().filter(note -> note.length() <= 3))
                .containsExactly("in", "out", "in", "out");
        assertThat(bench.host.details()).isEmpty();
    }

    @Test
    void theCancelLockIsNotHeldInStartIo() {
        cancelable = true;
        startIo = me -> assertThat(me.call().strand().holdsLocks()).isFalse();
        run(this::sent);

        assertThat(started).hasSize(1);
        assertThat(bench.host.details()).isEmpty();
    }

    @Test
    void theNextPacketIsStartedAtDispatchLevelAndWithoutASpinLock() {
        run(me -> {
            sent(me);
            next(me, device, false);
        });
        assertThat(bench.host.violations()).startsWith("kernel/irql-at-call");

        StartIoTest other = new StartIoTest();
        other.run(me -> {
            other.sent(me);
            long lock =
                    me.call(
                                    KeInitializeSpinLock.getDefaultInstance(),
                                    KeInitializeSpinLock.Out.class)
                            .getSpinLock();
            me.call(KeAcquireSpinLock.newBuilder().setSpinLock(lock).build());
            next(me, other.device, false);
        });
        assertThat(other.bench.host.violations()).startsWith("kernel/locks-at-call");
    }

    @Test
    void aCancelRoutineOfItsOwnIsABreachAfterNonCancelableFalse() {
        startIo =
                me ->
                        me.call(
                                IoSetCancelRoutine.newBuilder()
                                        .setIrp(me.request(DriverStartIo.class).getIrp())
                                        .setCancelRoutine(driver.addressOf(this::cancel))
                                        .build());
        run(me -> {
            attributes(me, true, false);
            sent(me);
        });

        assertThat(bench.host.violations()).startsWith("ke/start-io-cancel");
    }
}
