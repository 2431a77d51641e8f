package dev.irpflow.ke;

import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.kernel.BugCheck;
import dev.irpflow.kernel.MachineSettings;
import dev.irpflow.kernel.Memory;
import dev.irpflow.kernel.MemorySettings;
import dev.irpflow.kernel.Region;
import dev.irpflow.kernel.TestDriver.Body;
import dev.irpflow.kernel.Verifier;
import dev.irpflow.protocol.kernel.BufferRef;
import dev.irpflow.protocol.kernel.ExFreePool;
import dev.irpflow.protocol.kernel.IoAllocateMdl;
import dev.irpflow.protocol.kernel.MemoryRead;
import dev.irpflow.protocol.kernel.MmProbeAndLockPages;
import dev.irpflow.protocol.kernel.MmUnlockPages;
import dev.irpflow.protocol.kernel.RtlZeroMemory;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The bug checks of memory with their parameters, without Driver Verifier. */
class MemoryBugChecksTest {
    @Test
    void anAddressThatNeverWasIsAPageFault() {
        BugCheck stop =
                stopOf(
                        MemorySettings.USUAL,
                        me -> {
                            BufferRef nowhere =
                                    BufferRef.newBuilder().setRegion(999).setLength(4).build();
                            me.call(MemoryRead.newBuilder().setFrom(nowhere).build());
                        });

        assertThat(stop.shortForm()).isEqualTo("0x50");
        assertThat(stop.p1()).isEqualTo(999L << 32);
        assertThat(stop.p2()).isZero();
    }

    @Test
    void damagedPoolIsABadHeaderOrAPointerThatIsNone() {
        assertThat(stopOfOverrun(64, 0)).isEqualTo("0x19");
        assertThat(stopOfOverrun(64, 1)).isEqualTo("0xC5");
        assertThat(stopOfOverrun(8192, 1)).isEqualTo("0xD0");
    }

    private static String stopOfOverrun(int bytes, int way) {
        KeBench bench = bench(MemorySettings.USUAL);
        bench.run(me -> {
            BufferRef memory = KeBench.allocate(me, KeBench.NON_PAGED, bytes);
            me.call(
                    RtlZeroMemory.newBuilder()
                            .setDestination(memory)
                            .setLength(bytes + 16)
                            .build());
            bench.host.stage().chooser().answer(way);
            me.call(ExFreePool.newBuilder().setP(memory).build());
        });
        return bench.host.bugCheck().shortForm();
    }

    @Test
    void pagesThatAProcessLeavesLockedAreCountedAndTracked() {
        BugCheck plain = leftLocked(MemorySettings.USUAL);
        BugCheck tracked = leftLocked(new MemorySettings(Long.MAX_VALUE, false, true));

        assertThat(plain.shortForm()).isEqualTo("0x76");
        assertThat(plain.p1()).isZero();
        assertThat(plain.p3()).isEqualTo(2);
        assertThat(tracked.shortForm()).isEqualTo("0xCB");
        assertThat(tracked.p3()).isPositive();
        assertThat(tracked.p4()).isEqualTo(2);
    }

    private static BugCheck leftLocked(MemorySettings settings) {
        KeBench bench = bench(settings);
        bench.run(me -> {
            Region buffer =
                    bench.machine
                            .memory()
                            .allocate(
                                    Region.Kind.USER,
                                    "",
                                    5000,
                                    bench.machine.place("app").toString());
            BufferRef mdl =
                    me.call(
                                    IoAllocateMdl.newBuilder()
                                            .setVirtualAddress(
                                                    Memory.all(Objects.requireNonNull(buffer)))
                                            .build(),
                                    IoAllocateMdl.Out.class)
                            .getReturned();
            me.call(MmProbeAndLockPages.newBuilder().setMemoryDescriptorList(mdl).build());
        });
        bench.machine.memory().ended(bench.machine.place("app"));
        return bench.host.bugCheck();
    }

    @Test
    void anUnlockOfWhatIsNotLockedNamesTheMdl() {
        BugCheck stop =
                stopOf(
                        MemorySettings.USUAL,
                        me -> {
                            BufferRef memory = KeBench.allocate(me, KeBench.PAGED, 64);
                            BufferRef mdl =
                                    me.call(
                                                    IoAllocateMdl.newBuilder()
                                                            .setVirtualAddress(memory)
                                                            .build(),
                                                    IoAllocateMdl.Out.class)
                                            .getReturned();
                            me.call(
                                    MmUnlockPages.newBuilder()
                                            .setMemoryDescriptorList(mdl)
                                            .build());
                        });

        assertThat(stop.shortForm()).isEqualTo("0x76");
        assertThat(stop.p1()).isEqualTo(1);
        assertThat(stop.p2()).isPositive();
    }

    private static BugCheck stopOf(MemorySettings settings, Body body) {
        KeBench bench = bench(settings);
        bench.run(body);
        return bench.host.bugCheck();
    }

    private static KeBench bench(MemorySettings settings) {
        return new KeBench(MachineSettings.of("m").with(Verifier.OFF).with(settings));
    }
}
