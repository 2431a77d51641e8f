package dev.irpflow.rdbss;

import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.kernel.Event;
import dev.irpflow.kernel.TestDriver;
import dev.irpflow.protocol.kernel.NtCancelIoFileEx;
import dev.irpflow.protocol.kernel.NtReadFile;
import dev.irpflow.protocol.rdbss.LowIoOpRead;
import dev.irpflow.protocol.rdbss.MrxCancelRoutine;
import dev.irpflow.protocol.rdbss.RxFinalizeConnection;
import dev.irpflow.protocol.rdbss.RxLowIoCompletion;
import dev.irpflow.protocol.rdbss.RxSetMinirdrCancelRoutine;
import dev.irpflow.protocol.status.NtStatus;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Cancelling reads and writes that are under way. */
class CancelTest {
    private final RdbssWorld world = RdbssWorld.started();
    private final List<String> cancelled = new ArrayList<>();
    private final List<Long> contexts = new ArrayList<>();
    private final Event event = world.event();
    private final long[] file = new long[1];

    private final long routine =
            world.minirdr
                    .driver()
                    .address(me -> {
                        cancelled.add(me.irql() + " " + me.call().strand().kind());
                        complete(
                                me,
                                me.request(MrxCancelRoutine.class).getRxContext(),
                                NtStatus.STATUS_CANCELLED);
                        return NtStatus.STATUS_SUCCESS;
                    });

    private static void complete(TestDriver.Running me, long context, NtStatus status) {
        me.call(RxLowIoCompletion.newBuilder().setRxContext(context).setStatus(status).build());
    }

    private void readUnderWay(boolean cancellable) {
        world.minirdr.on(
                LowIoOpRead.class,
                me -> {
                    long context = me.request(LowIoOpRead.class).getRxContext();
                    contexts.add(context);
                    if (cancellable) {
                        world.note(me.status(setRoutine(context)));
                    }
                    return NtStatus.STATUS_PENDING;
                });
        world.run(me -> file[0] = world.open(me, RdbssWorld.FILE, 0));
        NtReadFile read =
                world.read(file[0], 0, world.buffer("....")).toBuilder()
                        .setEvent(event.id())
                        .build();
        world.run(me -> me.status(read));
    }

    private RxSetMinirdrCancelRoutine setRoutine(long context) {
        return RxSetMinirdrCancelRoutine.newBuilder()
                .setRxContext(context)
                .setMrxCancelRoutine(routine)
                .build();
    }

    private void cancel() {
        world.run(me -> me.call(NtCancelIoFileEx.newBuilder().setFileHandle(file[0]).build()));
    }

    @Test
    void theMiniRedirectorHearsOfItInAWorkerAndCompletesOnce() {
        readUnderWay(true);

        cancel();

        assertThat(cancelled).containsExactly("PASSIVE_LEVEL WORK_ITEM");
        assertThat(event.isSignaled()).isTrue();
        assertThat(world.all(RxContext.class)).isEmpty();
        assertThat(world.host.isWell()).isTrue();
    }

    @Test
    void withoutARoutineTheRequestEndsInItsOwnTime() {
        readUnderWay(false);

        cancel();
        assertThat(event.isSignaled()).isFalse();
        world.minirdr
                .driver()
                .thread("answer", me -> complete(me, contexts.getFirst(), NtStatus.STATUS_SUCCESS));
        world.settle();

        assertThat(event.isSignaled()).isTrue();
        assertThat(world.all(RxContext.class)).isEmpty();
        assertThat(world.host.isWell()).isTrue();
    }

    @Test
    void aRoutineForWhatIsCancelledAlreadyIsRefused() {
        readUnderWay(false);
        cancel();

        world.minirdr
                .driver()
                .thread("late", me -> world.note(me.status(setRoutine(contexts.getFirst()))));
        world.settle();

        assertThat(world.notes).containsExactly("STATUS_CANCELLED");
        assertThat(cancelled).isEmpty();
    }

    @Test
    void deletingAConnectionByForceCancelsWhatIsUnderWay() {
        readUnderWay(true);
        VNetRoot view = world.all(VNetRoot.class).getFirst();

        world.minirdr
                .driver()
                .thread(
                        "delete",
                        me ->
                                me.call(
                                        RxFinalizeConnection.newBuilder()
                                                .setNetRoot(view.netRoot().id())
                                                .setVNetRoot(view.id())
                                                .setForceFilesClosed(1)
                                                .build()));
        world.settle();

        assertThat(cancelled).hasSize(1);
        assertThat(event.isSignaled()).isTrue();
        assertThat(world.host.isWell()).isTrue();
    }

    @Test
    void aStopCancelsWhatIsUnderWay() {
        readUnderWay(true);

        world.run(me -> world.control(me, RdbssWorld.DEVICE, ScriptedMinirdr.STOP));

        assertThat(cancelled).hasSize(1);
        assertThat(world.minirdr.calls).contains("MRxStop");
        assertThat(world.host.isWell()).isTrue();
    }

    @Test
    void cancelAndCompletionMayRaceInEveryOrder() {
        for (long seed = 0; seed < 100; seed++) {
            CancelTest race = new CancelTest();
            race.world.host.stage().chooser().seed(seed);
            race.race();

            assertThat(race.event.isSignaled()).as("seed %d", seed).isTrue();
            assertThat(race.world.all(RxContext.class)).as("seed %d", seed).isEmpty();
            assertThat(race.world.host.details()).as("seed %d", seed).isEmpty();
            assertThat(race.world.host.bugChecks()).as("seed %d", seed).isEmpty();
        }
    }

    // The mini-redirector keeps the rule: whoever takes the request off its list completes it.
    private void race() {
        List<Long> list = new ArrayList<>();
        long taking =
                world.minirdr
                        .driver()
                        .address(me -> {
                            take(
                                    me,
                                    list,
                                    me.request(MrxCancelRoutine.class).getRxContext(),
                                    NtStatus.STATUS_CANCELLED);
                            return NtStatus.STATUS_SUCCESS;
                        });
        world.minirdr.on(
                LowIoOpRead.class,
                me -> {
                    long context = me.request(LowIoOpRead.class).getRxContext();
                    list.add(context);
                    contexts.add(context);
                    me.call(
                            RxSetMinirdrCancelRoutine.newBuilder()
                                    .setRxContext(context)
                                    .setMrxCancelRoutine(taking)
                                    .build());
                    return NtStatus.STATUS_PENDING;
                });
        world.run(me -> file[0] = world.open(me, RdbssWorld.FILE, 0));
        NtReadFile read =
                world.read(file[0], 0, world.buffer("....")).toBuilder()
                        .setEvent(event.id())
                        .build();
        world.run(me -> me.status(read));
        world.begin(
                "cancel",
                me -> me.call(NtCancelIoFileEx.newBuilder().setFileHandle(file[0]).build()));
        world.minirdr
                .driver()
                .thread(
                        "answer",
                        me -> take(me, list, contexts.getFirst(), NtStatus.STATUS_SUCCESS));
        world.settle();
    }

    private static void take(
            TestDriver.Running me, List<Long> list, long context, NtStatus status) {
        if (list.remove(context)) {
            complete(me, context, status);
        }
    }
}
