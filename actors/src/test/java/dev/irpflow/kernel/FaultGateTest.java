package dev.irpflow.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.io.Io;
import dev.irpflow.ke.Ke;
import dev.irpflow.kernel.FaultPoint.Fate;
import dev.irpflow.kernel.TestDriver.Running;
import dev.irpflow.protocol.kernel.IoCallDriver;
import dev.irpflow.protocol.kernel.IoStackLocation;
import dev.irpflow.protocol.kernel.IrpMajor;
import dev.irpflow.protocol.kernel.IrpMjRead;
import dev.irpflow.protocol.kernel.KeQuerySystemTime;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.stage.TraceEvent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a fault does to a call, as its caller and the trace see it. */
class FaultGateTest {
    private final TestHost host = new TestHost();
    private final Machine machine = host.machine("m");
    private final TestDriver driver = host.driver(machine, "driver");

    FaultGateTest() {
        host.bindDirectly(machine, "ke", new Ke());
        host.bind(machine, "io", new Io());
    }

    @Test
    void aDelayedCallIsOneMessage() {
        host.faults(call ->
                call.request() instanceof KeQuerySystemTime ? new Fate.Delay("slow", 1_000) : null);
        List<Long> times = new ArrayList<>();
        driver.thread(
                "thread",
                me -> {
                    me.call(KeQuerySystemTime.getDefaultInstance());
                    times.add(me.now());
                });

        host.run();

        assertThat(times).containsExactly(1_000L);
        assertThat(host.stage().trace().of(TraceEvent.Kind.CALL, "KeQuerySystemTime")).hasSize(1);
        assertThat(host.isWell()).isTrue();
    }

    @Test
    void aFailedDispatchRoutineHasCompletedItsIrp() {
        DeviceObject device = machine.objects().add(new DeviceObject("", machine.place("lower")));
        host.driver(machine, "lower");
        host.faults(call ->
                call.request() instanceof IrpMjRead
                        ? new Fate.Fail("broken", NtStatus.STATUS_INSUFFICIENT_RESOURCES)
                        : null);
        List<Object> seen = new ArrayList<>();
        driver.thread("thread", me -> seen.add(read(me, device, seen)));

        host.run();

        assertThat(host.details()).isEmpty();
        assertThat(seen)
                .containsExactly(
                        NtStatus.STATUS_INSUFFICIENT_RESOURCES,
                        NtStatus.STATUS_INSUFFICIENT_RESOURCES);
    }

    private NtStatus read(Running me, DeviceObject device, List<Object> completions) {
        Irp irp = machine.objects().add(new Irp(Irp.Origin.ALLOCATED, driver.place(), 1));
        long routine =
                driver.address(done -> {
                    completions.add(irp.status());
                    return NtStatus.STATUS_MORE_PROCESSING_REQUIRED;
                });
        irp.nextStack()
                .ask(IoStackLocation.newBuilder().setMajorFunction(IrpMajor.IRP_MJ_READ).build());
        irp.nextStack()
                .completion(
                        new StackLocation.CompletionRoutine(
                                driver.place(), routine, null, true, true, true));
        return me.status(
                IoCallDriver.newBuilder().setDeviceObject(device.id()).setIrp(irp.id()).build());
    }
}
