package dev.irpflow.io;

import static dev.irpflow.io.IoBench.complete;
import static dev.irpflow.io.IoBench.irpOf;
import static dev.irpflow.io.IoBench.mark;
import static dev.irpflow.protocol.status.NtStatus.STATUS_CANCELLED;
import static dev.irpflow.protocol.status.NtStatus.STATUS_NOT_FOUND;
import static dev.irpflow.protocol.status.NtStatus.STATUS_PENDING;
import static dev.irpflow.protocol.status.NtStatus.STATUS_SUCCESS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.kernel.DeviceObject;
import dev.irpflow.kernel.DriverObject;
import dev.irpflow.kernel.Memory;
import dev.irpflow.kernel.Region;
import dev.irpflow.kernel.TestDriver;
import dev.irpflow.kernel.TestDriver.Running;
import dev.irpflow.protocol.kernel.IrpMjCreate;
import dev.irpflow.protocol.kernel.NtCancelIoFileEx;
import dev.irpflow.protocol.kernel.NtCreateFile;
import dev.irpflow.protocol.kernel.NtReadFile;
import dev.irpflow.protocol.kernel.ObjectAttributes;
import dev.irpflow.protocol.status.NtStatus;
import org.junit.jupiter.api.Test;

/** NtCancelIoFileEx asks for an end, and does not wait for it. */
class CancelIoTest {
    private final IoBench bench = new IoBench();
    private long release;
    private final TestDriver driver =
            bench.driver(
                    "slow",
                    me -> {
                        long irp = irpOf(me);
                        mark(me, irp);
                        me.driver()
                                .thread(
                                        "later",
                                        other -> {
                                            IoBench.await(other, release);
                                            complete(other, irp, STATUS_CANCELLED, 0);
                                        });
                        return STATUS_PENDING;
                    });
    private final Region buffer = region();

    CancelIoTest() {
        driver.slot(
                IrpMjCreate.class,
                me -> complete(me, me.request(IrpMjCreate.class).getIrp(), STATUS_SUCCESS, 0));
        DeviceObject device = new DeviceObject("\\Device\\Slow", driver.place());
        device.driverObject(bench.machine.objects().add(new DriverObject(driver.place())));
        bench.machine.objects().add(device);
        bench.machine.namespace().add(device);
    }

    private Region region() {
        Region region = bench.machine.memory().allocate(Region.Kind.USER, "Test", 8, "app");
        if (region == null) {
            throw new AssertionError("no memory");
        }
        return region;
    }

    private static long open(Running me) {
        return me.call(
                        NtCreateFile.newBuilder()
                                .setObjectAttributes(
                                        ObjectAttributes.newBuilder()
                                                .setObjectName("\\Device\\Slow"))
                                .build(),
                        NtCreateFile.Out.class)
                .getFileHandle();
    }

    private static NtStatus cancel(Running me, long file) {
        return me.status(NtCancelIoFileEx.newBuilder().setFileHandle(file).build());
    }

    @Test
    void cancellingReturnsWhileADriverThatIgnoresItHasTheIrpStill() {
        bench.run(me -> {
            release = IoBench.event(me);
            long event = IoBench.event(me);
            long file = open(me);
            NtReadFile read =
                    NtReadFile.newBuilder()
                            .setFileHandle(file)
                            .setEvent(event)
                            .setBuffer(Memory.all(buffer))
                            .setByteOffset(0)
                            .build();
            bench.note("read " + me.status(read));
            bench.note("cancel " + cancel(me, file));
            IoBench.set(me, release);
            IoBench.await(me, event);
            bench.note("ended");
            bench.note("cancel " + cancel(me, file));
        });

        assertThat(bench.notes)
                .containsExactly(
                        "read " + STATUS_PENDING,
                        "cancel " + STATUS_SUCCESS,
                        "ended",
                        "cancel " + STATUS_NOT_FOUND);
        assertThat(bench.host.isWell()).isTrue();
    }
}
