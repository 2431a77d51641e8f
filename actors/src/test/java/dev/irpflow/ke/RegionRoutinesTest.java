package dev.irpflow.ke;

import static dev.irpflow.protocol.contract.Irql.APC_LEVEL;
import static dev.irpflow.protocol.contract.Irql.DISPATCH_LEVEL;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.GeneratedMessage;
import dev.irpflow.kernel.BugCheck;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.CallKind;
import dev.irpflow.kernel.Component;
import dev.irpflow.kernel.MachineSettings;
import dev.irpflow.kernel.Message;
import dev.irpflow.kernel.Place;
import dev.irpflow.kernel.Return;
import dev.irpflow.kernel.Sink;
import dev.irpflow.kernel.TestDriver;
import dev.irpflow.kernel.TestDriver.Running;
import dev.irpflow.protocol.kernel.IoCompletionRoutine;
import dev.irpflow.protocol.kernel.IoWorkitemRoutine;
import dev.irpflow.protocol.kernel.IrpMjRead;
import dev.irpflow.protocol.kernel.KeAreAllApcsDisabled;
import dev.irpflow.protocol.kernel.KeAreApcsDisabled;
import dev.irpflow.protocol.kernel.KeEnterCriticalRegion;
import dev.irpflow.protocol.kernel.KeEnterGuardedRegion;
import dev.irpflow.protocol.kernel.KeLeaveCriticalRegion;
import dev.irpflow.protocol.kernel.KeLeaveGuardedRegion;
import dev.irpflow.protocol.kernel.NtReadFile;
import dev.irpflow.protocol.status.NtStatus;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Critical and guarded regions, and who leaves one behind. */
class RegionRoutinesTest {
    private static final GeneratedMessage ENTER = KeEnterCriticalRegion.getDefaultInstance();
    private static final GeneratedMessage LEAVE = KeLeaveCriticalRegion.getDefaultInstance();
    private static final GeneratedMessage ENTER_GUARDED = KeEnterGuardedRegion.getDefaultInstance();
    private static final GeneratedMessage LEAVE_GUARDED = KeLeaveGuardedRegion.getDefaultInstance();

    @Test
    void aCriticalRegionHoldsBackNormalKernelApcsAndNests() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            note(bench, me);
            me.call(ENTER);
            me.call(ENTER);
            me.call(LEAVE);
            note(bench, me);
            me.call(LEAVE);
            note(bench, me);
        });

        assertThat(bench.notes)
                .containsExactly(
                        "normal on, special on", "normal off, special on", "normal on, special on");
        assertThat(bench.host.isWell()).isTrue();
    }

    @Test
    void aGuardedRegionHoldsBackAllApcs() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            me.call(ENTER_GUARDED);
            note(bench, me);
            me.call(LEAVE_GUARDED);
            note(bench, me);
        });

        assertThat(bench.notes).containsExactly("normal off, special off", "normal on, special on");
        assertThat(bench.host.isWell()).isTrue();
    }

    @Test
    void atApcLevelSpecialApcsAreHeldBackWithoutARegion() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            var old = KeBench.raise(me, APC_LEVEL);
            note(bench, me);
            KeBench.lower(me, old);
        });

        assertThat(bench.notes).containsExactly("normal on, special off");
    }

    @Test
    void leavingARegionThatWasNotEnteredStopsTheMachine() {
        assertThat(codeOf(me -> me.call(LEAVE))).isEqualTo("0xC4/0x3E");
        assertThat(codeOf(me -> me.call(LEAVE_GUARDED))).isEqualTo("0xC4/0x4000E");
    }

    @Test
    void regionsAtDispatchLevelHaveTheirOwnCodes() {
        assertThat(codeAtDispatch(ENTER)).isEqualTo("0xC4/0x11A");
        assertThat(codeAtDispatch(LEAVE)).isEqualTo("0xC4/0x11B");
        assertThat(codeAtDispatch(ENTER_GUARDED)).isEqualTo("0xC4/0x20010");
    }

    @Test
    void aDispatchRoutineThatLeavesARegionBehindStopsTheMachineWithBothCounts() {
        KeBench bench = new KeBench();
        bench.driver.slot(IrpMjRead.class, me -> entersOnly(me));

        bench.run(me -> {
            me.call(ENTER);
            me.indicate(IrpMjRead.getDefaultInstance());
        });

        assertThat(bench.host.violations()).containsExactly("kernel/apc-count-at-return");
        BugCheck stop = bench.host.bugCheck();
        assertThat(stop.shortForm()).isEqualTo("0xC4/0xC5");
        assertThat(stop.p3()).isEqualTo(0xFFFE);
        assertThat(stop.p4()).isEqualTo(0xFFFF);
    }

    @Test
    void aCompletionRoutineThatLeavesARegionBehindHasItsOwnCode() {
        KeBench bench = new KeBench();
        long routine = bench.driver.address(me -> entersOnly(me));

        bench.run(me -> me.indicate(IoCompletionRoutine.newBuilder().setRoutine(routine).build()));

        BugCheck stop = bench.host.bugCheck();
        assertThat(stop.shortForm()).isEqualTo("0xC4/0xFB");
        assertThat(stop.p2()).isEqualTo(routine);
        assertThat(stop.p3()).isEqualTo(0xFFFF);
        assertThat(stop.p4()).isZero();
    }

    @Test
    void aDispatchRoutineThatLeavesTheRegionOfItsCallerIsFound() {
        KeBench bench = new KeBench();
        bench.driver.slot(
                IrpMjRead.class,
                me -> {
                    me.call(LEAVE);
                    return NtStatus.STATUS_SUCCESS;
                });

        bench.run(me -> {
            me.call(ENTER);
            me.indicate(IrpMjRead.getDefaultInstance());
        });

        assertThat(bench.host.details().getFirst()).contains("count of 0; it was called with -1");
    }

    @Test
    void withoutDriverVerifierTheSystemCallNoticesIt() {
        KeBench bench = KeBench.withoutVerifier();
        bench.driver.slot(IrpMjRead.class, me -> entersOnly(me));
        TestDriver application = bench.host.driver(bench.machine, "app");
        application.place().isInUserMode();
        bench.host.bind(bench.machine, "io", new Reads(bench.driver.place()));

        application.thread("thread", me -> me.call(NtReadFile.getDefaultInstance()));
        bench.host.run();

        assertThat(bench.host.violations())
                .containsExactly("kernel/apc-count-at-return", "kernel/apc-index-mismatch");
        BugCheck stop = bench.host.bugCheck();
        assertThat(stop.shortForm()).isEqualTo("0x1");
        assertThat(stop.p3()).isEqualTo(0xFFFF);
        assertThat(stop.p4()).isZero();
    }

    @Test
    void aWorkItemThatLeavesARegionBehindStopsTheMachine() {
        KeBench bench = new KeBench(MachineSettings.of("m"));
        long routine = bench.driver.address(me -> entersOnly(me));

        bench.machine
                .workers()
                .queue(
                        bench.driver.place(),
                        "item",
                        IoWorkitemRoutine.newBuilder().setRoutine(routine).build(),
                        "item",
                        1);
        bench.host.run();

        BugCheck stop = bench.host.bugCheck();
        assertThat(stop.shortForm()).isEqualTo("0x1");
        assertThat(stop.p1()).isEqualTo(routine);
        assertThat(stop.p4()).isEqualTo(1);
    }

    @Test
    void aThreadThatEndsInARegionStopsTheMachine() {
        KeBench bench = new KeBench();

        bench.run(me -> me.call(ENTER_GUARDED));

        BugCheck stop = bench.host.bugCheck();
        assertThat(stop.shortForm()).isEqualTo("0x20");
        assertThat(stop.p2()).isEqualTo(0xFFFF0000L);
    }

    /** An I/O manager that asks a driver inline. */
    private record Reads(Place driver) implements Component {
        @Override
        public void on(Message message, Sink sink) {
            switch (message) {
                case Call call ->
                        sink.call(
                                call,
                                CallKind.CALL,
                                driver,
                                IrpMjRead.getDefaultInstance(),
                                "read");
                case Return answer ->
                        sink.returns(
                                Objects.requireNonNull(answer.call().outer()), answer.status());
            }
        }
    }

    private static NtStatus entersOnly(Running me) {
        me.call(ENTER);
        return NtStatus.STATUS_SUCCESS;
    }

    private static void note(KeBench bench, Running me) {
        boolean normal =
                me.call(KeAreApcsDisabled.getDefaultInstance(), KeAreApcsDisabled.Out.class)
                        .getReturned();
        boolean all =
                me.call(KeAreAllApcsDisabled.getDefaultInstance(), KeAreAllApcsDisabled.Out.class)
                        .getReturned();
        bench.notes.add(
                "normal %s, special %s".formatted(normal ? "off" : "on", all ? "off" : "on"));
    }

    private static String codeOf(TestDriver.Body body) {
        KeBench bench = new KeBench();
        bench.run(body);
        return bench.host.bugCheck().shortForm();
    }

    private static String codeAtDispatch(GeneratedMessage request) {
        return codeOf(me -> {
            KeBench.raise(me, DISPATCH_LEVEL);
            me.call(request);
        });
    }
}
