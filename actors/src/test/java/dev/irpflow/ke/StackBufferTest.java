package dev.irpflow.ke;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.irpflow.kernel.Memory;
import dev.irpflow.kernel.Region;
import dev.irpflow.kernel.TestDriver;
import dev.irpflow.kernel.TestDriver.Running;
import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.protocol.kernel.BufferRef;
import dev.irpflow.protocol.kernel.EventType;
import dev.irpflow.protocol.kernel.KProcessorMode;
import dev.irpflow.protocol.kernel.KeInitializeEvent;
import dev.irpflow.protocol.kernel.KeInitializeTimer;
import dev.irpflow.protocol.kernel.KeSetTimer;
import dev.irpflow.protocol.kernel.KeWaitForSingleObject;
import dev.irpflow.protocol.kernel.MemoryOnStack;
import dev.irpflow.protocol.kernel.MemoryWrite;
import dev.irpflow.protocol.kernel.MmProbeAndLockPages;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Local variables of routines, and what is left of them. */
final class StackBufferTest {
    @Test
    void aLocalVariableIsTouchedAtAnyLevelWhileItsRoutineRuns() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            BufferRef local = local(me);
            Irql old = KeBench.raise(me, Irql.DISPATCH_LEVEL);
            write(me, local);
            KeBench.lower(me, old);
        });

        assertThat(bench.host.details()).isEmpty();
        assertThat(bench.machine.memory().nonpagedUsed()).isZero();
    }

    @Test
    void itIsGoneWhenItsRoutineHasReturned() {
        KeBench bench = new KeBench();
        AtomicReference<BufferRef> kept = new AtomicReference<>();

        bench.run(me -> kept.set(local(me)));
        bench.run(me -> write(me, kept.get()));

        assertThat(bench.host.violations()).containsExactly("kernel/stack-buffer-gone");
        assertThat(bench.host.bugChecks()).isEmpty();
    }

    @Test
    void aTimerOnTheStackThatIsSetIsToldWhenItsRoutineReturns() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            long timer =
                    me.call(
                                    KeInitializeTimer.newBuilder().setStorage(local(me)).build(),
                                    KeInitializeTimer.Out.class)
                            .getTimer();
            me.call(KeSetTimer.newBuilder().setTimer(timer).setDueTime(-10_000_000).build());
        });

        assertThat(bench.host.violations()).containsExactly("kernel/stack-buffer-in-use");
    }

    @Test
    void aWaitInUserModeForAnEventOnTheStackStopsTheMachine() {
        assertThat(stopOfWait(KProcessorMode.UserMode)).isEqualTo("[0xC4/0x123]");
        assertThat(stopOfWait(KProcessorMode.KernelMode)).isEqualTo("[]");
    }

    @Test
    void aProcessThatEndsWithLockedPagesStopsTheMachine() {
        KeBench bench = new KeBench();
        Region buffer = bench.machine.memory().allocate(Region.Kind.USER, "", 8, "m/driver");

        bench.run(me ->
                me.call(
                        MmProbeAndLockPages.newBuilder()
                                .setMemoryDescriptorList(Memory.all(Objects.requireNonNull(buffer)))
                                .setAccessMode(KProcessorMode.UserMode)
                                .build()));
        bench.machine.memory().ended(bench.driver.place());

        assertThat(bench.host.violations()).containsExactly("kernel/locked-pages-at-exit");
        assertThat(bench.host.bugCheck().toString())
                .isEqualTo("0x76 PROCESS_HAS_LOCKED_PAGES (0x0, 0x0, 0x1, 0x0)");
    }

    private static String stopOfWait(KProcessorMode mode) {
        KeBench bench = new KeBench();
        TestDriver.Body body =
                me -> {
                    long event =
                            KeBench.event(
                                    me,
                                    KeInitializeEvent.newBuilder()
                                            .setType(EventType.NotificationEvent)
                                            .setState(true)
                                            .setStorage(local(me)));
                    me.call(
                            KeWaitForSingleObject.newBuilder()
                                    .setObject(event)
                                    .setWaitMode(mode)
                                    .build());
                };
        bench.run(body);
        return bench.host.bugChecks().toString();
    }

    private static BufferRef local(Running me) {
        return me.call(
                        MemoryOnStack.newBuilder().setNumberOfBytes(64).build(),
                        MemoryOnStack.Out.class)
                .getReturned();
    }

    private static void write(Running me, BufferRef to) {
        me.call(
                MemoryWrite.newBuilder()
                        .setTo(to.toBuilder().setLength(2))
                        .setData(ByteString.copyFromUtf8("ab"))
                        .build());
    }
}
