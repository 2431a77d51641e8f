package dev.irpflow.io;

import static dev.irpflow.io.IoBench.complete;
import static dev.irpflow.io.IoBench.irpOf;
import static dev.irpflow.io.IoBench.mark;
import static dev.irpflow.io.IoBench.send;
import static dev.irpflow.protocol.status.NtStatus.STATUS_PENDING;
import static dev.irpflow.protocol.status.NtStatus.STATUS_SUCCESS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.kernel.DeviceObject;
import dev.irpflow.kernel.TestDriver;
import dev.irpflow.kernel.TestDriver.Running;
import dev.irpflow.protocol.kernel.IrpMajor;
import dev.irpflow.protocol.kernel.IrpMjPower;
import dev.irpflow.protocol.status.NtStatus;
import org.junit.jupiter.api.Test;

/** Power IRPs: how they begin, are passed down and time out: reference section 8. */
final class PowerIrpTest {
    private final IoBench bench = new IoBench();

    private DeviceObject lowest(TestDriver.Code read) {
        return bench.device(bench.driver("c", read));
    }

    private static NtStatus succeed(Running me) {
        return complete(me, irpOf(me), STATUS_SUCCESS, 0);
    }

    private void power(NtStatus initial, DeviceObject to) {
        bench.run(me -> {
            long irp = IoBench.allocate(me, to.stackSize());
            IoBench.ask(me, irp, IrpMajor.IRP_MJ_POWER);
            IoBench.status(me, irp, initial, 0);
            bench.keeps(me, irp);
            me.call(send(irp, to));
        });
    }

    private DeviceObject powerDevice() {
        TestDriver driver = bench.host.driver(bench.machine, "power");
        driver.slot(
                IrpMjPower.class,
                me -> complete(me, me.request(IrpMjPower.class).getIrp(), STATUS_SUCCESS, 0));
        return bench.device(driver);
    }

    @Test
    void aPowerIrpBeginsAsNotSupported() {
        power(STATUS_SUCCESS, powerDevice());

        assertThat(bench.host.violations()).containsExactly("io/initial-status-not-supported");
    }

    @Test
    void aSuccessfulPowerIrpIsPassedDown() {
        DeviceObject upper = powerDevice();
        upper.attachAbove(lowest(PowerIrpTest::succeed));

        power(NtStatus.STATUS_NOT_SUPPORTED, upper);

        assertThat(bench.host.violations()).containsExactly("io/completed-instead-of-passed");
        assertThat(bench.host.bugChecks()).containsExactly("0xC9/0x231");
    }

    private void powerThatIsNeverCompleted(IoBench with) {
        TestDriver driver = with.host.driver(with.machine, "power");
        driver.slot(
                IrpMjPower.class,
                me -> {
                    mark(me, me.request(IrpMjPower.class).getIrp());
                    return STATUS_PENDING;
                });
        DeviceObject device = with.device(driver);
        with.run(me -> {
            long irp = IoBench.allocate(me, 1);
            IoBench.ask(me, irp, IrpMajor.IRP_MJ_POWER);
            IoBench.status(me, irp, NtStatus.STATUS_NOT_SUPPORTED, 0);
            with.keeps(me, irp);
            me.call(send(irp, device));
            with.note(device.id() + " " + irp);
        });
    }

    @Test
    void aPowerIrpThatIsNeverCompletedStopsTheMachineAfterTenMinutes() { // K52
        powerThatIsNeverCompleted(bench);

        assertThat(bench.host.violations()).containsExactly("io/power-irp-blocked");
        assertThat(bench.host.bugChecks()).containsExactly("0x9F");
        assertThat(bench.host.bugCheck().p1()).isEqualTo(3);
        assertThat(bench.host.stage().now()).isEqualTo(600_000_000_000L);
        assertThat(bench.notes)
                .containsExactly(bench.host.bugCheck().p2() + " " + bench.host.bugCheck().p4());
    }

    @Test
    void aPowerIrpThatIsCompletedKeepsNobodyWaiting() {
        power(NtStatus.STATUS_NOT_SUPPORTED, powerDevice());

        assertThat(bench.host.isWell()).isTrue();
        assertThat(bench.host.stage().now()).isZero();
    }
}
