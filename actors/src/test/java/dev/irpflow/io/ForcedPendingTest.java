package dev.irpflow.io;

import static dev.irpflow.io.IoBench.await;
import static dev.irpflow.io.IoBench.complete;
import static dev.irpflow.io.IoBench.copy;
import static dev.irpflow.io.IoBench.event;
import static dev.irpflow.io.IoBench.irpOf;
import static dev.irpflow.io.IoBench.isPendingReturned;
import static dev.irpflow.io.IoBench.routine;
import static dev.irpflow.io.IoBench.send;
import static dev.irpflow.io.IoBench.set;
import static dev.irpflow.io.IoBench.skip;
import static dev.irpflow.protocol.status.NtStatus.STATUS_MORE_PROCESSING_REQUIRED;
import static dev.irpflow.protocol.status.NtStatus.STATUS_PENDING;
import static dev.irpflow.protocol.status.NtStatus.STATUS_SUCCESS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.kernel.DeviceObject;
import dev.irpflow.kernel.MachineSettings;
import dev.irpflow.kernel.TestDriver.Running;
import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.protocol.kernel.KeLowerIrql;
import dev.irpflow.protocol.kernel.KeRaiseIrql;
import dev.irpflow.protocol.status.NtStatus;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Page: windows-driver-docs-pr/devtest/force-pending-i-o-requests.md. */
class ForcedPendingTest {
    private static final int FORCED = 1;

    private final IoBench bench =
            new IoBench(MachineSettings.of("m"), IoSettings.DEFAULT.withForcedPending(true));
    private final DeviceObject low =
            bench.device(bench.driver("low", me -> complete(me, irpOf(me), STATUS_SUCCESS, 0)));

    private void force(int... answers) {
        bench.host.stage().chooser().answer(answers);
    }

    // A driver above that waits where IoCallDriver says so, and ends the request itself.
    private DeviceObject waiter(DeviceObject below) {
        return bench.deviceAbove(
                bench.driver(
                        "waiter",
                        me -> {
                            long irp = irpOf(me);
                            long back = event(me);
                            copy(me, irp);
                            routine(
                                    me,
                                    irp,
                                    routine -> {
                                        bench.note("pended " + isPendingReturned(routine, irp));
                                        set(routine, back);
                                        return STATUS_MORE_PROCESSING_REQUIRED;
                                    });
                            NtStatus sent = me.status(send(irp, below));
                            bench.note("sent " + sent);
                            if (sent == STATUS_PENDING) {
                                await(me, back);
                            }
                            return complete(me, irp, STATUS_SUCCESS, 8);
                        }),
                below);
    }

    @Test
    void theBoringAnswerForcesNothing() {
        bench.run(me -> bench.read(me, waiter(low)));

        assertThat(bench.notes)
                .containsExactly("pended false", "sent STATUS_SUCCESS", "maker: STATUS_SUCCESS 8");
        assertThat(bench.host.isWell()).isTrue();
    }

    @Test
    void aDriverThatWaitsGetsItsRequestLater() {
        DeviceObject top = waiter(low);
        force(FORCED);

        bench.run(me -> bench.read(me, top));

        assertThat(bench.notes)
                .containsExactly("sent STATUS_PENDING", "pended true", "maker: STATUS_SUCCESS 8");
        assertThat(bench.host.violations()).isEmpty();
        assertThat(bench.host.isWell()).isTrue();
    }

    @Test
    void theMakerOfARequestIsForcedToo() {
        DeviceObject top = waiter(low);
        force(0, FORCED); // the waiter's own IoCallDriver first, then the one that leads to it

        bench.run(me -> bench.note("maker sent " + bench.read(me, top)));

        assertThat(bench.notes)
                .containsExactly(
                        "pended false",
                        "sent STATUS_SUCCESS",
                        "maker sent STATUS_PENDING",
                        "maker: STATUS_SUCCESS 8");
        assertThat(bench.host.isWell()).isTrue();
    }

    @Test
    void aDriverThatSkipsItsLocationPassesTheAnswerOn() {
        DeviceObject skipping =
                bench.deviceAbove(
                        bench.driver(
                                "skipping",
                                me -> {
                                    skip(me, irpOf(me));
                                    return me.status(send(irpOf(me), low));
                                }),
                        low);
        DeviceObject top = waiter(skipping);
        force(FORCED);

        bench.run(me -> bench.read(me, top));

        assertThat(bench.notes)
                .containsExactly("sent STATUS_PENDING", "pended true", "maker: STATUS_SUCCESS 8");
        assertThat(bench.host.isWell()).isTrue();
    }

    @Test
    void whatIsSentAtDispatchLevelGoesOnInADpc() {
        DeviceObject top =
                bench.deviceAbove(
                        bench.driver(
                                "top",
                                me -> {
                                    long irp = irpOf(me);
                                    copy(me, irp);
                                    Irql old = raise(me);
                                    NtStatus sent = me.status(send(irp, low));
                                    bench.note("sent " + sent);
                                    me.call(KeLowerIrql.newBuilder().setNewIrql(old).build());
                                    return sent;
                                }),
                        low);
        force(FORCED);

        bench.run(me -> bench.read(me, top));

        assertThat(bench.notes).containsExactly("sent STATUS_PENDING", "maker: STATUS_SUCCESS 0");
        assertThat(bench.host.isWell()).isTrue();
    }

    private static Irql raise(Running me) {
        return me.call(
                        KeRaiseIrql.newBuilder().setNewIrql(Irql.DISPATCH_LEVEL).build(),
                        KeRaiseIrql.Out.class)
                .getOldIrql();
    }

    @Test
    void aDriverThatGoesOnAtOnceCompletesWhatTheOneBelowHasStill() {
        DeviceObject hasty =
                bench.deviceAbove(
                        bench.driver(
                                "hasty",
                                me -> {
                                    copy(me, irpOf(me));
                                    routine(
                                            me,
                                            irpOf(me),
                                            routine -> STATUS_MORE_PROCESSING_REQUIRED);
                                    me.call(send(irpOf(me), low));
                                    return complete(me, irpOf(me), STATUS_SUCCESS, 8);
                                }),
                        low);
        bench.run(me -> bench.read(me, hasty));
        assertThat(bench.host.isWell()).isTrue();

        force(FORCED);
        bench.run(me -> bench.read(me, hasty));

        assertThat(bench.host.violations())
                .containsSubsequence("ke/irp-touched-after-send", "io/completed-while-below");
        assertThat(bench.host.details())
                .allSatisfy(detail -> assertThat(detail).startsWith("m/hasty"));
        assertThat(bench.host.bugChecks()).hasSize(1);
        assertThat(Stream.of(bench.host.bugCheck().p1())).containsExactly(0x209L);
    }
}
