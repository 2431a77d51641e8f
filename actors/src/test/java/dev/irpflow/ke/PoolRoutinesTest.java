package dev.irpflow.ke;

import static dev.irpflow.ke.KeBench.NON_PAGED;
import static dev.irpflow.ke.KeBench.PAGED;
import static dev.irpflow.protocol.contract.Irql.DEVICE_LEVEL;
import static dev.irpflow.protocol.contract.Irql.DISPATCH_LEVEL;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.GeneratedMessage;
import dev.irpflow.kernel.Return;
import dev.irpflow.kernel.TestDriver;
import dev.irpflow.kernel.TestDriver.Running;
import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.protocol.kernel.BufferRef;
import dev.irpflow.protocol.kernel.ExAllocatePool2;
import dev.irpflow.protocol.kernel.ExFreePool;
import dev.irpflow.protocol.kernel.MemoryRead;
import dev.irpflow.protocol.kernel.MemoryWrite;
import dev.irpflow.protocol.kernel.MmProbeAndLockPages;
import dev.irpflow.protocol.kernel.MmUnlockPages;
import dev.irpflow.protocol.kernel.RtlCopyMemory;
import dev.irpflow.protocol.kernel.RtlZeroMemory;
import dev.irpflow.protocol.status.NtStatus;
import org.junit.jupiter.api.Test;

/** Pools, locked pages and access to memory. */
class PoolRoutinesTest {
    private static final long TOO_MUCH = 65L << 20;
    private static final long RAISE_ON_FAILURE = 0x20;

    @Test
    void memoryIsZeroedAndKeepsWhatIsWritten() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            BufferRef memory = KeBench.allocate(me, NON_PAGED, 4);
            bench.notes.add(hex(read(me, memory)));
            write(me, part(memory, 1, 2), "ab");
            bench.notes.add(hex(read(me, memory)));
            me.call(
                    RtlZeroMemory.newBuilder()
                            .setDestination(part(memory, 2, 2))
                            .setLength(1)
                            .build());
            bench.notes.add(hex(read(me, memory)));
            free(me, memory);
            bench.notes.add("left " + bench.machine.memory().nonpagedUsed());
        });

        assertThat(bench.notes).containsExactly("00000000", "00616200", "00610000", "left 0");
        assertThat(bench.host.isWell()).isTrue();
    }

    @Test
    void withoutRoomAnAllocationGivesNullOrRaises() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            Return nothing = me.call(KeBench.allocation(NON_PAGED, TOO_MUCH));
            bench.notes.add(
                    nothing.status() + " " + nothing.out(ExAllocatePool2.Out.class).hasReturned());
            bench.notes.add(
                    me.status(KeBench.allocation(NON_PAGED | RAISE_ON_FAILURE, TOO_MUCH))
                            .toString());
        });

        assertThat(bench.notes)
                .containsExactly("STATUS_SUCCESS false", "STATUS_INSUFFICIENT_RESOURCES");
    }

    @Test
    void withoutATagOrWithTwoPoolsAnAllocationGivesNull() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            GeneratedMessage untagged =
                    ExAllocatePool2.newBuilder().setFlags(NON_PAGED).setNumberOfBytes(1).build();
            bench.notes.add("" + gives(me, untagged));
            bench.notes.add("" + gives(me, KeBench.allocation(NON_PAGED | PAGED, 1)));
            bench.notes.add("" + gives(me, KeBench.allocation(NON_PAGED, 1)));
        });

        assertThat(bench.notes).containsExactly("false", "false", "true");
    }

    @Test
    void eachIllegalUseStopsTheMachineWithItsCode() {
        assertThat(stop(new KeBench(), me -> me.call(KeBench.allocation(NON_PAGED, 0))))
                .isEqualTo("0xC4/0x0");
        assertThat(stop(new KeBench(), at(DISPATCH_LEVEL, KeBench.allocation(PAGED, 1))))
                .isEqualTo("0xC4/0x1");
        assertThat(stop(new KeBench(), at(DEVICE_LEVEL, KeBench.allocation(NON_PAGED, 1))))
                .isEqualTo("0xC4/0x2");
        assertThat(stop(new KeBench(), PoolRoutinesTest::freeTheMiddle)).isEqualTo("0xC4/0x10");
        assertThat(stop(new KeBench(), PoolRoutinesTest::freePagedAtDispatch))
                .isEqualTo("0xC4/0x11");
        assertThat(stop(new KeBench(), PoolRoutinesTest::freeTwice)).isEqualTo("0xC4/0x13");
    }

    @Test
    void withoutDriverVerifierTheCodesAreThoseOfThePoolItself() {
        assertThat(stop(KeBench.withoutVerifier(), me -> me.call(KeBench.allocation(NON_PAGED, 0))))
                .isEqualTo("0xC2");
        assertThat(
                        stop(
                                KeBench.withoutVerifier(),
                                at(DISPATCH_LEVEL, KeBench.allocation(PAGED, 1))))
                .isEqualTo("0xC2");
        assertThat(stop(KeBench.withoutVerifier(), PoolRoutinesTest::freeTwice)).isEqualTo("0xC2");
    }

    @Test
    void pageableMemoryIsNotTouchedAtDispatchLevelUnlessItIsLocked() {
        KeBench locked = new KeBench();
        locked.run(me -> {
            BufferRef memory = KeBench.allocate(me, PAGED, 8);
            me.call(lock(memory));
            Irql old = KeBench.raise(me, DISPATCH_LEVEL);
            write(me, memory, "ab");
            KeBench.lower(me, old);
            me.call(MmUnlockPages.newBuilder().setMemoryDescriptorList(memory).build());
        });
        assertThat(locked.host.isWell()).isTrue();

        KeBench bench = new KeBench();
        bench.run(me -> {
            BufferRef memory = KeBench.allocate(me, PAGED, 8);
            KeBench.raise(me, DISPATCH_LEVEL);
            write(me, memory, "ab");
        });
        assertThat(bench.host.violations()).containsExactly("kernel/paged-memory-at-dispatch");
        assertThat(bench.host.bugCheck().code()).isEqualTo(0xD1);
        assertThat(bench.host.bugCheck().p2()).isEqualTo(2);
        assertThat(bench.host.bugCheck().p3()).isEqualTo(1);
    }

    @Test
    void memoryIsTouchedNeitherAfterItsFreeNorBeyondItsEnd() {
        assertThat(
                        stop(
                                new KeBench(),
                                me -> {
                                    BufferRef memory = KeBench.allocate(me, NON_PAGED, 8);
                                    free(me, memory);
                                    read(me, memory);
                                }))
                .isEqualTo("0xD5");
        assertThat(
                        stop(
                                new KeBench(),
                                me -> read(me, part(KeBench.allocate(me, NON_PAGED, 8), 4, 8))))
                .isEqualTo("0xD6");
    }

    @Test
    void unlockingWhatIsNotLockedStopsTheMachine() {
        TestDriver.Body unlock =
                me ->
                        me.call(
                                MmUnlockPages.newBuilder()
                                        .setMemoryDescriptorList(KeBench.allocate(me, PAGED, 8))
                                        .build());

        assertThat(stop(new KeBench(), unlock)).isEqualTo("0xC4/0x7C");
        assertThat(stop(KeBench.withoutVerifier(), unlock)).isEqualTo("0x76");
    }

    @Test
    void lockingWhatIsNotThereRaises() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            BufferRef memory = KeBench.allocate(me, PAGED, 8);
            bench.notes.add(me.status(lock(part(memory, 4, 8))).toString());
        });

        assertThat(bench.notes).containsExactly("STATUS_ACCESS_VIOLATION");
        assertThat(bench.host.isWell()).isTrue();
    }

    @Test
    void freeingMemoryThatOthersMayAccessRemotelyIsABreachAndItStays() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            BufferRef memory = KeBench.allocate(me, KeBench.NON_PAGED, 64);
            bench.machine.memory().remote().register(memory, true, true);
            free(me, memory);
            bench.notes.add("still there " + (bench.machine.memory().regionOf(memory) != null));
        });

        assertThat(bench.notes).containsExactly("still there true");
        assertThat(bench.host.violations()).containsExactly("ke/pool-free-of-locked-pages");
    }

    @Test
    void freeingLockedMemoryIsABreach() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            BufferRef memory = KeBench.allocate(me, PAGED, 8);
            me.call(lock(memory));
            free(me, memory);
        });

        assertThat(bench.host.violations()).containsExactly("ke/pool-free-of-locked-pages");
    }

    @Test
    void copyingBetweenBuffersThatOverlapIsABreach() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            BufferRef memory = KeBench.allocate(me, NON_PAGED, 8);
            me.call(
                    RtlCopyMemory.newBuilder()
                            .setSource(part(memory, 0, 4))
                            .setDestination(part(memory, 2, 4))
                            .setLength(4)
                            .build());
        });

        assertThat(bench.host.violations()).containsExactly("ke/pool-copy-overlaps");
    }

    private static String stop(KeBench bench, TestDriver.Body body) {
        bench.run(body);
        return bench.host.bugCheck().shortForm();
    }

    private static TestDriver.Body at(Irql irql, GeneratedMessage request) {
        return me -> {
            KeBench.raise(me, irql);
            me.call(request);
        };
    }

    private static void freeTheMiddle(Running me) {
        free(me, part(KeBench.allocate(me, NON_PAGED, 8), 4, 4));
    }

    private static void freePagedAtDispatch(Running me) {
        BufferRef memory = KeBench.allocate(me, PAGED, 8);
        KeBench.raise(me, DISPATCH_LEVEL);
        free(me, memory);
    }

    private static void freeTwice(Running me) {
        BufferRef memory = KeBench.allocate(me, NON_PAGED, 8);
        free(me, memory);
        free(me, memory);
    }

    private static boolean gives(Running me, GeneratedMessage allocation) {
        return me.call(allocation, ExAllocatePool2.Out.class).hasReturned();
    }

    private static void free(Running me, BufferRef memory) {
        me.call(ExFreePool.newBuilder().setP(memory).build());
    }

    private static GeneratedMessage lock(BufferRef memory) {
        return MmProbeAndLockPages.newBuilder().setMemoryDescriptorList(memory).build();
    }

    private static ByteString read(Running me, BufferRef from) {
        return me.call(MemoryRead.newBuilder().setFrom(from).build(), MemoryRead.Out.class)
                .getData();
    }

    private static NtStatus write(Running me, BufferRef to, String text) {
        return me.status(
                MemoryWrite.newBuilder().setTo(to).setData(ByteString.copyFromUtf8(text)).build());
    }

    private static BufferRef part(BufferRef memory, long offset, long length) {
        return memory.toBuilder().setOffset(offset).setLength(length).build();
    }

    private static String hex(ByteString bytes) {
        return java.util.HexFormat.of().formatHex(bytes.toByteArray());
    }
}
