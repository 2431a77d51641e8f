package dev.irpflow.io;

import static dev.irpflow.io.IoBench.complete;
import static dev.irpflow.io.IoBench.copy;
import static dev.irpflow.io.IoBench.irpOf;
import static dev.irpflow.io.IoBench.mark;
import static dev.irpflow.io.IoBench.routine;
import static dev.irpflow.io.IoBench.send;
import static dev.irpflow.io.IoBench.skip;
import static dev.irpflow.protocol.status.NtStatus.STATUS_INVALID_PARAMETER;
import static dev.irpflow.protocol.status.NtStatus.STATUS_MORE_PROCESSING_REQUIRED;
import static dev.irpflow.protocol.status.NtStatus.STATUS_PENDING;
import static dev.irpflow.protocol.status.NtStatus.STATUS_SUCCESS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.kernel.DeviceObject;
import dev.irpflow.kernel.TestDriver;
import dev.irpflow.kernel.TestDriver.Running;
import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.protocol.kernel.IoCancelIrp;
import dev.irpflow.protocol.kernel.IoFreeIrp;
import dev.irpflow.protocol.kernel.IrpMajor;
import dev.irpflow.protocol.kernel.KeRaiseIrql;
import dev.irpflow.protocol.status.NtStatus;
import org.junit.jupiter.api.Test;

/** Stacks of drivers, and the way back up through them: reference section 8. */
class CompletionTest {
    private final IoBench bench = new IoBench();

    private DeviceObject lowest(TestDriver.Code read) {
        return bench.device(bench.driver("c", read));
    }

    // A driver that copies its location and sends the IRP on with this routine.
    private DeviceObject filter(
            String name, DeviceObject below, boolean onSuccess, TestDriver.Code completion) {
        return bench.deviceAbove(
                bench.driver(
                        name,
                        me -> {
                            copy(me, irpOf(me));
                            routine(me, irpOf(me), onSuccess, true, true, completion);
                            return me.status(send(irpOf(me), below));
                        }),
                below);
    }

    private TestDriver.Code noting(String name, NtStatus returns) {
        return me -> {
            bench.note(name);
            return returns;
        };
    }

    private static NtStatus succeed(Running me) {
        return complete(me, irpOf(me), STATUS_SUCCESS, 0);
    }

    @Test
    void routinesRunFromTheLowestUpwards() {
        DeviceObject c = lowest(CompletionTest::succeed);
        DeviceObject b = filter("b", c, true, noting("b", STATUS_SUCCESS));
        DeviceObject a = filter("a", b, true, noting("a", STATUS_SUCCESS));

        bench.run(me -> bench.read(me, a));

        assertThat(bench.notes).containsExactly("b", "a", "maker: STATUS_SUCCESS 0");
        assertThat(bench.host.isWell()).isTrue();
    }

    @Test
    void aCompletionThatWasStoppedGoesOnAboveTheRoutineThatStoppedIt() { // K22
        DeviceObject c = lowest(CompletionTest::succeed);
        DeviceObject b =
                bench.deviceAbove(
                        bench.driver(
                                "b",
                                me -> {
                                    long irp = irpOf(me);
                                    copy(me, irp);
                                    routine(me, irp, noting("b", STATUS_MORE_PROCESSING_REQUIRED));
                                    me.call(send(irp, c));
                                    bench.note("resume");
                                    return complete(me, irp, STATUS_SUCCESS, 8);
                                }),
                        c);
        DeviceObject a = filter("a", b, true, noting("a", STATUS_SUCCESS));

        bench.run(me -> bench.read(me, a));

        assertThat(bench.notes).containsExactly("b", "resume", "a", "maker: STATUS_SUCCESS 8");
        assertThat(bench.host.isWell()).isTrue();
    }

    @Test
    void aRoutineForErrorsIsSkippedBySuccessAndTheUpperOnesStillRun() { // K23
        DeviceObject c = lowest(CompletionTest::succeed);
        DeviceObject b = filter("b", c, false, noting("b", STATUS_SUCCESS));
        DeviceObject a = filter("a", b, true, noting("a", STATUS_SUCCESS));

        bench.run(me -> bench.read(me, a));

        assertThat(bench.notes).containsExactly("a", "maker: STATUS_SUCCESS 0");
    }

    @Test
    void aRoutineForCancelsAlsoRunsForASuccessOfACancelledIrp() {
        DeviceObject c = lowest(CompletionTest::succeed);
        bench.run(me -> {
            long irp = IoBench.allocate(me, 1);
            IoBench.ask(me, irp, IrpMajor.IRP_MJ_READ);
            routine(me, irp, false, false, true, noting("ran", STATUS_MORE_PROCESSING_REQUIRED));
            me.call(IoCancelIrp.newBuilder().setIrp(irp).build());
            me.call(send(irp, c));
        });

        assertThat(bench.notes).containsExactly("ran");
    }

    @Test
    void aSkippedLocationKeepsTheRoutineOfTheDriverAbove() {
        DeviceObject c = lowest(CompletionTest::succeed);
        DeviceObject b =
                bench.deviceAbove(
                        bench.driver(
                                "b",
                                me -> {
                                    skip(me, irpOf(me));
                                    return me.status(send(irpOf(me), c));
                                }),
                        c);

        bench.run(me -> bench.read(me, b));

        assertThat(bench.notes).containsExactly("maker: STATUS_SUCCESS 0");
        assertThat(bench.host.isWell()).isTrue();
    }

    @Test
    void settingARoutineAfterASkipLosesThatOfTheDriverAbove() { // K34
        DeviceObject c = lowest(CompletionTest::succeed);
        DeviceObject b =
                bench.deviceAbove(
                        bench.driver(
                                "b",
                                me -> {
                                    skip(me, irpOf(me));
                                    routine(me, irpOf(me), noting("b", STATUS_SUCCESS));
                                    return me.status(send(irpOf(me), c));
                                }),
                        c);

        bench.run(me -> bench.read(me, b));

        assertThat(bench.host.violations()).startsWith("ke/irp-completion-routine-overwritten");
        assertThat(bench.notes).containsExactly("b"); // and the maker's never runs
    }

    @Test
    void anIrpWithTooFewLocationsIsNotCopiedDown() { // K35
        DeviceObject y = lowest(CompletionTest::succeed);
        DeviceObject x =
                bench.deviceAbove(
                        bench.driver(
                                "x",
                                me -> {
                                    copy(me, irpOf(me));
                                    return me.status(send(irpOf(me), y));
                                }),
                        y);

        bench.run(me -> me.status(send(bench.madeRead(me, 1), x)));

        assertThat(bench.host.violations())
                .containsExactly("ke/irp-no-next-location", "io/no-irp-stack-locations");
        assertThat(bench.host.bugChecks()).containsExactly("0xC9/0x208");
    }

    @Test
    void withoutDriverVerifierAnIrpWithoutLocationsIs0x35() { // K35
        IoBench off = IoBench.withoutVerifier();
        DeviceObject y = off.device(off.driver("y", CompletionTest::succeed));
        DeviceObject x = off.deviceAbove(off.driver("x", me -> me.status(send(irpOf(me), y))), y);

        off.run(me -> me.status(send(off.madeRead(me, 1), x)));

        assertThat(off.host.bugChecks()).containsExactly("0x35");
    }

    @Test
    void withASkipOneLocationIsEnoughForTwoDrivers() { // K35
        DeviceObject y = lowest(CompletionTest::succeed);
        DeviceObject x =
                bench.deviceAbove(
                        bench.driver(
                                "x",
                                me -> {
                                    skip(me, irpOf(me));
                                    return me.status(send(irpOf(me), y));
                                }),
                        y);

        bench.run(me -> me.status(send(bench.madeRead(me, 1), x)));

        assertThat(bench.host.isWell()).isTrue();
    }

    @Test
    void aCompletionRoutineThatFreesItsIrpKeepsIt() { // K36
        DeviceObject c = lowest(CompletionTest::succeed);
        bench.run(me -> {
            long irp = IoBench.allocate(me, 1);
            IoBench.ask(me, irp, IrpMajor.IRP_MJ_READ);
            routine(
                    me,
                    irp,
                    completion -> {
                        completion.call(IoFreeIrp.newBuilder().setIrp(irp).build());
                        return STATUS_SUCCESS;
                    });
            me.call(send(irp, c));
        });

        assertThat(bench.host.violations()).containsExactly("io/irp-after-free");
        assertThat(bench.host.details().getFirst()).contains("m/maker freed");
    }

    @Test
    void aDriverSendsToTheDeviceRightBelow() {
        DeviceObject c = lowest(CompletionTest::succeed);
        DeviceObject b = filter("b", c, true, noting("b", STATUS_SUCCESS));
        DeviceObject a =
                bench.deviceAbove(
                        bench.driver(
                                "a",
                                me -> {
                                    copy(me, irpOf(me));
                                    return me.status(send(irpOf(me), c));
                                }),
                        b);

        bench.run(me -> bench.read(me, a));

        assertThat(bench.host.violations()).containsExactly("io/sent-past-a-device");
    }

    @Test
    void aCompletionRoutineReturnsAtItsLevel() { // K49
        DeviceObject c = lowest(CompletionTest::succeed);
        DeviceObject b =
                filter(
                        "b",
                        c,
                        true,
                        me -> {
                            me.call(
                                    KeRaiseIrql.newBuilder()
                                            .setNewIrql(Irql.DISPATCH_LEVEL)
                                            .build());
                            return STATUS_SUCCESS;
                        });

        bench.run(me -> bench.read(me, b));

        assertThat(bench.host.bugChecks()).containsExactly("0xC4/0xFA");
        assertThat(bench.host.bugCheck().p3()).isZero();
        assertThat(bench.host.bugCheck().p4()).isEqualTo(2);
    }

    @Test
    void aRetryingDriverSendsTheSameIrpUntilItSucceeds() {
        int[] left = {3};
        DeviceObject c =
                lowest(me -> {
                    long irp = irpOf(me);
                    mark(me, irp);
                    NtStatus status = --left[0] == 0 ? STATUS_SUCCESS : STATUS_INVALID_PARAMETER;
                    me.driver().dpc("later", 0, dpc -> complete(dpc, irp, status, 0));
                    return STATUS_PENDING;
                });
        DeviceObject b =
                bench.deviceAbove(
                        bench.driver(
                                "b",
                                me -> {
                                    mark(me, irpOf(me));
                                    sendUntilItSucceeds(me, irpOf(me), c);
                                    return STATUS_PENDING;
                                }),
                        c);

        bench.run(me -> bench.read(me, b));

        assertThat(bench.host.isWell()).isTrue();
        assertThat(bench.notes).containsExactly("again", "again", "maker: STATUS_SUCCESS 0");
    }

    private void sendUntilItSucceeds(Running me, long irp, DeviceObject to) {
        copy(me, irp);
        routine(
                me,
                irp,
                routine -> {
                    if (bench.irp(irp).status() == STATUS_SUCCESS) {
                        return STATUS_SUCCESS;
                    }
                    bench.note("again");
                    IoBench.status(routine, irp, STATUS_SUCCESS, 0);
                    sendUntilItSucceeds(routine, irp, to);
                    return STATUS_MORE_PROCESSING_REQUIRED;
                });
        me.call(send(irp, to));
    }
}
