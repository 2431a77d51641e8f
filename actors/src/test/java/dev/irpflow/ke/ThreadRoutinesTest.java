package dev.irpflow.ke;

import static dev.irpflow.protocol.contract.Irql.DISPATCH_LEVEL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.kernel.BugCheck;
import dev.irpflow.kernel.DeviceObject;
import dev.irpflow.kernel.DriverObject;
import dev.irpflow.kernel.FileObject;
import dev.irpflow.kernel.Return;
import dev.irpflow.kernel.TestDriver;
import dev.irpflow.kernel.TestDriver.Running;
import dev.irpflow.protocol.kernel.EventType;
import dev.irpflow.protocol.kernel.IoCreateDevice;
import dev.irpflow.protocol.kernel.IoDeleteDevice;
import dev.irpflow.protocol.kernel.KStartRoutine;
import dev.irpflow.protocol.kernel.KeBugCheckEx;
import dev.irpflow.protocol.kernel.ObDereferenceObject;
import dev.irpflow.protocol.kernel.ObReferenceObjectByHandle;
import dev.irpflow.protocol.kernel.ObjectType;
import dev.irpflow.protocol.kernel.PsCreateSystemThread;
import dev.irpflow.protocol.kernel.PsGetCurrentThread;
import dev.irpflow.protocol.kernel.PsTerminateSystemThread;
import dev.irpflow.protocol.status.NtStatus;
import org.junit.jupiter.api.Test;

/** System threads, devices and the end of the machine. */
class ThreadRoutinesTest {
    @Test
    void aSystemThreadRunsAtPassiveLevelAndSignalsItsObjectAtItsEnd() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            long thread = create(me, bench, t -> bench.notes.add(context(t) + " " + t.irql()));
            KeBench.await(me, thread);
            bench.notes.add("joined");
        });

        assertThat(bench.notes).containsExactly("3 PASSIVE_LEVEL", "joined");
        assertThat(bench.host.isWell()).isTrue();
    }

    @Test
    void aSystemThreadThatTerminatesItselfDoesNotGoOn() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            long thread =
                    create(
                            me,
                            bench,
                            t -> {
                                terminate(t);
                                bench.notes.add("went on");
                            });
            KeBench.await(me, thread);
            bench.notes.add("joined");
        });

        assertThat(bench.notes).containsExactly("joined");
        assertThat(bench.host.isWell()).isTrue();
    }

    @Test
    void anyOtherThreadCannotTerminateItself() {
        KeBench bench = new KeBench();

        bench.run(me -> bench.notes.add(terminate(me).toString()));

        assertThat(bench.notes).containsExactly("STATUS_INVALID_PARAMETER");
    }

    @Test
    void theObjectBehindAThreadsHandleIsReferencedAndWaitedFor() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            PsCreateSystemThread.Out created =
                    me.call(
                            PsCreateSystemThread.newBuilder()
                                    .setStartRoutine(
                                            bench.driver.addressOf(t -> bench.notes.add("ran")))
                                    .build(),
                            PsCreateSystemThread.Out.class);
            Return reference =
                    me.call(
                            ObReferenceObjectByHandle.newBuilder()
                                    .setHandle(created.getThreadHandle())
                                    .setObjectType(ObjectType.PsThreadType)
                                    .build());
            long thread = reference.out(ObReferenceObjectByHandle.Out.class).getObject();
            KeBench.await(me, thread);
            bench.notes.add("joined");
            me.call(ObDereferenceObject.newBuilder().setObject(thread).build());
            me.call(ObDereferenceObject.newBuilder().setObject(thread).build());
        });

        assertThat(bench.notes).containsExactly("ran", "joined");
        assertThat(bench.host.violations()).containsExactly("ke/object-reference-count");
    }

    @Test
    void aHandleOfAnotherTypeIsRefused() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            long handle =
                    me.call(
                                    PsCreateSystemThread.newBuilder()
                                            .setStartRoutine(bench.driver.addressOf(t -> {}))
                                            .build(),
                                    PsCreateSystemThread.Out.class)
                            .getThreadHandle();
            bench.notes.add(
                    me.status(
                                    ObReferenceObjectByHandle.newBuilder()
                                            .setHandle(handle)
                                            .setObjectType(ObjectType.IoFileObjectType)
                                            .build())
                            .name());
            bench.notes.add(
                    me.status(ObReferenceObjectByHandle.newBuilder().setHandle(999).build())
                            .name());
        });

        assertThat(bench.notes)
                .containsExactly("STATUS_OBJECT_TYPE_MISMATCH", "STATUS_INVALID_HANDLE");
        assertThat(bench.host.isWell()).isTrue();
    }

    @Test
    void aDpcFindsTheThreadThatItHasInterrupted() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            long own = current(me);
            bench.driver.dpc("dpc", 0, d -> bench.notes.add("same " + (current(d) == own)));
            bench.notes.add("again " + (current(me) == own));
        });

        assertThat(bench.notes).containsExactly("same true", "again true");
    }

    private static long current(Running me) {
        return me.call(PsGetCurrentThread.getDefaultInstance(), PsGetCurrentThread.Out.class)
                .getReturned();
    }

    @Test
    void threadsThatWaitForEachOthersEndAreADeadlock() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            long[] ids = new long[2];
            long go = KeBench.event(me, EventType.NotificationEvent);
            for (int i = 0; i < 2; i++) {
                int other = 1 - i;
                ids[i] =
                        create(
                                me,
                                bench,
                                t -> {
                                    KeBench.await(t, go);
                                    KeBench.await(t, ids[other]);
                                });
            }
            KeBench.set(me, go);
        });

        assertThat(bench.host.violations()).containsExactly("kernel/deadlock");
        assertThat(bench.host.details().getFirst())
                .isEqualTo(
                        "m/driver thread 2 waits for m/driver thread 1 to end;"
                                + " m/driver thread 1 waits for m/driver thread 2 to end");
    }

    @Test
    void aThreadIsNotCreatedAboveItsLevel() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            KeBench.raise(me, DISPATCH_LEVEL);
            create(me, bench, t -> {});
        });

        assertThat(bench.host.bugChecks()).containsExactly("0xC4/0x2001C");
    }

    @Test
    void aDriverMayStopTheMachineWithACodeOfItsOwn() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            me.call(
                    KeBugCheckEx.newBuilder()
                            .setBugCheckCode(0x27)
                            .setBugCheckParameter1(0xBAAD0000L)
                            .setBugCheckParameter2(2)
                            .build());
            bench.notes.add("went on");
        });

        assertThat(bench.host.bugCheck())
                .isEqualTo(new BugCheck(0x27, "RDR_FILE_SYSTEM", 0xBAAD0000L, 2, 0, 0));
        assertThat(bench.notes).isEmpty();
    }

    @Test
    void aNameIsGivenToOneDeviceOnly() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            bench.notes.add(device(me, bench, "\\Device\\Mine").toString());
            bench.notes.add(device(me, bench, "\\device\\mine").toString());
        });

        assertThat(bench.notes).containsExactly("STATUS_SUCCESS", "STATUS_OBJECT_NAME_COLLISION");
    }

    @Test
    void aDeviceThatIsDeletedWhileAFileIsOpenGoesWithTheFile() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            DeviceObject device =
                    bench.machine.objects().add(new DeviceObject("", bench.driver.place()));
            FileObject file = bench.machine.objects().add(new FileObject(device, ""));
            me.call(IoDeleteDevice.newBuilder().setDeviceObject(device.id()).build());
            bench.notes.add("gone " + device.isGone());
            bench.machine.objects().remove(file);
            device.released(bench.machine);
            bench.notes.add("gone " + device.isGone());
        });

        assertThat(bench.notes).containsExactly("gone false", "gone true");
    }

    @Test
    void aDeviceIsDetachedBeforeItIsDeleted() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            DeviceObject lower = new DeviceObject("", bench.driver.place());
            DeviceObject upper =
                    bench.machine.objects().add(new DeviceObject("", bench.driver.place()));
            upper.attachAbove(lower);
            me.call(IoDeleteDevice.newBuilder().setDeviceObject(upper.id()).build());
        });

        assertThat(bench.host.bugChecks()).containsExactly("0xC9/0x201");
    }

    private static NtStatus device(Running me, KeBench bench, String name) {
        DriverObject driver = bench.machine.objects().add(new DriverObject(bench.driver.place()));
        return me.status(
                IoCreateDevice.newBuilder()
                        .setDriverObject(driver.id())
                        .setDeviceName(name)
                        .build());
    }

    private static long create(Running me, KeBench bench, TestDriver.Body body) {
        return me.call(
                        PsCreateSystemThread.newBuilder()
                                .setStartRoutine(bench.driver.addressOf(body))
                                .setStartContext(3)
                                .build(),
                        PsCreateSystemThread.Out.class)
                .getThread();
    }

    private static NtStatus terminate(Running me) {
        return me.status(PsTerminateSystemThread.getDefaultInstance());
    }

    private static long context(Running thread) {
        return thread.request(KStartRoutine.class).getStartContext();
    }
}
