package dev.irpflow.io;

import static dev.irpflow.io.IoBench.complete;
import static dev.irpflow.io.IoBench.copy;
import static dev.irpflow.io.IoBench.irpOf;
import static dev.irpflow.io.IoBench.mark;
import static dev.irpflow.io.IoBench.send;
import static dev.irpflow.protocol.status.NtStatus.STATUS_CANCELLED;
import static dev.irpflow.protocol.status.NtStatus.STATUS_PENDING;
import static dev.irpflow.protocol.status.NtStatus.STATUS_SUCCESS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.kernel.DeviceObject;
import dev.irpflow.kernel.TestDriver;
import dev.irpflow.kernel.TestDriver.Running;
import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.protocol.kernel.IoCancelIrp;
import dev.irpflow.protocol.kernel.IoCompleteRequest;
import dev.irpflow.protocol.kernel.IoSetCancelRoutine;
import dev.irpflow.protocol.kernel.IrpMajor;
import dev.irpflow.protocol.kernel.IrpMjCreate;
import dev.irpflow.protocol.kernel.KeRaiseIrql;
import dev.irpflow.protocol.status.NtStatus;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What a driver must not complete or send, and when it must: reference section 8. */
final class CompletionRulesTest {
    private final IoBench bench = new IoBench();

    private DeviceObject lowest(TestDriver.Code read) {
        return bench.device(bench.driver("c", read));
    }

    private static NtStatus succeed(Running me) {
        return complete(me, irpOf(me), STATUS_SUCCESS, 0);
    }

    private void told(Consumer<Running> inDispatch) {
        DeviceObject c =
                lowest(me -> {
                    mark(me, irpOf(me));
                    inDispatch.accept(me);
                    return STATUS_PENDING;
                });
        bench.run(me -> bench.read(me, c));
    }

    @Test
    void anIrpIsNotCompletedWithPending() { // K25
        told(me -> complete(me, irpOf(me), STATUS_PENDING, 0));

        assertThat(bench.host.bugChecks()).containsExactly("0xC9/0x6");
        assertThat(bench.host.bugCheck().p2()).isEqualTo(0x103);
        assertThat(bench.host.bugCheck().p3()).isPositive();
    }

    @Test
    void anIrpIsNotCompletedWithItsCancelRoutineSet() { // K26
        long routine = 77;
        told(me -> {
            me.call(
                    IoSetCancelRoutine.newBuilder()
                            .setIrp(irpOf(me))
                            .setCancelRoutine(routine)
                            .build());
            complete(me, irpOf(me), STATUS_SUCCESS, 0);
        });

        assertThat(bench.host.bugChecks()).containsExactly("0xC9/0x7");
        assertThat(bench.host.bugCheck().p2()).isEqualTo(routine);
        assertThat(bench.host.bugCheck().p3()).isPositive();
    }

    @Test
    void withoutDriverVerifierACancelRoutineThatWasLeftIs0x48AtTheCancel() {
        IoBench off = IoBench.withoutVerifier();
        DeviceObject c =
                off.device(
                        off.driver(
                                "c",
                                me -> {
                                    me.call(
                                            IoSetCancelRoutine.newBuilder()
                                                    .setIrp(irpOf(me))
                                                    .setCancelRoutine(77)
                                                    .build());
                                    return complete(me, irpOf(me), STATUS_SUCCESS, 0);
                                }));
        off.run(me -> {
            long irp = off.madeRead(me, 1);
            me.call(send(irp, c));
            me.call(IoCancelIrp.newBuilder().setIrp(irp).build());
        });

        assertThat(off.host.violations())
                .containsExactly("io/irp-completed-with-cancel-routine", "io/cancel-of-completed");
        assertThat(off.host.bugChecks()).containsExactly("0x48");
        assertThat(off.host.bugCheck().p2()).isEqualTo(77);
    }

    @Test
    void anIrpIsCompletedOnceByEachDriver() {
        told(me -> {
            complete(me, irpOf(me), STATUS_SUCCESS, 0);
            me.call(IoCompleteRequest.newBuilder().setIrp(irpOf(me)).build());
        });

        assertThat(bench.host.violations()).containsExactly("io/irp-completed-once");
        assertThat(bench.host.bugChecks()).containsExactly("0x44");
    }

    @Test
    void aCancelledIrpHasTransferredNothing() { // K31
        told(me -> complete(me, irpOf(me), STATUS_CANCELLED, 4));

        assertThat(bench.host.violations()).containsExactly("io/cancelled-with-information");
    }

    @Test
    void aDriverDoesNotCompleteWhatADriverBelowHas() {
        DeviceObject c =
                lowest(me -> {
                    mark(me, irpOf(me));
                    return STATUS_PENDING;
                });
        DeviceObject b =
                bench.deviceAbove(
                        bench.driver(
                                "b",
                                me -> {
                                    long irp = irpOf(me);
                                    mark(me, irp);
                                    copy(me, irp);
                                    me.call(send(irp, c));
                                    me.call(IoCompleteRequest.newBuilder().setIrp(irp).build());
                                    return STATUS_PENDING;
                                }),
                        c);

        bench.run(me -> bench.read(me, b));

        assertThat(bench.host.violations()).containsExactly("io/completed-while-below");
        assertThat(bench.host.bugChecks()).containsExactly("0xC9/0x209");
    }

    @Test
    void aDriverDoesNotSendAgainWhatADriverBelowHas() {
        DeviceObject c =
                lowest(me -> {
                    mark(me, irpOf(me));
                    return STATUS_PENDING;
                });
        bench.run(me -> {
            long irp = bench.madeRead(me, 2);
            me.call(send(irp, c));
            me.call(send(irp, c));
        });

        assertThat(bench.host.violations()).containsExactly("io/sent-while-below");
        assertThat(bench.host.bugChecks()).containsExactly("0xC9/0x205");
    }

    @Test
    void anIrpIsNotSentOnWithACancelRoutine() {
        DeviceObject c = lowest(CompletionRulesTest::succeed);
        bench.run(me -> {
            long irp = bench.madeRead(me, 1);
            bench.irp(irp)
                    .exchangeCancelRoutine(
                            new dev.irpflow.kernel.Irp.CancelRoutine(bench.maker.place(), 5L));
            me.call(send(irp, c));
        });

        assertThat(bench.host.bugChecks()).containsExactly("0xC9/0x203");
    }

    @Test
    void whoeverAllocatedAnIrpDoesNotCompleteIt() {
        bench.run(me ->
                me.call(IoCompleteRequest.newBuilder().setIrp(IoBench.allocate(me, 1)).build()));

        assertThat(bench.host.violations()).containsExactly("io/own-irp-completed");
    }

    @Test
    void whoeverAllocatedAnIrpSendsItWithACompletionRoutine() {
        DeviceObject c = lowest(CompletionRulesTest::succeed);
        bench.run(me -> {
            long irp = IoBench.allocate(me, 1);
            IoBench.ask(me, irp, IrpMajor.IRP_MJ_READ);
            me.call(send(irp, c));
        });

        assertThat(bench.host.violations())
                .containsExactly("io/own-irp-without-routine", "io/own-irp-not-kept");
    }

    @Test
    void whatIsSentIsAnIrpAndGoesToADevice() {
        DeviceObject c = lowest(CompletionRulesTest::succeed);
        bench.run(me -> me.call(send(c.id(), c)));
        assertThat(bench.host.bugChecks()).containsExactly("0xC9/0x3");

        IoBench other = new IoBench();
        other.run(me -> {
            long irp = other.madeRead(me, 1);
            me.call(
                    dev.irpflow.protocol.kernel.IoCallDriver.newBuilder()
                            .setDeviceObject(irp)
                            .setIrp(irp)
                            .build());
        });
        assertThat(other.host.bugChecks()).containsExactly("0xC9/0x4");
    }

    @Test
    void aCreateIsNotSentAtDispatchLevelButAReadMayBe() { // K48
        TestDriver lower = bench.driver("c", CompletionRulesTest::succeed);
        lower.slot(
                IrpMjCreate.class,
                me -> complete(me, me.request(IrpMjCreate.class).getIrp(), STATUS_SUCCESS, 0));
        DeviceObject c = bench.device(lower);
        bench.run(me -> {
            me.call(KeRaiseIrql.newBuilder().setNewIrql(Irql.DISPATCH_LEVEL).build());
            bench.read(me, c);
            assertThat(bench.host.isWell()).isTrue();
            long irp = IoBench.allocate(me, 1);
            IoBench.ask(me, irp, IrpMajor.IRP_MJ_CREATE);
            bench.keeps(me, irp);
            me.call(send(irp, c));
        });

        assertThat(bench.host.violations()).containsExactly("kernel/irql-at-call");
        assertThat(bench.host.bugChecks()).containsExactly("0xC9/0x23A");
    }

    @Test
    void aCancelledIrpHasSoMuchTimeUnderDriverVerifier() {
        IoBench slow =
                new IoBench(
                        dev.irpflow.kernel.MachineSettings.of("m"),
                        IoSettings.DEFAULT.withCancelLimit(5_000_000));
        DeviceObject c =
                slow.device(
                        slow.driver(
                                "c",
                                me -> {
                                    mark(me, irpOf(me));
                                    return STATUS_PENDING;
                                }));
        slow.run(me -> {
            long irp = slow.madeRead(me, 1);
            me.call(send(irp, c));
            me.call(IoCancelIrp.newBuilder().setIrp(irp).build());
        });

        assertThat(slow.host.violations()).containsExactly("io/cancelled-too-slowly");
        assertThat(slow.host.bugChecks()).containsExactly("0xC4/0x135");
        assertThat(slow.host.bugCheck().p3()).isEqualTo(5);
    }
}
