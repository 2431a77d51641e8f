package dev.irpflow.io;

import static dev.irpflow.io.IoBench.complete;
import static dev.irpflow.io.IoBench.irpOf;
import static dev.irpflow.io.IoBench.mark;
import static dev.irpflow.io.IoBench.routine;
import static dev.irpflow.io.IoBench.send;
import static dev.irpflow.protocol.status.NtStatus.STATUS_CANCELLED;
import static dev.irpflow.protocol.status.NtStatus.STATUS_INVALID_PARAMETER;
import static dev.irpflow.protocol.status.NtStatus.STATUS_MORE_PROCESSING_REQUIRED;
import static dev.irpflow.protocol.status.NtStatus.STATUS_PENDING;
import static dev.irpflow.protocol.status.NtStatus.STATUS_SUCCESS;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.irpflow.kernel.DeviceObject;
import dev.irpflow.kernel.Irp;
import dev.irpflow.kernel.Memory;
import dev.irpflow.kernel.Region;
import dev.irpflow.kernel.TestDriver;
import dev.irpflow.kernel.TestDriver.Running;
import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.protocol.kernel.BufferRef;
import dev.irpflow.protocol.kernel.DriverCancel;
import dev.irpflow.protocol.kernel.IoBuildAsynchronousFsdRequest;
import dev.irpflow.protocol.kernel.IoBuildDeviceIoControlRequest;
import dev.irpflow.protocol.kernel.IoBuildSynchronousFsdRequest;
import dev.irpflow.protocol.kernel.IoCompleteRequest;
import dev.irpflow.protocol.kernel.IoFreeIrp;
import dev.irpflow.protocol.kernel.IoReleaseCancelSpinLock;
import dev.irpflow.protocol.kernel.IoReuseIrp;
import dev.irpflow.protocol.kernel.IoSetCancelRoutine;
import dev.irpflow.protocol.kernel.IrpGetBuffers;
import dev.irpflow.protocol.kernel.IrpMajor;
import dev.irpflow.protocol.kernel.IrpMjDeviceControl;
import dev.irpflow.protocol.kernel.MemoryWrite;
import dev.irpflow.protocol.status.NtStatus;
import org.junit.jupiter.api.Test;

/** The IRPs that the I/O manager builds, and how each ends: reference section 8. */
class BuildTest {
    private static final int DIRECT_OUT = 0x22_0002;
    private static final int BUFFERED_IO = 0x4;
    private static final int DIRECT_IO = 0x10;

    private final IoBench bench = new IoBench();
    private final Region memory = region(96);
    private final BufferRef block = Memory.ref(memory, 0, 16);
    private final BufferRef data = Memory.ref(memory, 32, 8);

    private Region region(int length) {
        Region region =
                bench.machine.memory().allocate(Region.Kind.NONPAGED_POOL, "Test", length, "test");
        if (region == null) {
            throw new AssertionError("no memory");
        }
        return region;
    }

    private ByteString bytes(BufferRef of) {
        return bench.machine.memory().read(of, Irql.PASSIVE_LEVEL, bench.maker.place());
    }

    private DeviceObject lower(TestDriver.Code read) {
        return bench.device(bench.driver("lower", read));
    }

    private static NtStatus succeed(Running me) {
        return complete(me, irpOf(me), STATUS_SUCCESS, 0);
    }

    private long synchronous(Running me, DeviceObject to, long event) {
        return me.call(
                        IoBuildSynchronousFsdRequest.newBuilder()
                                .setMajorFunction(IrpMajor.IRP_MJ_READ)
                                .setDeviceObject(to.id())
                                .setBuffer(data)
                                .setStartingOffset(0)
                                .setEvent(event)
                                .setIoStatusBlock(block)
                                .build(),
                        IoBuildSynchronousFsdRequest.Out.class)
                .getReturned();
    }

    private static NtStatus fill(Running me, BufferRef to, NtStatus status) {
        me.call(
                MemoryWrite.newBuilder()
                        .setTo(to.toBuilder().setLength(5))
                        .setData(ByteString.copyFromUtf8("hello"))
                        .build());
        return complete(me, irpOf(me), status, status == STATUS_INVALID_PARAMETER ? 0 : 5);
    }

    private static BufferRef systemBuffer(Running me, long irp) {
        return me.call(IrpGetBuffers.newBuilder().setIrp(irp).build(), IrpGetBuffers.Out.class)
                .getBuffers()
                .getSystemBuffer();
    }

    private static BufferRef mdl(Running me, long irp) {
        return me.call(IrpGetBuffers.newBuilder().setIrp(irp).build(), IrpGetBuffers.Out.class)
                .getBuffers()
                .getMdl();
    }

    @Test
    void aSynchronousReadOfABufferedDeviceComesBackAndSignalsTheEvent() {
        DeviceObject to = lower(me -> fill(me, systemBuffer(me, irpOf(me)), STATUS_SUCCESS));
        to.flags(BUFFERED_IO);

        bench.run(me -> {
            long event = IoBench.event(me);
            me.call(send(synchronous(me, to, event), to));
            IoBench.await(me, event);
        });

        assertThat(bytes(data).toStringUtf8()).startsWith("hello");
        assertThat(bytes(block).byteAt(8)).isEqualTo((byte) 5);
        assertThat(bench.machine.objects().all(Irp.class)).isEmpty();
        assertThat(bench.host.isWell()).isTrue();
    }

    @Test
    void aWarningBringsItsDataBack() { // K50
        DeviceObject to =
                lower(me -> fill(me, systemBuffer(me, irpOf(me)), NtStatus.STATUS_BUFFER_OVERFLOW));
        to.flags(BUFFERED_IO);

        bench.run(me -> {
            long event = IoBench.event(me);
            me.call(send(synchronous(me, to, event), to));
            IoBench.await(me, event);
        });

        assertThat(bytes(data).toStringUtf8()).startsWith("hello");
        assertThat(bench.host.isWell()).isTrue();
    }

    @Test
    void anErrorThatComesAtOnceWritesNeitherDataNorStatusBlockNorEvent() {
        DeviceObject to =
                lower(me -> fill(me, systemBuffer(me, irpOf(me)), STATUS_INVALID_PARAMETER));
        to.flags(BUFFERED_IO);

        bench.run(me -> {
            long event = IoBench.event(me);
            bench.note(me.status(send(synchronous(me, to, event), to)).name());
            bench.note(
                    "signaled "
                            + java.util.Objects.requireNonNull(
                                            bench.machine
                                                    .objects()
                                                    .find(event, dev.irpflow.kernel.Event.class))
                                    .isSignaled());
        });

        assertThat(bench.notes).containsExactly("STATUS_INVALID_PARAMETER", "signaled false");
        assertThat(bytes(data)).isEqualTo(ByteString.copyFrom(new byte[8]));
        assertThat(bytes(block)).isEqualTo(ByteString.copyFrom(new byte[16]));
    }

    @Test
    void anErrorThatWasPendedWritesTheStatusBlockAndSignals() {
        DeviceObject to =
                lower(me -> {
                    long irp = irpOf(me);
                    mark(me, irp);
                    me.driver()
                            .thread(
                                    "later",
                                    other -> complete(other, irp, STATUS_INVALID_PARAMETER, 0));
                    return STATUS_PENDING;
                });

        bench.run(me -> {
            long event = IoBench.event(me);
            bench.note(me.status(send(synchronous(me, to, event), to)).name());
            IoBench.await(me, event);
        });

        assertThat(bench.notes).containsExactly("STATUS_PENDING");
        assertThat(bytes(block)).isNotEqualTo(ByteString.copyFrom(new byte[16]));
        assertThat(bench.host.isWell()).isTrue();
    }

    @Test
    void aDirectDeviceGetsTheLockedPagesOfTheCaller() {
        DeviceObject to = lower(me -> fill(me, mdl(me, irpOf(me)), STATUS_SUCCESS));
        to.flags(DIRECT_IO);

        bench.run(me -> {
            long event = IoBench.event(me);
            me.call(send(synchronous(me, to, event), to));
        });

        assertThat(bytes(data).toStringUtf8()).startsWith("hello");
        assertThat(memory.locks()).isZero();
        assertThat(bench.host.isWell()).isTrue();
    }

    @Test
    void aDirectControlHasItsInputCopiedAndItsOutputLocked() {
        TestDriver driver = bench.host.driver(bench.machine, "lower");
        driver.slot(
                IrpMjDeviceControl.class,
                me -> {
                    long irp = me.request(IrpMjDeviceControl.class).getIrp();
                    bench.note("in " + systemBuffer(me, irp).getLength());
                    me.call(
                            MemoryWrite.newBuilder()
                                    .setTo(mdl(me, irp))
                                    .setData(ByteString.copyFromUtf8("directly"))
                                    .build());
                    return complete(me, irp, STATUS_SUCCESS, 8);
                });
        DeviceObject to = bench.device(driver);

        bench.run(me -> {
            long irp =
                    me.call(
                                    IoBuildDeviceIoControlRequest.newBuilder()
                                            .setIoControlCode(DIRECT_OUT)
                                            .setDeviceObject(to.id())
                                            .setInputBuffer(Memory.ref(memory, 64, 3))
                                            .setOutputBuffer(data)
                                            .setEvent(IoBench.event(me))
                                            .setIoStatusBlock(block)
                                            .build(),
                                    IoBuildDeviceIoControlRequest.Out.class)
                            .getReturned();
            me.call(send(irp, to));
        });

        assertThat(bench.notes).containsExactly("in 3");
        assertThat(bytes(data).toStringUtf8()).isEqualTo("directly");
        assertThat(memory.locks()).isZero();
        assertThat(bench.host.isWell()).isTrue();
    }

    @Test
    void whoeverKeepsAThreadedIrpLetsTheIoManagerEndItLater() {
        DeviceObject to = lower(BuildTest::succeed);

        bench.run(me -> {
            long event = IoBench.event(me);
            long irp = synchronous(me, to, event);
            routine(me, irp, completion -> STATUS_MORE_PROCESSING_REQUIRED);
            me.call(send(irp, to));
            me.call(IoCompleteRequest.newBuilder().setIrp(irp).build());
            IoBench.await(me, event);
        });

        assertThat(bench.machine.objects().all(Irp.class)).isEmpty();
        assertThat(bench.host.isWell()).isTrue();
    }

    private DeviceObject cancellable() {
        return lower(me -> {
            long irp = irpOf(me);
            mark(me, irp);
            me.call(
                    IoSetCancelRoutine.newBuilder()
                            .setIrp(irp)
                            .setCancelRoutine(
                                    me.driver()
                                            .addressOf(cancel -> {
                                                DriverCancel request =
                                                        cancel.request(DriverCancel.class);
                                                cancel.call(
                                                        IoReleaseCancelSpinLock.newBuilder()
                                                                .setIrql(request.getCancelIrql())
                                                                .build());
                                                bench.note("cancelled");
                                                complete(cancel, irp, STATUS_CANCELLED, 0);
                                            }))
                            .build());
            return STATUS_PENDING;
        });
    }

    @Test
    void theIrpsOfAThreadAreCancelledWhenItEnds() { // K37
        DeviceObject to = cancellable();

        bench.run(me -> me.call(send(synchronous(me, to, IoBench.event(me)), to)));

        assertThat(bench.notes).containsExactly("cancelled");
        assertThat(bench.machine.objects().all(Irp.class)).isEmpty();
        assertThat(bench.host.isWell()).isTrue();
    }

    @Test
    void whatWasNotSentOrHasEndedIsNotCancelledWithItsThread() {
        DeviceObject to = lower(BuildTest::succeed);

        bench.run(me -> {
            synchronous(me, to, IoBench.event(me));
            me.call(send(synchronous(me, to, IoBench.event(me)), to));
        });

        assertThat(bench.machine.objects().all(Irp.class)).hasSize(1);
        assertThat(bench.host.isWell()).isTrue();
    }

    @Test
    void aThreadedIrpIsNotFreedByItsDriver() { // K38
        DeviceObject to = lower(BuildTest::succeed);
        bench.run(me ->
                me.call(
                        IoFreeIrp.newBuilder()
                                .setIrp(synchronous(me, to, IoBench.event(me)))
                                .build()));

        assertThat(bench.host.violations()).containsExactly("ke/irp-free-of-threaded");
        assertThat(bench.host.bugChecks()).containsExactly("0xC9/0x2");
    }

    @Test
    void anAsynchronousRequestIsFreedByItsMakerAndNeverReused() {
        DeviceObject to = lower(BuildTest::succeed);
        to.flags(BUFFERED_IO);
        long before = bench.machine.memory().nonpagedUsed();
        bench.run(me -> {
            long irp = asynchronous(me, to);
            routine(
                    me,
                    irp,
                    completion -> {
                        completion.call(IoFreeIrp.newBuilder().setIrp(irp).build());
                        return STATUS_MORE_PROCESSING_REQUIRED;
                    });
            me.call(send(irp, to));
            assertThat(bench.machine.memory().nonpagedUsed()).isEqualTo(before);
            assertThat(bench.host.isWell()).isTrue();
            me.call(IoReuseIrp.newBuilder().setIrp(asynchronous(me, to)).build());
        });

        assertThat(bench.host.violations()).containsExactly("ke/irp-reuse-of-threaded");
    }

    private long asynchronous(Running me, DeviceObject to) {
        return me.call(
                        IoBuildAsynchronousFsdRequest.newBuilder()
                                .setMajorFunction(IrpMajor.IRP_MJ_READ)
                                .setDeviceObject(to.id())
                                .setBuffer(data)
                                .build(),
                        IoBuildAsynchronousFsdRequest.Out.class)
                .getReturned();
    }
}
