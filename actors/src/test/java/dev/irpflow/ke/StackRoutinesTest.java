package dev.irpflow.ke;

import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.kernel.DeviceObject;
import dev.irpflow.kernel.TestDriver.Running;
import dev.irpflow.protocol.kernel.DeviceObjectSetFlags;
import dev.irpflow.protocol.kernel.IoAttachDeviceToDeviceStack;
import dev.irpflow.protocol.kernel.IoAttachDeviceToDeviceStackSafe;
import dev.irpflow.protocol.kernel.IoCreateSymbolicLink;
import dev.irpflow.protocol.kernel.IoDeleteSymbolicLink;
import dev.irpflow.protocol.kernel.IoDetachDevice;
import dev.irpflow.protocol.status.NtStatus;
import org.junit.jupiter.api.Test;

/** Stacks of devices, their flags and the links to their names. */
class StackRoutinesTest {
    private final KeBench bench = new KeBench();
    private final DeviceObject bottom = device("");
    private final DeviceObject middle = device("");
    private final DeviceObject top = device("");

    private DeviceObject device(String name) {
        return bench.machine.objects().add(new DeviceObject(name, bench.driver.place()));
    }

    private static long attach(Running me, DeviceObject source, DeviceObject target) {
        return me.call(
                        IoAttachDeviceToDeviceStack.newBuilder()
                                .setSourceDevice(source.id())
                                .setTargetDevice(target.id())
                                .build(),
                        IoAttachDeviceToDeviceStack.Out.class)
                .getReturned();
    }

    @Test
    void aDeviceIsAttachedAboveTheTopOfTheStack() {
        bench.run(me -> {
            assertThat(attach(me, middle, bottom)).isEqualTo(bottom.id());
            assertThat(attach(me, top, bottom)).isEqualTo(middle.id());
        });

        assertThat(bottom.top()).isSameAs(top);
        assertThat(top.stackSize()).isEqualTo(3);
        assertThat(bench.host.isWell()).isTrue();
    }

    @Test
    void theSafeRoutineSaysWhichDeviceIsBelow() {
        bench.run(me -> {
            var answer =
                    me.call(
                            IoAttachDeviceToDeviceStackSafe.newBuilder()
                                    .setSourceDevice(top.id())
                                    .setTargetDevice(bottom.id())
                                    .build());
            assertThat(
                            answer.out(IoAttachDeviceToDeviceStackSafe.Out.class)
                                    .getAttachedToDeviceObject())
                    .isEqualTo(bottom.id());
        });
    }

    @Test
    void detachingNamesTheLowerDevice() {
        bench.run(me -> {
            attach(me, top, bottom);
            me.call(IoDetachDevice.newBuilder().setTargetDevice(bottom.id()).build());
        });

        assertThat(bottom.top()).isSameAs(bottom);
        assertThat(top.lower()).isNull();
        assertThat(bench.host.isWell()).isTrue();
    }

    @Test
    void whatIsNotAttachedIsNotDetached() {
        bench.run(me -> me.call(IoDetachDevice.newBuilder().setTargetDevice(bottom.id()).build()));

        assertThat(bench.host.violations()).containsExactly("ke/device-detached-nothing");
        assertThat(bench.host.bugChecks()).containsExactly("0xC9/0x202");
    }

    @Test
    void aDeviceIsAttachedOnce() {
        bench.run(me -> {
            attach(me, top, bottom);
            assertThat(attach(me, top, middle)).isZero();
        });

        assertThat(bench.host.violations()).containsExactly("ke/device-attached-twice");
    }

    @Test
    void aDeviceDoesOneKindOfIo() {
        bench.run(me ->
                me.call(
                        DeviceObjectSetFlags.newBuilder()
                                .setDeviceObject(bottom.id())
                                .setFlags(0x14)
                                .build()));

        assertThat(bench.host.violations()).containsExactly("ke/device-two-kinds-of-io");
        assertThat(bench.host.bugChecks()).containsExactly("0xC9/0x245");
    }

    @Test
    void aLinkLeadsToItsDeviceUntilItIsDeleted() {
        DeviceObject named = device("\\Device\\Queue");
        bench.machine.namespace().add(named);
        bench.run(me -> {
            me.call(
                    IoCreateSymbolicLink.newBuilder()
                            .setSymbolicLinkName("\\DosDevices\\Queue")
                            .setDeviceName("\\Device\\Queue")
                            .build());
            assertThat(bench.machine.namespace().resolve("\\??\\Queue"))
                    .extracting(target -> target.device())
                    .isSameAs(named);
            var gone = IoDeleteSymbolicLink.newBuilder().setSymbolicLinkName("\\DosDevices\\Queue");
            assertThat(me.status(gone.build())).isEqualTo(NtStatus.STATUS_SUCCESS);
            assertThat(me.status(gone.build())).isEqualTo(NtStatus.STATUS_OBJECT_NAME_NOT_FOUND);
        });
    }
}
