package dev.irpflow.ke;

import static dev.irpflow.ke.KeBench.NON_PAGED;
import static dev.irpflow.ke.KeBench.PAGED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.kernel.TestDriver;
import dev.irpflow.kernel.TestDriver.Running;
import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.protocol.kernel.BufferRef;
import dev.irpflow.protocol.kernel.ExAllocateFromLookasideListEx;
import dev.irpflow.protocol.kernel.ExDeleteLookasideListEx;
import dev.irpflow.protocol.kernel.ExFreePool;
import dev.irpflow.protocol.kernel.ExFreeToLookasideListEx;
import dev.irpflow.protocol.kernel.ExInitializeLookasideListEx;
import dev.irpflow.protocol.kernel.IoAllocateMdl;
import dev.irpflow.protocol.kernel.IoFreeMdl;
import dev.irpflow.protocol.kernel.MemoryRead;
import dev.irpflow.protocol.kernel.MmBuildMdlForNonPagedPool;
import dev.irpflow.protocol.kernel.MmGetSystemAddressForMdlSafe;
import dev.irpflow.protocol.kernel.MmMapLockedPagesSpecifyCache;
import dev.irpflow.protocol.kernel.MmProbeAndLockPages;
import dev.irpflow.protocol.kernel.MmUnlockPages;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** MDLs and lookaside lists. */
final class MdlRoutinesTest {
    @Test
    void lockedPagesAreMappedAndTouchedAtDispatchLevel() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            BufferRef memory = KeBench.allocate(me, PAGED, 8);
            BufferRef mdl = mdl(me, memory);
            me.call(MmProbeAndLockPages.newBuilder().setMemoryDescriptorList(mdl).build());
            BufferRef address = address(me, mdl);
            Irql old = KeBench.raise(me, Irql.DISPATCH_LEVEL);
            me.call(MemoryRead.newBuilder().setFrom(address).build());
            KeBench.lower(me, old);
            me.call(MmUnlockPages.newBuilder().setMemoryDescriptorList(mdl).build());
            me.call(IoFreeMdl.newBuilder().setMdl(mdl).build());
            me.call(ExFreePool.newBuilder().setP(memory).build());
        });

        assertThat(bench.host.details()).isEmpty();
        assertThat(bench.machine.memory().nonpagedUsed()).isZero();
    }

    @Test
    void nonpagedPoolNeedsNoLocking() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            BufferRef memory = KeBench.allocate(me, NON_PAGED, 8);
            BufferRef mdl = mdl(me, memory);
            me.call(MmBuildMdlForNonPagedPool.newBuilder().setMemoryDescriptorList(mdl).build());
            address(me, mdl);
            me.call(IoFreeMdl.newBuilder().setMdl(mdl).build());
            me.call(ExFreePool.newBuilder().setP(memory).build());
        });

        assertThat(bench.host.details()).isEmpty();
    }

    @Test
    void eachIllegalUseStopsTheMachineWithItsCode() {
        assertThat(stop(me -> address(me, mdl(me, KeBench.allocate(me, PAGED, 8)))))
                .isEqualTo("ke/mdl-not-locked 0xC4/0xB3");
        assertThat(stop(me -> lock(me, lock(me, mdl(me, KeBench.allocate(me, PAGED, 8))))))
                .isEqualTo("ke/mdl-locked-again 0xC4/0xB0");
        assertThat(stop(me -> build(me, mdl(me, KeBench.allocate(me, PAGED, 8)))))
                .isEqualTo("ke/mdl-of-paged-memory 0xC4/0x7F");
        assertThat(stop(me -> unlock(me, build(me, mdl(me, KeBench.allocate(me, NON_PAGED, 8))))))
                .isEqualTo("ke/mdl-unlock-of-nonpaged 0xC4/0x7D");
        assertThat(stop(me -> unlock(me, mdl(me, KeBench.allocate(me, PAGED, 8)))))
                .isEqualTo("ke/pool-unlock-of-unlocked 0xC4/0x7C");
        assertThat(
                        stop(me ->
                                me.call(
                                        IoFreeMdl.newBuilder()
                                                .setMdl(
                                                        lock(
                                                                me,
                                                                mdl(
                                                                        me,
                                                                        KeBench.allocate(
                                                                                me, PAGED, 8))))
                                                .build())))
                .isEqualTo("ke/mdl-freed-in-use 0xC4/0xB8");
        assertThat(
                        stop(me ->
                                me.call(
                                        MmMapLockedPagesSpecifyCache.newBuilder()
                                                .setMemoryDescriptorList(
                                                        lock(
                                                                me,
                                                                mdl(
                                                                        me,
                                                                        KeBench.allocate(
                                                                                me, PAGED, 8))))
                                                .setBugCheckOnFailure(true)
                                                .build())))
                .isEqualTo("ke/mdl-bug-check-on-failure 0xC4/0x82");
    }

    @Test
    void anMdlThatIsNoneIsTold() {
        KeBench bench = new KeBench();

        bench.run(me ->
                me.call(
                        MmGetSystemAddressForMdlSafe.newBuilder()
                                .setMdl(KeBench.allocate(me, NON_PAGED, 8))
                                .build()));

        assertThat(bench.host.violations()).containsExactly("ke/no-such-object");
    }

    @Test
    void aLookasideListHandsOutBlocksOfItsSize() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            long list = list(me, null);
            BufferRef block =
                    me.call(
                                    ExAllocateFromLookasideListEx.newBuilder()
                                            .setLookaside(list)
                                            .build(),
                                    ExAllocateFromLookasideListEx.Out.class)
                            .getReturned();
            bench.notes.add("" + block.getLength());
            me.call(
                    ExFreeToLookasideListEx.newBuilder()
                            .setLookaside(list)
                            .setEntry(block)
                            .build());
            me.call(ExDeleteLookasideListEx.newBuilder().setLookaside(list).build());
        });

        assertThat(bench.notes).containsExactly("64");
        assertThat(bench.host.details()).isEmpty();
    }

    @Test
    void aLookasideListIsInitializedOnceAndDeletedBeforeItsMemoryIsFreed() {
        assertThat(
                        stop(me -> {
                            BufferRef memory = KeBench.allocate(me, NON_PAGED, 128);
                            list(me, memory);
                            list(me, memory);
                        }))
                .isEqualTo("ke/lookaside-initialized-twice 0xC4/0xCA");
        assertThat(
                        stop(me -> {
                            BufferRef memory = KeBench.allocate(me, NON_PAGED, 128);
                            list(me, memory);
                            me.call(ExFreePool.newBuilder().setP(memory).build());
                        }))
                .isEqualTo("ke/lookaside-freed-in-use 0xC4/0xCC");
    }

    private static String stop(TestDriver.Body body) {
        KeBench bench = new KeBench();
        bench.run(body);
        return bench.host.violations().getFirst() + " " + bench.host.bugCheck().shortForm();
    }

    private static long list(Running me, @Nullable BufferRef storage) {
        ExInitializeLookasideListEx.Builder request =
                ExInitializeLookasideListEx.newBuilder().setSize(64).setTag("Test");
        if (storage != null) {
            request.setStorage(storage);
        }
        return me.call(request.build(), ExInitializeLookasideListEx.Out.class).getLookaside();
    }

    private static BufferRef mdl(Running me, BufferRef memory) {
        return me.call(
                        IoAllocateMdl.newBuilder().setVirtualAddress(memory).build(),
                        IoAllocateMdl.Out.class)
                .getReturned();
    }

    private static BufferRef lock(Running me, BufferRef mdl) {
        me.call(MmProbeAndLockPages.newBuilder().setMemoryDescriptorList(mdl).build());
        return mdl;
    }

    private static BufferRef build(Running me, BufferRef mdl) {
        me.call(MmBuildMdlForNonPagedPool.newBuilder().setMemoryDescriptorList(mdl).build());
        return mdl;
    }

    private static void unlock(Running me, BufferRef mdl) {
        me.call(MmUnlockPages.newBuilder().setMemoryDescriptorList(mdl).build());
    }

    private static BufferRef address(Running me, BufferRef mdl) {
        return me.call(
                        MmGetSystemAddressForMdlSafe.newBuilder().setMdl(mdl).build(),
                        MmGetSystemAddressForMdlSafe.Out.class)
                .getReturned();
    }
}
