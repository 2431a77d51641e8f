package dev.irpflow.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.ke.Ke;
import dev.irpflow.kernel.DeviceObject;
import dev.irpflow.kernel.Irp;
import dev.irpflow.kernel.Machine;
import dev.irpflow.kernel.MachineSettings;
import dev.irpflow.kernel.TestDriver;
import dev.irpflow.kernel.TestDriver.Running;
import dev.irpflow.kernel.TestHost;
import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.protocol.kernel.IoAcquireCancelSpinLock;
import dev.irpflow.protocol.kernel.IoAllocateIrp;
import dev.irpflow.protocol.kernel.IoCallDriver;
import dev.irpflow.protocol.kernel.IoCancelIrp;
import dev.irpflow.protocol.kernel.IoCompleteRequest;
import dev.irpflow.protocol.kernel.IoFreeIrp;
import dev.irpflow.protocol.kernel.IoReleaseCancelSpinLock;
import dev.irpflow.protocol.kernel.IoReuseIrp;
import dev.irpflow.protocol.kernel.IoSetCompletionRoutine;
import dev.irpflow.protocol.kernel.IoStackLocation;
import dev.irpflow.protocol.kernel.IrpMajor;
import dev.irpflow.protocol.kernel.IrpMjRead;
import dev.irpflow.protocol.kernel.IrpSetIoStatus;
import dev.irpflow.protocol.kernel.IrpSetNextStackLocation;
import dev.irpflow.protocol.status.NtStatus;
import org.junit.jupiter.api.Test;

/** The I/O manager comes back to an IRP that is no longer what it was. */
class LateTest {
    private final TestHost host = new TestHost();
    private final Machine machine = host.machine(MachineSettings.of("m").withProcessors(2));
    private final TestDriver driver = host.driver(machine, "driver");
    private final DeviceObject device = machine.objects().add(new DeviceObject("", driver.place()));

    LateTest() {
        host.bindDirectly(machine, "ke", new Ke());
        host.bind(machine, "io", new Io());
        driver.slot(
                IrpMjRead.class,
                me -> {
                    long irp = me.request(IrpMjRead.class).getIrp();
                    me.call(IrpSetIoStatus.newBuilder().setIrp(irp).build());
                    me.call(IoCompleteRequest.newBuilder().setIrp(irp).build());
                    return NtStatus.STATUS_SUCCESS;
                });
    }

    private static long allocate(Running me) {
        return me.call(IoAllocateIrp.newBuilder().setStackSize(1).build(), IoAllocateIrp.Out.class)
                .getReturned();
    }

    // Sends a read whose completion routine does this, and lets the completion go on.
    private void sendsAndThen(java.util.function.BiConsumer<Running, Long> inCompletion) {
        driver.thread(
                "sender",
                me -> {
                    long irp = allocate(me);
                    toRead(me, irp);
                    me.call(
                            IoSetCompletionRoutine.newBuilder()
                                    .setIrp(irp)
                                    .setCompletionRoutine(
                                            driver.address(routine -> {
                                                inCompletion.accept(routine, irp);
                                                return NtStatus.STATUS_SUCCESS;
                                            }))
                                    .setInvokeOnSuccess(true)
                                    .build());
                    me.call(send(irp));
                });
        host.run();
    }

    private static void toRead(Running me, long irp) {
        me.call(
                IrpSetNextStackLocation.newBuilder()
                        .setIrp(irp)
                        .setLocation(
                                IoStackLocation.newBuilder().setMajorFunction(IrpMajor.IRP_MJ_READ))
                        .build());
    }

    private IoCallDriver send(long irp) {
        return IoCallDriver.newBuilder().setDeviceObject(device.id()).setIrp(irp).build();
    }

    @Test
    void aCompletionThatGoesOnWithAReusedIrpIsAViolationOfTheRoutinesOwner() {
        sendsAndThen((me, irp) -> me.call(IoReuseIrp.newBuilder().setIrp(irp).build()));

        assertThat(host.violations()).containsExactly("io/irp-after-free");
        assertThat(host.details().getFirst()).contains("m/driver reused");
    }

    @Test
    void aCompletionThatGoesOnWithAnIrpThatWasSentAgainIsOneToo() {
        sendsAndThen((me, irp) -> {
            toRead(me, irp);
            driver.slot(IrpMjRead.class, again -> NtStatus.STATUS_PENDING);
            me.call(send(irp));
        });

        assertThat(host.violations()).contains("io/irp-after-free");
        assertThat(host.details()).anyMatch(detail -> detail.contains("sent on or completed"));
    }

    // One strand holds the cancel lock while another spins for it in IoCancelIrp.
    private void cancelsWhile(java.util.function.BiConsumer<Running, Long> underTheLock) {
        driver.thread(
                "owner",
                me -> {
                    long irp = allocate(me);
                    Irql old =
                            me.call(
                                            IoAcquireCancelSpinLock.getDefaultInstance(),
                                            IoAcquireCancelSpinLock.Out.class)
                                    .getIrql();
                    driver.dpc(
                            "canceller",
                            1 - me.call().strand().processorNumber(), // the one that is not held
                            other -> other.call(IoCancelIrp.newBuilder().setIrp(irp).build()));
                    while (machine.cancelLock().contenders().isEmpty()) {
                        me.call(dev.irpflow.protocol.kernel.KeGetCurrentIrql.getDefaultInstance());
                    }
                    underTheLock.accept(me, irp);
                    me.call(IoReleaseCancelSpinLock.newBuilder().setIrql(old).build());
                });
        host.stage().chooser().seed(3); // both processors get their turn
        host.run();
    }

    @Test
    void cancellingAnIrpThatWasFreedMeanwhileIsAViolationOfTheCanceller() {
        cancelsWhile((me, irp) -> me.call(IoFreeIrp.newBuilder().setIrp(irp).build()));

        assertThat(host.violations()).containsExactly("io/irp-after-free");
        assertThat(host.details().getFirst()).contains("freed before IoCancelIrp");
        assertThat(machine.cancelLock().holder()).isNull();
    }

    @Test
    void cancellingAnIrpThatWasReusedMeanwhileIsAViolationAndHitsTheNewOperation() {
        cancelsWhile((me, irp) -> me.call(IoReuseIrp.newBuilder().setIrp(irp).build()));

        assertThat(host.violations()).containsExactly("io/cancel-of-another-operation");
        assertThat(machine.objects().all(Irp.class))
                .singleElement()
                .matches(Irp::isCancelRequested);
    }
}
