package dev.irpflow.io;

import static dev.irpflow.io.IoBench.complete;
import static dev.irpflow.protocol.status.NtStatus.STATUS_OBJECT_NAME_NOT_FOUND;
import static dev.irpflow.protocol.status.NtStatus.STATUS_SUCCESS;
import static dev.irpflow.protocol.status.NtStatus.STATUS_UNSUCCESSFUL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.kernel.DeviceObject;
import dev.irpflow.kernel.FileObject;
import dev.irpflow.kernel.Return;
import dev.irpflow.kernel.TestDriver;
import dev.irpflow.kernel.TestDriver.Running;
import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.protocol.kernel.IoDeleteDevice;
import dev.irpflow.protocol.kernel.IoGetAttachedDeviceReference;
import dev.irpflow.protocol.kernel.IoGetDeviceObjectPointer;
import dev.irpflow.protocol.kernel.IrpMjCleanup;
import dev.irpflow.protocol.kernel.IrpMjClose;
import dev.irpflow.protocol.kernel.IrpMjCreate;
import dev.irpflow.protocol.kernel.KeLowerIrql;
import dev.irpflow.protocol.kernel.KeRaiseIrql;
import dev.irpflow.protocol.kernel.ObDereferenceObject;
import dev.irpflow.protocol.status.NtStatus;
import org.junit.jupiter.api.Test;

/** Pointers to file and device objects. */
class ReferencesTest {
    private final IoBench bench = new IoBench();
    private final TestDriver driver = bench.driver("disk", me -> STATUS_SUCCESS);
    private final DeviceObject device = named(driver);
    private NtStatus create = STATUS_SUCCESS;

    ReferencesTest() {
        driver.slot(
                IrpMjCreate.class,
                me -> {
                    bench.note("create");
                    return complete(me, me.request(IrpMjCreate.class).getIrp(), create, 0);
                });
        driver.slot(
                IrpMjCleanup.class,
                me -> {
                    bench.note("cleanup");
                    long irp = me.request(IrpMjCleanup.class).getIrp();
                    return complete(me, irp, STATUS_SUCCESS, 0);
                });
        driver.slot(
                IrpMjClose.class,
                me -> {
                    bench.note("close at " + me.irql());
                    return complete(me, me.request(IrpMjClose.class).getIrp(), STATUS_SUCCESS, 0);
                });
    }

    private DeviceObject named(TestDriver of) {
        DeviceObject made =
                bench.machine.objects().add(new DeviceObject("\\Device\\Disk", of.place()));
        bench.machine.namespace().add(made);
        return made;
    }

    private static Return open(Running me, String name) {
        return me.call(IoGetDeviceObjectPointer.newBuilder().setObjectName(name).build());
    }

    private static long file(Running me) {
        return open(me, "\\Device\\Disk").out(IoGetDeviceObjectPointer.Out.class).getFileObject();
    }

    private static void dereference(Running me, long object) {
        me.call(ObDereferenceObject.newBuilder().setObject(object).build());
    }

    private long attached(Running me) {
        return me.call(
                        IoGetAttachedDeviceReference.newBuilder()
                                .setDeviceObject(device.id())
                                .build(),
                        IoGetAttachedDeviceReference.Out.class)
                .getReturned();
    }

    @Test
    void aDeviceThatIsOpenedByNameIsClosedWithTheLastReferenceToItsFileObject() {
        bench.run(me -> {
            long file = file(me);
            bench.note("opened");
            dereference(me, file);
        });

        assertThat(bench.notes)
                .containsExactly("create", "cleanup", "opened", "close at PASSIVE_LEVEL");
        assertThat(bench.host.details()).isEmpty();
    }

    @Test
    void theTopOfTheStackIsGiven() {
        DeviceObject top = bench.deviceAbove(driver, device);
        bench.run(me -> {
            IoGetDeviceObjectPointer.Out out =
                    open(me, "\\Device\\Disk").out(IoGetDeviceObjectPointer.Out.class);
            assertThat(out.getDeviceObject()).isEqualTo(top.id());
            assertThat(attached(me)).isEqualTo(top.id());
            dereference(me, top.id());
            dereference(me, out.getFileObject());
        });

        assertThat(bench.host.details()).isEmpty();
    }

    @Test
    void whatIsNotThereOrIsRefusedIsNotOpened() {
        create = STATUS_UNSUCCESSFUL;
        bench.run(me -> {
            assertThat(open(me, "\\Device\\None").status()).isEqualTo(STATUS_OBJECT_NAME_NOT_FOUND);
            assertThat(open(me, "\\Device\\Disk").status()).isEqualTo(STATUS_UNSUCCESSFUL);
        });

        assertThat(bench.notes).containsExactly("create");
        assertThat(bench.machine.objects().all(FileObject.class)).isEmpty();
        assertThat(bench.host.details()).isEmpty();
    }

    @Test
    void theDriverLearnsOfTheEndAtPassiveLevelAlways() {
        bench.run(me -> {
            long file = file(me);
            me.call(KeRaiseIrql.newBuilder().setNewIrql(Irql.DISPATCH_LEVEL).build());
            dereference(me, file);
            bench.note("dereferenced");
            me.call(KeLowerIrql.newBuilder().setNewIrql(Irql.PASSIVE_LEVEL).build());
        });

        assertThat(bench.notes)
                .containsExactly("create", "cleanup", "dereferenced", "close at PASSIVE_LEVEL");
        assertThat(bench.host.details()).isEmpty();
    }

    @Test
    void aDeletedDeviceStaysUntilTheLastReferenceToIt() {
        bench.run(me -> {
            long pointer = attached(me);
            me.call(IoDeleteDevice.newBuilder().setDeviceObject(pointer).build());
            assertThat(bench.machine.objects().find(pointer)).isNotNull();
            dereference(me, pointer);
            assertThat(bench.machine.objects().find(pointer)).isNull();
            dereference(me, pointer);
        });

        assertThat(bench.host.violations()).endsWith("kernel/object-after-close");
    }

    @Test
    void oneReferenceTooManyStopsTheMachine() {
        bench.run(me -> {
            file(me);
            dereference(me, device.id());
        });

        assertThat(bench.host.bugCheck().p1()).isEqualTo(0x3F);
    }
}
