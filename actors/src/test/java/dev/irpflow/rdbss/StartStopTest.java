package dev.irpflow.rdbss;

import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.protocol.kernel.NtReadFile;
import dev.irpflow.protocol.rdbss.LowIoOpRead;
import dev.irpflow.protocol.rdbss.MRxDevFcbXXXControlFile;
import dev.irpflow.protocol.rdbss.MRxStart;
import dev.irpflow.protocol.rdbss.RxLowIoCompletion;
import dev.irpflow.protocol.rdbss.RxUnregisterMinirdr;
import dev.irpflow.protocol.status.NtStatus;
import org.junit.jupiter.api.Test;

/** Registering, starting and stopping a mini-redirector. */
class StartStopTest {
    @Test
    void aRedirectorThatIsNotStartedRefusesNamesAndCallsNothing() {
        RdbssWorld world = new RdbssWorld();
        world.registered();

        world.run(me -> world.open(me, "\\Device\\Redirector\\files\\public\\a.bin"));

        assertThat(world.notes).containsExactly("STATUS_REDIRECTOR_NOT_STARTED");
        assertThat(world.minirdr.calls).isEmpty();
        assertThat(world.host.isWell()).isTrue();
    }

    @Test
    void aRequestersThreadPostsTheStartAndSeesOnlyItsEnd() {
        RdbssWorld world = new RdbssWorld();
        world.registered();

        world.run(me -> world.note(world.control(me, RdbssWorld.DEVICE, ScriptedMinirdr.START)));

        assertThat(world.notes).containsExactly("STATUS_SUCCESS");
        assertThat(world.minirdr.calls)
                .containsExactly("MRxDevFcbXXXControlFile", "MRxDevFcbXXXControlFile", "MRxStart");
        assertThat(world.machine.namespace().linkTarget(RdbssWorld.DEVICE))
                .isEqualTo("\\Device\\Mup\\;Redirector");
        assertThat(world.host.isWell()).isTrue();
    }

    @Test
    void aSecondStartSaysSoAndLeavesTheFirstOne() {
        RdbssWorld world = RdbssWorld.started();

        world.run(me -> {
            world.note(world.control(me, RdbssWorld.DEVICE, ScriptedMinirdr.START));
            world.note(world.open(me, RdbssWorld.FILE) != 0);
        });

        assertThat(world.notes).containsExactly("STATUS_REDIRECTOR_STARTED", "true");
        assertThat(world.minirdr.calls).doesNotContain("MRxStart");
    }

    @Test
    void aFailedStartTakesTheRegistrationWithMupBack() {
        RdbssWorld world = new RdbssWorld();
        world.minirdr.answers(MRxStart.class, NtStatus.STATUS_UNSUCCESSFUL);
        world.registered();

        world.run(me -> {
            world.note(world.control(me, RdbssWorld.DEVICE, ScriptedMinirdr.START));
            world.open(me, RdbssWorld.FILE);
        });

        assertThat(world.notes)
                .containsExactly("STATUS_UNSUCCESSFUL", "STATUS_REDIRECTOR_NOT_STARTED");
        assertThat(world.machine.namespace().linkTarget(RdbssWorld.DEVICE)).isNull();
        assertThat(world.host.isWell()).isTrue();
    }

    @Test
    void aRedirectorWithoutUncNamesStartsWithoutMup() {
        RdbssWorld world = new RdbssWorld();
        world.minirdr.controls(1);
        world.registered();

        world.run(me -> {
            world.note(world.control(me, RdbssWorld.DEVICE, ScriptedMinirdr.START));
            world.note(world.open(me, RdbssWorld.FILE) != 0);
        });

        assertThat(world.notes).containsExactly("STATUS_SUCCESS", "true");
        assertThat(world.machine.namespace().linkTarget(RdbssWorld.DEVICE)).isNull();
    }

    @Test
    void aNullStartSlotIsTheDriversError() {
        RdbssWorld world = new RdbssWorld();
        world.minirdr.nullSlot("MRxStart");
        world.registered();

        world.run(me -> world.note(world.control(me, RdbssWorld.DEVICE, ScriptedMinirdr.START)));

        assertThat(world.host.violations()).containsExactly("rdbss/required-slot");
        assertThat(world.notes).containsExactly("STATUS_NOT_IMPLEMENTED");
    }

    @Test
    void pendingFromAControlRoutineWithoutPostRequestIsAViolation() {
        RdbssWorld world = new RdbssWorld();
        world.minirdr.answers(MRxDevFcbXXXControlFile.class, NtStatus.STATUS_PENDING);
        world.registered();

        world.run(me -> world.control(me, RdbssWorld.DEVICE, ScriptedMinirdr.START));

        assertThat(world.host.violations()).containsExactly("rdbss/synchronous-routine-pended");
    }

    @Test
    void aDeviceNameThatIsTakenCannotBeRegisteredAgain() {
        RdbssWorld world = new RdbssWorld();
        world.registered();
        world.minirdr.register();
        world.settle();

        assertThat(world.minirdr.registrations)
                .containsExactly(NtStatus.STATUS_SUCCESS, NtStatus.STATUS_OBJECT_NAME_COLLISION);
    }

    @Test
    void aStopWaitsForWhatIsUnderWayAndLetsOnlyCleanupAndCloseThrough() {
        RdbssWorld world = RdbssWorld.started();
        long[] context = new long[1];
        long[] file = new long[2];
        world.minirdr.on(
                LowIoOpRead.class,
                me -> {
                    context[0] = me.request(LowIoOpRead.class).getRxContext();
                    return NtStatus.STATUS_PENDING;
                });
        world.run(me -> file[0] = world.open(me, RdbssWorld.FILE));
        world.run(me -> file[1] = world.open(me, RdbssWorld.FILE));
        NtReadFile read = world.read(file[0], 0, world.buffer("...."));
        NtReadFile other = world.read(file[1], 0, world.buffer("...."));
        world.run(me -> world.note("read " + me.status(read)));

        world.run(me ->
                world.note("stop " + world.control(me, RdbssWorld.DEVICE, ScriptedMinirdr.STOP)));
        world.run(me -> world.note("late " + me.status(other)));
        assertThat(world.notes).containsExactly("late STATUS_REDIRECTOR_NOT_STARTED");
        world.minirdr
                .driver()
                .thread(
                        "answer",
                        me ->
                                me.call(
                                        RxLowIoCompletion.newBuilder()
                                                .setRxContext(context[0])
                                                .build()));
        world.settle();
        world.run(me -> world.close(me, file[0]));
        world.run(me -> world.close(me, file[1]));

        assertThat(world.notes)
                .containsExactly(
                        "late STATUS_REDIRECTOR_NOT_STARTED",
                        "read STATUS_SUCCESS",
                        "stop STATUS_REDIRECTOR_HAS_OPEN_HANDLES");
        assertThat(world.minirdr.calls).contains("MRxStop", "MRxCleanupFobx", "MRxCloseSrvOpen");
        assertThat(world.host.isWell()).isTrue();
    }

    @Test
    void unregisteringFinalisesWhatIsLeftAndTakesTheDeviceAway() {
        RdbssWorld world = RdbssWorld.started();
        world.run(me -> {
            world.close(me, world.open(me, RdbssWorld.FILE));
            world.control(me, RdbssWorld.DEVICE, ScriptedMinirdr.STOP);
        });

        unregister(world);

        assertThat(world.isClean()).isTrue();
        assertThat(world.machine.namespace().device(RdbssWorld.DEVICE)).isNull();
        assertThat(world.minirdr.calls)
                .endsWith("MRxFinalizeVNetRoot", "MRxFinalizeNetRoot", "MRxFinalizeSrvCall");
        assertThat(world.host.isWell()).isTrue();
    }

    @Test
    void unregisteringWithoutAStopTakesTheRegistrationWithMupBackToo() {
        RdbssWorld world = RdbssWorld.started();
        world.run(me -> world.close(me, world.open(me, RdbssWorld.FILE)));

        unregister(world);
        world.run(me -> world.open(me, "\\\\files\\public\\a.bin"));

        assertThat(world.isClean()).isTrue();
        assertThat(world.machine.namespace().linkTarget(RdbssWorld.DEVICE)).isNull();
        assertThat(world.notes).containsExactly("STATUS_BAD_NETWORK_PATH");
        assertThat(world.host.isWell()).isTrue();
    }

    @Test
    void unregisteringWithAnOpenFileIsAViolation() {
        RdbssWorld world = RdbssWorld.started();
        world.run(me -> world.open(me, RdbssWorld.FILE));

        unregister(world);

        assertThat(world.host.violations()).containsExactly("rdbss/nothing-left-at-unregister");
    }

    private static void unregister(RdbssWorld world) {
        world.minirdr
                .driver()
                .thread(
                        "unload",
                        me ->
                                me.call(
                                        RxUnregisterMinirdr.newBuilder()
                                                .setRxDeviceObject(world.minirdr.deviceObject())
                                                .build()));
        world.settle();
    }
}
