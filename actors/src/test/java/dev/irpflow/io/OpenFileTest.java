package dev.irpflow.io;

import static dev.irpflow.io.IoBench.complete;
import static dev.irpflow.io.IoBench.irpOf;
import static dev.irpflow.io.IoBench.mark;
import static dev.irpflow.protocol.status.NtStatus.STATUS_CANCELLED;
import static dev.irpflow.protocol.status.NtStatus.STATUS_PENDING;
import static dev.irpflow.protocol.status.NtStatus.STATUS_SUCCESS;
import static dev.irpflow.protocol.status.NtStatus.STATUS_UNSUCCESSFUL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.kernel.DeviceObject;
import dev.irpflow.kernel.DriverObject;
import dev.irpflow.kernel.Event;
import dev.irpflow.kernel.IoStatusBlockLayout;
import dev.irpflow.kernel.Memory;
import dev.irpflow.kernel.Region;
import dev.irpflow.kernel.TestDriver;
import dev.irpflow.kernel.TestDriver.Running;
import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.protocol.kernel.DriverCancel;
import dev.irpflow.protocol.kernel.IoReleaseCancelSpinLock;
import dev.irpflow.protocol.kernel.IoSetCancelRoutine;
import dev.irpflow.protocol.kernel.IrpMjCleanup;
import dev.irpflow.protocol.kernel.IrpMjClose;
import dev.irpflow.protocol.kernel.IrpMjCreate;
import dev.irpflow.protocol.kernel.NtCancelIoFile;
import dev.irpflow.protocol.kernel.NtCancelIoFileEx;
import dev.irpflow.protocol.kernel.NtClose;
import dev.irpflow.protocol.kernel.NtCreateFile;
import dev.irpflow.protocol.kernel.NtReadFile;
import dev.irpflow.protocol.kernel.NtWaitForSingleObject;
import dev.irpflow.protocol.kernel.ObjectAttributes;
import dev.irpflow.protocol.status.NtStatus;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Requests on an open file: who is told of their end, and who waits. */
class OpenFileTest {
    private static final int SYNCHRONOUS = 0x20;

    private final IoBench bench = IoBench.withProcessors(2);
    private final List<Long> reads = new ArrayList<>();
    private NtStatus inline = STATUS_PENDING;
    private final TestDriver driver =
            bench.driver(
                    "slow",
                    me -> {
                        long irp = irpOf(me);
                        if (inline != STATUS_PENDING) {
                            return complete(me, irp, inline, 0);
                        }
                        mark(me, irp);
                        me.call(
                                IoSetCancelRoutine.newBuilder()
                                        .setIrp(irp)
                                        .setCancelRoutine(me.driver().address(this::cancelled))
                                        .build());
                        reads.add(irp);
                        return STATUS_PENDING;
                    });
    private final Region buffer = region(8);

    OpenFileTest() {
        driver.slot(
                IrpMjCreate.class,
                me -> complete(me, me.request(IrpMjCreate.class).getIrp(), STATUS_SUCCESS, 0));
        driver.slot(
                IrpMjCleanup.class,
                me -> {
                    bench.note("cleanup");
                    return complete(me, me.request(IrpMjCleanup.class).getIrp(), STATUS_SUCCESS, 0);
                });
        driver.slot(
                IrpMjClose.class,
                me -> {
                    bench.note("close");
                    return complete(me, me.request(IrpMjClose.class).getIrp(), STATUS_SUCCESS, 0);
                });
        DeviceObject device = new DeviceObject("\\Device\\Slow", driver.place());
        device.driverObject(bench.machine.objects().add(new DriverObject(driver.place())));
        bench.machine.objects().add(device);
        bench.machine.namespace().add(device);
    }

    private NtStatus cancelled(Running me) {
        var request = me.request(DriverCancel.class);
        me.call(IoReleaseCancelSpinLock.newBuilder().setIrql(request.getCancelIrql()).build());
        return complete(me, request.getIrp(), STATUS_CANCELLED, 0);
    }

    private Region region(int bytes) {
        Region region = bench.machine.memory().allocate(Region.Kind.USER, "Test", bytes, "app");
        if (region == null) {
            throw new AssertionError("no memory");
        }
        return region;
    }

    private static long open(Running me, int options) {
        return me.call(
                        NtCreateFile.newBuilder()
                                .setCreateOptions(options)
                                .setObjectAttributes(
                                        ObjectAttributes.newBuilder()
                                                .setObjectName("\\Device\\Slow"))
                                .build(),
                        NtCreateFile.Out.class)
                .getFileHandle();
    }

    private NtReadFile.Builder read(long file) {
        return NtReadFile.newBuilder()
                .setFileHandle(file)
                .setBuffer(Memory.all(buffer))
                .setByteOffset(0);
    }

    private static NtStatus poll(Running me, long file) {
        return me.status(NtWaitForSingleObject.newBuilder().setHandle(file).setTimeout(0).build());
    }

    private NtStatus in(Region block) {
        return IoStatusBlockLayout.decode(
                        bench.machine
                                .memory()
                                .read(Memory.all(block), Irql.PASSIVE_LEVEL, bench.maker.place()))
                .getStatus();
    }

    private boolean isSignaled(long id) {
        Event event = bench.machine.objects().find(id, Event.class);
        return event != null && event.isSignaled();
    }

    private static void fail(Running me, long irp) {
        me.call(IoSetCancelRoutine.newBuilder().setIrp(irp).build());
        complete(me, irp, STATUS_UNSUCCESSFUL, 0);
    }

    @Test
    void aFailureWithoutPendingIsToldByTheReturnAlone() {
        Region block = region(16);
        inline = STATUS_UNSUCCESSFUL;
        bench.run(me -> {
            long file = open(me, 0);
            long event = IoBench.event(me);
            bench.note(
                    "read "
                            + me.status(
                                    read(file)
                                            .setEvent(event)
                                            .setIoStatusBlock(Memory.all(block))
                                            .build()));
            bench.note("event " + isSignaled(event));
            bench.note("block " + in(block));
        });

        assertThat(bench.notes)
                .containsExactly("read STATUS_UNSUCCESSFUL", "event false", "block STATUS_SUCCESS");
        assertThat(bench.host.isWell()).isTrue();
    }

    @Test
    void aFailureAfterPendingIsToldByStatusBlockAndFileObject() {
        Region block = region(16);
        bench.run(me -> {
            long file = open(me, 0);
            bench.note("read " + me.status(read(file).setIoStatusBlock(Memory.all(block)).build()));
            bench.note("poll " + poll(me, file));
            driver.thread("end", other -> fail(other, reads.getFirst()));
            me.status(NtWaitForSingleObject.newBuilder().setHandle(file).build());
            bench.note("block " + in(block));
        });

        assertThat(bench.notes)
                .containsExactly(
                        "read STATUS_PENDING", "poll STATUS_TIMEOUT", "block STATUS_UNSUCCESSFUL");
        assertThat(bench.host.isWell()).isTrue();
    }

    @Test
    void withAnEventOfItsOwnARequestDoesNotSignalTheFileObject() {
        bench.run(me -> {
            long file = open(me, 0);
            long event = IoBench.event(me);
            me.status(read(file).setEvent(event).build());
            driver.thread("end", other -> fail(other, reads.getFirst()));
            IoBench.await(me, event);
            bench.note("poll " + poll(me, file));
        });

        assertThat(bench.notes).containsExactly("poll STATUS_TIMEOUT");
    }

    @Test
    void aStatusBlockNamesTheOneRequestThatIsCancelled() {
        Region first = region(16);
        Region second = region(16);
        bench.run(me -> {
            long file = open(me, 0);
            me.status(read(file).setIoStatusBlock(Memory.all(first)).build());
            me.status(read(file).setIoStatusBlock(Memory.all(second)).build());
            NtCancelIoFileEx cancel =
                    NtCancelIoFileEx.newBuilder()
                            .setFileHandle(file)
                            .setIoRequestToCancel(Memory.all(second))
                            .build();
            bench.note("cancel " + me.status(cancel));
            bench.note("second " + in(second));
            bench.note("cancel " + me.status(cancel));
            bench.note("first open " + !bench.irp(reads.getFirst()).isCancelRequested());
            me.status(NtCancelIoFile.newBuilder().setFileHandle(file).build());
            bench.note("first " + in(first));
        });

        assertThat(bench.notes)
                .containsExactly(
                        "cancel STATUS_SUCCESS",
                        "second STATUS_CANCELLED",
                        "cancel STATUS_NOT_FOUND",
                        "first open true",
                        "first STATUS_CANCELLED");
    }

    @Test
    void theEndOfASystemThreadCancelsWhatItHasBegun() {
        Region block = region(16);
        long[] file = new long[1];
        bench.run(me -> file[0] = open(me, 0));
        bench.run(me -> me.status(read(file[0]).setIoStatusBlock(Memory.all(block)).build()));

        assertThat(in(block)).isEqualTo(STATUS_CANCELLED);
        assertThat(bench.host.isWell()).isTrue();
    }

    @Test
    void aSynchronousFileObjectServesOneRequestAtATime() {
        long[] file = new long[1];
        bench.run(me -> file[0] = open(me, SYNCHRONOUS));
        bench.maker.thread("one", me -> bench.note("one " + me.status(read(file[0]).build())));
        bench.maker.thread("two", me -> bench.note("two " + me.status(read(file[0]).build())));
        bench.host.run();
        assertThat(reads).hasSize(1);
        assertThat(bench.notes).isEmpty();

        driver.thread("end", other -> fail(other, reads.getFirst()));
        bench.host.run();
        assertThat(reads).hasSize(2);
        assertThat(bench.notes).containsExactly("one STATUS_UNSUCCESSFUL");

        driver.thread("end", other -> fail(other, reads.getLast()));
        bench.host.run();
        assertThat(bench.notes)
                .containsExactly("one STATUS_UNSUCCESSFUL", "two STATUS_UNSUCCESSFUL");
        assertThat(bench.host.isWell()).isTrue();
    }

    @Test
    void theCloseWaitsForTheLastRequest() {
        long until = bench.machine.objects().add(new Event(Event.Type.NOTIFICATION)).id();
        bench.run(me -> {
            long file = open(me, 0);
            me.status(read(file).build());
            bench.note("closed " + me.status(NtClose.newBuilder().setHandle(file).build()));
            IoBench.await(me, until);
            bench.note("thread ends, and with it the read");
        });
        assertThat(bench.notes).containsExactly("cleanup", "closed STATUS_SUCCESS");

        bench.maker.thread("goes on", me -> IoBench.set(me, until));
        bench.host.run();
        assertThat(bench.notes)
                .containsExactly(
                        "cleanup",
                        "closed STATUS_SUCCESS",
                        "thread ends, and with it the read",
                        "close");
        assertThat(bench.host.isWell()).isTrue();
    }
}
