package dev.irpflow.io;

import static dev.irpflow.io.IoBench.complete;
import static dev.irpflow.io.IoBench.copy;
import static dev.irpflow.io.IoBench.irpOf;
import static dev.irpflow.io.IoBench.isPendingReturned;
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
import dev.irpflow.protocol.status.NtStatus;
import org.junit.jupiter.api.Test;

/** Marking, returning and propagating STATUS_PENDING: reference section 8. */
class PendingRulesTest {
    private final IoBench bench = new IoBench();

    // What is said when the only driver of a stack serves a read so.
    private void reads(TestDriver.Code read) {
        DeviceObject device = bench.device(bench.driver("bad", read));
        bench.run(me -> bench.read(me, device));
    }

    private static void later(Running me, long irp) {
        me.driver().thread("later", other -> complete(other, irp, STATUS_SUCCESS, 3));
    }

    @Test
    void whoeverHasMarkedReturnsPendingEvenIfTheIrpIsCompleteAlready() { // K17
        reads(me -> {
            mark(me, irpOf(me));
            return complete(me, irpOf(me), STATUS_SUCCESS, 0);
        });

        assertThat(bench.host.violations()).containsExactly("io/mark-without-pending");
        assertThat(bench.host.bugChecks()).containsExactly("0xC9/0x23E");
    }

    @Test
    void markedCompletedAndPendingReturnedIsLegal() {
        reads(me -> {
            mark(me, irpOf(me));
            complete(me, irpOf(me), STATUS_SUCCESS, 5);
            return STATUS_PENDING;
        });

        assertThat(bench.host.isWell()).isTrue();
        assertThat(bench.notes).containsExactly("maker: STATUS_SUCCESS 5");
    }

    @Test
    void markingAfterTheIrpWasQueuedMayComeTooLate() { // K18
        reads(me -> {
            long irp = irpOf(me);
            complete(me, irp, STATUS_SUCCESS, 0); // another processor, which found it in the queue
            mark(me, irp);
            return STATUS_PENDING;
        });

        assertThat(bench.host.violations()).first().isEqualTo("ke/irp-no-own-location");
    }

    @Test
    void pendingNeedsAMarkOrADriverBelow() { // K19
        reads(me -> {
            later(me, irpOf(me));
            return STATUS_PENDING;
        });

        assertThat(bench.host.violations()).containsExactly("io/pending-without-mark");
        assertThat(bench.host.bugChecks()).isEmpty(); // not fatal
    }

    @Test
    void pendingFromADriverWhoseLowerOneHasEndedNeedsAMarkToo() {
        DeviceObject lower =
                bench.device(
                        bench.driver("lower", me -> complete(me, irpOf(me), STATUS_SUCCESS, 0)));
        DeviceObject upper =
                bench.deviceAbove(
                        bench.driver(
                                "upper",
                                me -> {
                                    copy(me, irpOf(me));
                                    me.call(send(irpOf(me), lower));
                                    return STATUS_PENDING;
                                }),
                        lower);

        bench.run(me -> bench.read(me, upper));

        assertThat(bench.host.violations()).containsExactly("io/pending-without-mark");
    }

    @Test
    void aDispatchRoutineCompletesPendsOrSendsOn() {
        reads(me -> STATUS_SUCCESS);

        assertThat(bench.host.violations()).containsExactly("io/neither-completed-nor-pended");
        assertThat(bench.host.bugChecks()).containsExactly("0xC9/0x226");
    }

    @Test
    void theStatusThatIsReturnedIsThatOfTheCompletion() {
        reads(me -> {
            complete(me, irpOf(me), STATUS_INVALID_PARAMETER, 0);
            return STATUS_SUCCESS;
        });

        assertThat(bench.host.violations()).containsExactly("io/status-mismatch");
        assertThat(bench.host.bugCheck().p4()).isEqualTo(STATUS_INVALID_PARAMETER.getNumber());
        assertThat(bench.host.bugChecks()).containsExactly("0xC9/0x224");
    }

    // An upper driver above one that pends; what its routine does with a pended IRP.
    private DeviceObject abovePending(TestDriver.Code dispatch) {
        DeviceObject lower =
                bench.device(
                        bench.driver(
                                "lower",
                                me -> {
                                    mark(me, irpOf(me));
                                    later(me, irpOf(me));
                                    return STATUS_PENDING;
                                }));
        this.below = lower;
        return bench.deviceAbove(bench.driver("upper", dispatch), lower);
    }

    private DeviceObject below = bench.device(bench.maker);

    private NtStatus sendsWithRoutine(Running me, TestDriver.Code completion) {
        copy(me, irpOf(me));
        routine(me, irpOf(me), completion);
        return me.status(send(irpOf(me), below));
    }

    @Test
    void aCompletionRoutinePropagatesThePendingMark() { // K20
        DeviceObject upper = abovePending(me -> sendsWithRoutine(me, routine -> STATUS_SUCCESS));

        bench.run(me -> bench.read(me, upper));

        assertThat(bench.host.violations()).containsExactly("io/pending-not-propagated");
        assertThat(bench.host.bugChecks()).isEmpty();
        assertThat(bench.host.broken().getFirst().violation().place()).isEqualTo("m/upper");
    }

    @Test
    void aCompletionRoutineThatPropagatesIsLegal() {
        DeviceObject upper =
                abovePending(me -> {
                    long irp = irpOf(me);
                    return sendsWithRoutine(
                            me,
                            routine -> {
                                if (isPendingReturned(routine, irp)) {
                                    mark(routine, irp);
                                }
                                return STATUS_SUCCESS;
                            });
                });

        bench.run(me -> bench.read(me, upper));

        assertThat(bench.host.isWell()).isTrue();
        assertThat(bench.notes).containsExactly("maker: STATUS_SUCCESS 3");
    }

    @Test
    void aDispatchRoutineThatHasMarkedSparesItsCompletionRoutineThat() { // K20, scenario 4
        DeviceObject upper =
                abovePending(me -> {
                    mark(me, irpOf(me));
                    sendsWithRoutine(me, routine -> STATUS_SUCCESS);
                    return STATUS_PENDING;
                });

        bench.run(me -> bench.read(me, upper));

        assertThat(bench.host.isWell()).isTrue();
        assertThat(bench.notes).containsExactly("maker: STATUS_SUCCESS 3");
    }

    @Test
    void aDriverThatForwardsAndWaitsCompletesAgainItself() {
        DeviceObject upper =
                abovePending(me -> {
                    long irp = irpOf(me);
                    long event = IoBench.event(me);
                    NtStatus status =
                            sendsWithRoutine(
                                    me,
                                    routine -> {
                                        if (isPendingReturned(routine, irp)) {
                                            IoBench.set(routine, event);
                                        }
                                        return STATUS_MORE_PROCESSING_REQUIRED;
                                    });
                    if (status == STATUS_PENDING) {
                        IoBench.await(me, event);
                    }
                    return complete(me, irp, STATUS_SUCCESS, 4);
                });

        bench.run(me -> bench.note("sent: " + bench.read(me, upper)));

        assertThat(bench.host.isWell()).isTrue();
        assertThat(bench.notes).containsExactly("maker: STATUS_SUCCESS 4", "sent: STATUS_SUCCESS");
    }

    @Test
    void theAnswerOfTheDriverBelowIsNotDropped() {
        DeviceObject upper =
                abovePending(me -> {
                    long irp = irpOf(me);
                    sendsWithRoutine(
                            me,
                            routine -> {
                                mark(routine, irp);
                                return STATUS_SUCCESS;
                            });
                    return STATUS_SUCCESS;
                });

        bench.run(me -> bench.read(me, upper));

        assertThat(bench.host.violations()).containsExactly("io/lower-status-dropped");
    }

    @Test
    void aDriverThatSkipsItsLocationReturnsWhatTheDriverBelowReturned() {
        DeviceObject upper =
                abovePending(me -> {
                    skip(me, irpOf(me));
                    return me.status(send(irpOf(me), below));
                });

        bench.run(me -> bench.note("sent: " + bench.read(me, upper)));

        assertThat(bench.host.isWell()).isTrue();
        assertThat(bench.notes).containsExactly("sent: STATUS_PENDING", "maker: STATUS_SUCCESS 3");
    }

    @Test
    void aDriverThatSkipsAndReturnsSomethingElseIsTold() {
        DeviceObject upper =
                abovePending(me -> {
                    skip(me, irpOf(me));
                    me.call(send(irpOf(me), below));
                    return STATUS_SUCCESS;
                });

        bench.run(me -> bench.read(me, upper));

        assertThat(bench.host.violations()).containsExactly("io/lower-status-dropped");
        assertThat(bench.host.broken().getFirst().violation().place()).isEqualTo("m/upper");
    }

    @Test
    void aCompletionRoutineDoesNotReturnPending() {
        DeviceObject upper =
                abovePending(me -> {
                    long irp = irpOf(me);
                    return sendsWithRoutine(
                            me,
                            routine -> {
                                mark(routine, irp);
                                return STATUS_PENDING;
                            });
                });

        bench.run(me -> bench.read(me, upper));

        assertThat(bench.host.violations())
                .containsExactly("io/completion-routine-returned-pending");
    }
}
