package dev.irpflow.ke;

import static dev.irpflow.protocol.contract.Irql.DISPATCH_LEVEL;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.irpflow.kernel.DeviceObject;
import dev.irpflow.kernel.Irp;
import dev.irpflow.kernel.TestDriver;
import dev.irpflow.kernel.TestDriver.Running;
import dev.irpflow.protocol.kernel.BufferRef;
import dev.irpflow.protocol.kernel.IoAllocateIrp;
import dev.irpflow.protocol.kernel.IoBuildDeviceIoControlRequest;
import dev.irpflow.protocol.kernel.IoCopyCurrentIrpStackLocationToNext;
import dev.irpflow.protocol.kernel.IoFreeIrp;
import dev.irpflow.protocol.kernel.IoGetCurrentIrpStackLocation;
import dev.irpflow.protocol.kernel.IoMarkIrpPending;
import dev.irpflow.protocol.kernel.IoReuseIrp;
import dev.irpflow.protocol.kernel.IoSetCancelRoutine;
import dev.irpflow.protocol.kernel.IoSetCompletionRoutine;
import dev.irpflow.protocol.kernel.IoSkipCurrentIrpStackLocation;
import dev.irpflow.protocol.kernel.IoStackLocation;
import dev.irpflow.protocol.kernel.IrpGetBuffers;
import dev.irpflow.protocol.kernel.IrpGetIoStatus;
import dev.irpflow.protocol.kernel.IrpMajor;
import dev.irpflow.protocol.kernel.IrpSetIoStatus;
import dev.irpflow.protocol.kernel.IrpSetNextStackLocation;
import dev.irpflow.protocol.kernel.MemoryRead;
import dev.irpflow.protocol.kernel.MemoryWrite;
import dev.irpflow.protocol.status.NtStatus;
import org.junit.jupiter.api.Test;

/** IRPs between receiving, sending and completing them. */
class IrpRoutinesTest {
    @Test
    void aStatusThatIsWrittenIsRead() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            long irp = allocate(me, 1);
            me.call(
                    IrpSetIoStatus.newBuilder()
                            .setIrp(irp)
                            .setStatus(NtStatus.STATUS_BUFFER_OVERFLOW)
                            .setInformation(9)
                            .build());
            var block =
                    me.call(
                                    IrpGetIoStatus.newBuilder().setIrp(irp).build(),
                                    IrpGetIoStatus.Out.class)
                            .getIoStatus();
            bench.notes.add(block.getStatus() + " " + block.getInformation());
        });

        assertThat(bench.notes).containsExactly("STATUS_BUFFER_OVERFLOW 9");
    }

    @Test
    void allocatingTakesNonpagedPoolAndFreeingGivesItBack() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            long irp = allocate(me, 2);
            bench.notes.add("" + bench.machine.memory().nonpagedUsed());
            me.call(IoFreeIrp.newBuilder().setIrp(irp).build());
            bench.notes.add("" + bench.machine.memory().nonpagedUsed());
        });

        assertThat(bench.notes).containsExactly("352", "0");
    }

    @Test
    void anIrpThatWasFreedIsNotTouched() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            long irp = allocate(me, 1);
            me.call(IoFreeIrp.newBuilder().setIrp(irp).build());
            me.call(IrpGetIoStatus.newBuilder().setIrp(irp).build());
        });

        assertThat(bench.host.violations()).containsExactly("kernel/object-after-close");
    }

    @Test
    void theExchangeOfTheCancelRoutineTellsWhoWon() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            long irp = sentTo(me, bench);
            bench.notes.add(exchange(me, irp, 7L));
            bench.notes.add(exchange(me, irp, null));
            bench.notes.add(exchange(me, irp, null));
        });

        assertThat(bench.notes).containsExactly("NULL", "7", "NULL");
        assertThat(bench.host.isWell()).isTrue();
    }

    @Test
    void aReusedIrpIsAsNew() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            long id = allocate(me, 1);
            Irp irp = irp(bench, id);
            irp.requestCancel();
            me.call(
                    IoReuseIrp.newBuilder()
                            .setIrp(id)
                            .setIostatus(NtStatus.STATUS_NOT_SUPPORTED)
                            .build());
            bench.notes.add(irp.status() + " " + irp.isCancelRequested() + " " + irp.generation());
        });

        assertThat(bench.notes).containsExactly("STATUS_NOT_SUPPORTED false 1");
    }

    @Test
    void anIrpThatADriverBelowHasIsNeitherReusedNorFreedNorTouched() {
        KeBench reuse = new KeBench();
        reuse.run(me -> me.call(IoReuseIrp.newBuilder().setIrp(sentOn(me, reuse)).build()));
        assertThat(reuse.host.violations()).containsExactly("ke/irp-reuse-in-use");

        KeBench free = new KeBench();
        free.run(me -> me.call(IoFreeIrp.newBuilder().setIrp(sentOn(me, free)).build()));
        assertThat(free.host.bugChecks()).containsExactly("0xC9/0x20B");

        KeBench touch = new KeBench();
        touch.run(me -> me.call(IrpGetIoStatus.newBuilder().setIrp(sentOn(me, touch)).build()));
        assertThat(touch.host.violations()).containsExactly("ke/irp-touched-after-send");
    }

    @Test
    void whoeverMadeAnIrpHasNoLocationToMarkCopyOrSkip() {
        assertThat(breach(me -> mark(me, allocate(me, 1)))).isEqualTo("ke/irp-no-own-location");
        assertThat(breach(me -> copy(me, allocate(me, 2)))).isEqualTo("ke/irp-no-own-location");
        assertThat(breach(me -> skip(me, allocate(me, 1)))).isEqualTo("ke/irp-no-own-location");
    }

    @Test
    void withoutALocationBelowNoneIsPrepared() {
        KeBench bench = new KeBench();

        bench.run(me -> copy(me, sentTo(me, bench)));

        assertThat(bench.host.violations()).containsExactly("ke/irp-no-next-location");
    }

    @Test
    void aLocationThatWasMarkedPendingIsNotSkipped() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            long irp = sentTo(me, bench);
            mark(me, irp);
            skip(me, irp);
        });

        assertThat(bench.host.violations()).containsExactly("ke/irp-skip-after-mark");
    }

    @Test
    void settingACompletionRoutineAfterASkipOverwritesThatOfTheDriverAbove() {
        KeBench bench = new KeBench();
        TestDriver upper = bench.host.driver(bench.machine, "upper");

        upper.thread(
                "sender",
                me -> {
                    long id = allocate(me, 2);
                    me.call(completion(id, 1));
                    send(bench, id, bench.driver);
                    bench.driver.thread(
                            "filter",
                            filter -> {
                                skip(filter, id);
                                filter.call(completion(id, 2));
                            });
                });
        bench.host.run();

        assertThat(bench.host.violations())
                .containsExactly("ke/irp-completion-routine-overwritten");
        assertThat(bench.host.details().getFirst()).contains("of m/upper");
    }

    @Test
    void aCopyLeavesTheCompletionRoutineBehind() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            long id = allocate(me, 2);
            me.call(
                    IrpSetNextStackLocation.newBuilder()
                            .setIrp(id)
                            .setLocation(
                                    IoStackLocation.newBuilder()
                                            .setMajorFunction(IrpMajor.IRP_MJ_WRITE))
                            .build());
            me.call(completion(id, 1));
            DeviceObject device = send(bench, id, bench.driver);
            copy(me, id);
            Irp irp = irp(bench, id);
            bench.notes.add(irp.nextStack().major() + " " + (irp.nextStack().completion() == null));
            IoStackLocation mine =
                    me.call(
                                    IoGetCurrentIrpStackLocation.newBuilder().setIrp(id).build(),
                                    IoGetCurrentIrpStackLocation.Out.class)
                            .getReturned();
            bench.notes.add("" + (mine.getDeviceObject() == device.id()));
        });

        assertThat(bench.notes).containsExactly("IRP_MJ_WRITE true", "true");
        assertThat(bench.host.isWell()).isTrue();
    }

    @Test
    void aRoutineThatIsWantedIsNotNull() {
        assertThat(
                        breach(me ->
                                me.call(
                                        IoSetCompletionRoutine.newBuilder()
                                                .setIrp(allocate(me, 1))
                                                .setInvokeOnError(true)
                                                .build())))
                .isEqualTo("ke/irp-completion-routine-missing");
    }

    @Test
    void anIrpThatBelongsToAThreadIsNotFreedByItsDriver() {
        KeBench bench = new KeBench();

        bench.run(me -> me.call(IoFreeIrp.newBuilder().setIrp(build(me, bench, "ab")).build()));

        assertThat(bench.host.violations()).containsExactly("ke/irp-free-of-threaded");
        assertThat(bench.host.bugChecks()).containsExactly("0xC9/0x2");
    }

    @Test
    void whatIsNotAnIrpIsNotFreedAsOne() {
        KeBench bench = new KeBench();

        bench.run(me -> me.call(IoFreeIrp.newBuilder().setIrp(KeBench.lock(me)).build()));

        assertThat(bench.host.bugChecks()).containsExactly("0xC9/0x1");
    }

    @Test
    void aBuiltRequestCarriesACopyOfItsInput() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            long irp = build(me, bench, "ab");
            BufferRef buffer =
                    me.call(IrpGetBuffers.newBuilder().setIrp(irp).build(), IrpGetBuffers.Out.class)
                            .getBuffers()
                            .getSystemBuffer();
            bench.notes.add(
                    me.call(MemoryRead.newBuilder().setFrom(buffer).build(), MemoryRead.Out.class)
                            .getData()
                            .toStringUtf8());
            bench.notes.add(irp(bench, irp).nextStack().major().name());
        });

        assertThat(bench.notes).containsExactly("ab", "IRP_MJ_DEVICE_CONTROL");
    }

    @Test
    void aRequestIsNotBuiltAtDispatchLevel() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            KeBench.raise(me, DISPATCH_LEVEL);
            build(me, bench, "");
        });

        assertThat(bench.host.bugChecks()).containsExactly("0xC4/0x2000A");
    }

    private static String breach(TestDriver.Body body) {
        KeBench bench = new KeBench();
        bench.run(body);
        return bench.host.violations().getFirst();
    }

    private static long allocate(Running me, int locations) {
        return me.call(
                        IoAllocateIrp.newBuilder().setStackSize(locations).build(),
                        IoAllocateIrp.Out.class)
                .getReturned();
    }

    private static Irp irp(KeBench bench, long id) {
        Irp irp = bench.machine.objects().find(id, Irp.class);
        if (irp == null) {
            throw new AssertionError("no IRP " + id);
        }
        return irp;
    }

    /** What IoCallDriver does before it calls the dispatch routine. */
    private static DeviceObject send(KeBench bench, long id, TestDriver to) {
        DeviceObject device = bench.machine.objects().add(new DeviceObject("", to.place()));
        irp(bench, id).advance();
        irp(bench, id).currentStack().device(device);
        return device;
    }

    /** An IRP with one location that the driver was sent. */
    private static long sentTo(Running me, KeBench bench) {
        long id = allocate(me, 1);
        send(bench, id, bench.driver);
        return id;
    }

    /** An IRP of the driver that a lower one has. */
    private static long sentOn(Running me, KeBench bench) {
        long id = allocate(me, 1);
        send(bench, id, bench.host.driver(bench.machine, "lower"));
        return id;
    }

    private static long build(Running me, KeBench bench, String input) {
        DeviceObject device =
                bench.machine.objects().add(new DeviceObject("", bench.driver.place()));
        BufferRef memory = KeBench.allocate(me, KeBench.NON_PAGED, 64);
        BufferRef in = memory.toBuilder().setOffset(16).setLength(input.length()).build();
        me.call(MemoryWrite.newBuilder().setTo(in).setData(ByteString.copyFromUtf8(input)).build());
        return me.call(
                        IoBuildDeviceIoControlRequest.newBuilder()
                                .setDeviceObject(device.id())
                                .setIoControlCode(0x220000)
                                .setInputBuffer(in)
                                .setIoStatusBlock(memory.toBuilder().setLength(16))
                                .build(),
                        IoBuildDeviceIoControlRequest.Out.class)
                .getReturned();
    }

    private static String exchange(
            Running me, long irp, @org.jspecify.annotations.Nullable Long routine) {
        IoSetCancelRoutine.Builder request = IoSetCancelRoutine.newBuilder().setIrp(irp);
        if (routine != null) {
            request.setCancelRoutine(routine);
        }
        IoSetCancelRoutine.Out out = me.call(request.build(), IoSetCancelRoutine.Out.class);
        return out.hasReturned() ? Long.toString(out.getReturned()) : "NULL";
    }

    private static IoSetCompletionRoutine completion(long irp, long routine) {
        return IoSetCompletionRoutine.newBuilder()
                .setIrp(irp)
                .setCompletionRoutine(routine)
                .setInvokeOnSuccess(true)
                .build();
    }

    private static void mark(Running me, long irp) {
        me.call(IoMarkIrpPending.newBuilder().setIrp(irp).build());
    }

    private static void copy(Running me, long irp) {
        me.call(IoCopyCurrentIrpStackLocationToNext.newBuilder().setIrp(irp).build());
    }

    private static void skip(Running me, long irp) {
        me.call(IoSkipCurrentIrpStackLocation.newBuilder().setIrp(irp).build());
    }
}
