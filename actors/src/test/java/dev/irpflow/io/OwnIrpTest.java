package dev.irpflow.io;

import static dev.irpflow.io.IoBench.allocate;
import static dev.irpflow.io.IoBench.complete;
import static dev.irpflow.io.IoBench.irpOf;
import static dev.irpflow.io.IoBench.mark;
import static dev.irpflow.io.IoBench.send;
import static dev.irpflow.protocol.status.NtStatus.STATUS_PENDING;
import static dev.irpflow.protocol.status.NtStatus.STATUS_SUCCESS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.kernel.DeviceObject;
import dev.irpflow.kernel.Irp;
import dev.irpflow.kernel.Memory;
import dev.irpflow.kernel.Region;
import dev.irpflow.kernel.TestDriver;
import dev.irpflow.kernel.TestDriver.Running;
import dev.irpflow.protocol.kernel.IoFreeIrp;
import dev.irpflow.protocol.kernel.IoInitializeIrp;
import dev.irpflow.protocol.kernel.IoMakeAssociatedIrp;
import dev.irpflow.protocol.kernel.IoSetCompletionRoutineEx;
import dev.irpflow.protocol.kernel.IoSetNextIrpStackLocation;
import dev.irpflow.protocol.kernel.IoSizeOfIrp;
import dev.irpflow.protocol.kernel.IrpMajor;
import dev.irpflow.protocol.kernel.IrpSetAssociatedIrpCount;
import dev.irpflow.protocol.status.NtStatus;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** IRPs that a driver makes, lays out or frees as its own: reference section 8. */
final class OwnIrpTest {
    private final IoBench bench = new IoBench();

    private Region region(int length) {
        return Objects.requireNonNull(
                bench.machine.memory().allocate(Region.Kind.NONPAGED_POOL, "Test", length, "test"));
    }

    private DeviceObject lower(TestDriver.Code read) {
        return bench.device(bench.driver("lower", read));
    }

    private static NtStatus succeed(Running me) {
        return complete(me, irpOf(me), STATUS_SUCCESS, 0);
    }

    @Test
    void aMasterIsCompletedWithItsLastAssociatedIrp() {
        DeviceObject below = lower(OwnIrpTest::succeed);
        DeviceObject upper =
                bench.device(
                        bench.driver(
                                "upper",
                                me -> {
                                    long master = irpOf(me);
                                    mark(me, master);
                                    IoBench.status(me, master, STATUS_SUCCESS, 7);
                                    me.call(
                                            IrpSetAssociatedIrpCount.newBuilder()
                                                    .setIrp(master)
                                                    .setIrpCount(3)
                                                    .build());
                                    for (int i = 1; i <= 3; i++) {
                                        me.call(send(part(me, master), below));
                                        bench.note("part " + i);
                                    }
                                    return STATUS_PENDING;
                                }));

        bench.run(me -> bench.read(me, upper));

        assertThat(bench.notes)
                .containsExactly("part 1", "part 2", "maker: STATUS_SUCCESS 7", "part 3");
        assertThat(bench.machine.objects().all(Irp.class)).hasSize(1); // the maker's
        assertThat(bench.host.isWell()).isTrue();
    }

    private static long part(Running me, long master) {
        long irp =
                me.call(
                                IoMakeAssociatedIrp.newBuilder()
                                        .setIrp(master)
                                        .setStackSize(1)
                                        .build(),
                                IoMakeAssociatedIrp.Out.class)
                        .getReturned();
        IoBench.ask(me, irp, IrpMajor.IRP_MJ_READ);
        return irp;
    }

    @Test
    void anIrpInMemoryOfTheDriversOwnIsSentAndInitialisedAgain() {
        DeviceObject to = lower(OwnIrpTest::succeed);

        bench.run(me -> {
            int size =
                    me.call(IoSizeOfIrp.newBuilder().setStackSize(1).build(), IoSizeOfIrp.Out.class)
                            .getReturned();
            Region own = region(size);
            long irp =
                    me.call(
                                    IoInitializeIrp.newBuilder()
                                            .setStorage(Memory.all(own))
                                            .setPacketSize(size)
                                            .setStackSize(1)
                                            .build(),
                                    IoInitializeIrp.Out.class)
                            .getIrp();
            for (int i = 0; i < 2; i++) {
                IoBench.ask(me, irp, IrpMajor.IRP_MJ_READ);
                bench.keeps(me, irp);
                me.call(send(irp, to));
                me.call(
                        IoInitializeIrp.newBuilder()
                                .setIrp(irp)
                                .setPacketSize(size)
                                .setStackSize(1)
                                .build());
            }
        });

        assertThat(bench.notes).hasSize(2);
        assertThat(bench.host.isWell()).isTrue();
    }

    @Test
    void anAllocatedIrpIsNotInitialised() {
        bench.run(me ->
                me.call(
                        IoInitializeIrp.newBuilder()
                                .setIrp(allocate(me, 1))
                                .setPacketSize(280)
                                .setStackSize(1)
                                .build()));

        assertThat(bench.host.violations()).containsExactly("ke/irp-initialize-of-allocated");
        assertThat(bench.host.bugChecks()).containsExactly("0xC9/0x20D");
    }

    @Test
    void aMakerMayHaveALocationOfItsOwn() {
        DeviceObject to = lower(OwnIrpTest::succeed);

        bench.run(me -> {
            long irp = allocate(me, 2);
            me.call(IoSetNextIrpStackLocation.newBuilder().setIrp(irp).build());
            mark(me, irp); // it would corrupt pool without that location
            IoBench.ask(me, irp, IrpMajor.IRP_MJ_READ);
            bench.keeps(me, irp);
            me.call(send(irp, to));
        });

        assertThat(bench.notes).hasSize(1);
        assertThat(bench.host.isWell()).isTrue();
    }

    @Test
    void aRoutineThatKeepsItsDriverLoadedIsRegisteredOnlyForAnIrpThatIsSent() {
        DeviceObject below = lower(OwnIrpTest::succeed);
        DeviceObject upper =
                bench.deviceAbove(
                        bench.driver(
                                "upper",
                                me -> {
                                    IoBench.copy(me, irpOf(me));
                                    me.call(
                                            IoSetCompletionRoutineEx.newBuilder()
                                                    .setDeviceObject(below.id())
                                                    .setIrp(irpOf(me))
                                                    .setCompletionRoutine(
                                                            me.driver()
                                                                    .address(it -> STATUS_SUCCESS))
                                                    .setInvokeOnSuccess(true)
                                                    .build());
                                    return complete(me, irpOf(me), STATUS_SUCCESS, 0);
                                }),
                        below);

        bench.run(me -> bench.read(me, upper));

        assertThat(bench.host.violations())
                .containsExactly("io/completion-routine-ex-never-called");
        assertThat(bench.host.bugChecks()).isEmpty();
    }

    @Test
    void aDriverFreesOnlyItsOwnIrps() {
        DeviceObject to =
                lower(me -> {
                    mark(me, irpOf(me));
                    return STATUS_PENDING;
                });
        long[] irp = new long[1];
        bench.run(me -> irp[0] = bench.madeRead(me, to.stackSize()));
        TestDriver other = bench.host.driver(bench.machine, "other");
        other.thread("other", me -> me.call(IoFreeIrp.newBuilder().setIrp(irp[0]).build()));
        bench.host.run();

        assertThat(bench.host.violations()).containsExactly("ke/irp-free-of-foreign");
    }
}
