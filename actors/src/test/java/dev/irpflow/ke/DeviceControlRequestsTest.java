package dev.irpflow.ke;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.irpflow.io.Io;
import dev.irpflow.kernel.DeviceObject;
import dev.irpflow.kernel.Irp;
import dev.irpflow.kernel.TestDriver.Running;
import dev.irpflow.protocol.kernel.BufferRef;
import dev.irpflow.protocol.kernel.EventType;
import dev.irpflow.protocol.kernel.IoBuildDeviceIoControlRequest;
import dev.irpflow.protocol.kernel.IoCallDriver;
import dev.irpflow.protocol.kernel.IoCompleteRequest;
import dev.irpflow.protocol.kernel.IoMarkIrpPending;
import dev.irpflow.protocol.kernel.IoStatusBlockRead;
import dev.irpflow.protocol.kernel.IrpGetBuffers;
import dev.irpflow.protocol.kernel.IrpMjDeviceControl;
import dev.irpflow.protocol.kernel.IrpSetIoStatus;
import dev.irpflow.protocol.kernel.MemoryRead;
import dev.irpflow.protocol.kernel.MemoryWrite;
import dev.irpflow.protocol.status.NtStatus;
import org.junit.jupiter.api.Test;

/** Requests that a driver builds for its thread, and their end. */
class BuildRoutinesTest {
    @Test
    void aPendedRequestWritesOutputAndBlockAndSignalsItsEvent() {
        KeBench bench = bench(NtStatus.STATUS_SUCCESS, true);

        bench.run(me -> control(me, bench));

        assertThat(bench.notes)
                .containsExactly("STATUS_PENDING", "STATUS_SUCCESS", "STATUS_SUCCESS 2 ok");
        assertThat(bench.host.isWell()).isTrue();
        assertThat(bench.machine.objects().all(Irp.class)).isEmpty();
    }

    @Test
    void aPendedFailureWritesBlockAndSignalsToo() {
        KeBench bench = bench(NtStatus.STATUS_IO_TIMEOUT, true);

        bench.run(me -> control(me, bench));

        assertThat(bench.notes)
                .containsExactly("STATUS_PENDING", "STATUS_SUCCESS", "STATUS_IO_TIMEOUT 2 \0\0");
    }

    @Test
    void aSynchronousFailureIsToldByTheReturnValueAlone() {
        KeBench bench = bench(NtStatus.STATUS_IO_TIMEOUT, false);

        bench.run(me -> control(me, bench));

        assertThat(bench.notes)
                .containsExactly("STATUS_IO_TIMEOUT", "STATUS_TIMEOUT", "STATUS_SUCCESS 0 \0\0");
    }

    @Test
    void theStatusBlockIsNotReadBeforeTheRequestHasEnded() {
        KeBench bench = bench(NtStatus.STATUS_SUCCESS, true);

        bench.run(me -> {
            DeviceObject device =
                    bench.machine.objects().add(new DeviceObject("", bench.driver.place()));
            BufferRef block = KeBench.allocate(me, KeBench.NON_PAGED, 16);
            me.call(
                    IoBuildDeviceIoControlRequest.newBuilder()
                            .setDeviceObject(device.id())
                            .setIoStatusBlock(block)
                            .build());
            me.call(IoStatusBlockRead.newBuilder().setIoStatusBlock(block).build());
        });

        assertThat(bench.host.violations()).containsExactly("kernel/lent-memory-untouched");
    }

    /** A device that answers "ok" with a status: inline, or pended and completed by a DPC. */
    private static KeBench bench(NtStatus status, boolean pends) {
        KeBench bench = new KeBench();
        bench.host.bind(bench.machine, "io", new Io());
        bench.driver.slot(
                IrpMjDeviceControl.class,
                me -> {
                    long irp = me.request(IrpMjDeviceControl.class).getIrp();
                    if (!pends) {
                        answer(me, irp, status);
                        return status;
                    }
                    me.call(IoMarkIrpPending.newBuilder().setIrp(irp).build());
                    bench.driver.dpc("answer", 0, dpc -> answer(dpc, irp, status));
                    return NtStatus.STATUS_PENDING;
                });
        return bench;
    }

    private static void control(Running me, KeBench bench) {
        DeviceObject device =
                bench.machine.objects().add(new DeviceObject("", bench.driver.place()));
        BufferRef memory = KeBench.allocate(me, KeBench.NON_PAGED, 64);
        BufferRef block = memory.toBuilder().setLength(16).build();
        BufferRef output = memory.toBuilder().setOffset(16).setLength(2).build();
        long event = KeBench.event(me, EventType.NotificationEvent);
        long irp =
                me.call(
                                IoBuildDeviceIoControlRequest.newBuilder()
                                        .setDeviceObject(device.id())
                                        .setIoControlCode(0x220000)
                                        .setOutputBuffer(output)
                                        .setEvent(event)
                                        .setIoStatusBlock(block)
                                        .build(),
                                IoBuildDeviceIoControlRequest.Out.class)
                        .getReturned();
        NtStatus returned =
                me.status(
                        IoCallDriver.newBuilder().setDeviceObject(device.id()).setIrp(irp).build());
        bench.notes.add(returned.toString());
        bench.notes.add(KeBench.await(me, event, -10_000).toString());
        var result =
                me.call(
                                IoStatusBlockRead.newBuilder().setIoStatusBlock(block).build(),
                                IoStatusBlockRead.Out.class)
                        .getIoStatus();
        String data =
                me.call(MemoryRead.newBuilder().setFrom(output).build(), MemoryRead.Out.class)
                        .getData()
                        .toStringUtf8();
        bench.notes.add(result.getStatus() + " " + result.getInformation() + " " + data);
    }

    private static void answer(Running me, long irp, NtStatus status) {
        BufferRef buffer =
                me.call(IrpGetBuffers.newBuilder().setIrp(irp).build(), IrpGetBuffers.Out.class)
                        .getBuffers()
                        .getSystemBuffer();
        me.call(
                MemoryWrite.newBuilder()
                        .setTo(buffer)
                        .setData(ByteString.copyFromUtf8("ok"))
                        .build());
        me.call(
                IrpSetIoStatus.newBuilder()
                        .setIrp(irp)
                        .setStatus(status)
                        .setInformation(2)
                        .build());
        me.call(IoCompleteRequest.newBuilder().setIrp(irp).build());
    }
}
