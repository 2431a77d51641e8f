package dev.irpflow.ke;

import static dev.irpflow.ke.KeBench.NON_PAGED;
import static dev.irpflow.ke.KeBench.PAGED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.kernel.TestDriver.Running;
import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.protocol.kernel.BufferRef;
import dev.irpflow.protocol.kernel.IoAllocateIrp;
import dev.irpflow.protocol.kernel.IoAllocateMdl;
import dev.irpflow.protocol.kernel.IoBuildPartialMdl;
import dev.irpflow.protocol.kernel.IoFreeMdl;
import dev.irpflow.protocol.kernel.IrpGetBuffers;
import dev.irpflow.protocol.kernel.MdlGetNext;
import dev.irpflow.protocol.kernel.MemoryRead;
import dev.irpflow.protocol.kernel.MmGetSystemAddressForMdlSafe;
import dev.irpflow.protocol.kernel.MmPrepareMdlForReuse;
import dev.irpflow.protocol.kernel.MmProbeAndLockPages;
import dev.irpflow.protocol.kernel.MmUnlockPages;
import org.junit.jupiter.api.Test;

/** MDLs of a part of a buffer, chains of MDLs, and pages that are locked one by one. */
class PartialMdlTest {
    private static final int PAGE = 4096;

    @Test
    void aPartOfLockedPagesIsTouchedAtDispatchLevelAndTheMdlServesAgain() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            BufferRef memory = KeBench.allocate(me, PAGED, 256);
            BufferRef whole = mdl(me, memory);
            BufferRef part = mdl(me, memory);
            lock(me, whole);
            for (int offset : new int[] {0, 128}) {
                BufferRef built = partial(me, whole, part, offset, 64);
                bench.notes.add(built.getOffset() + " " + built.getLength());
                readAtDispatch(me, address(me, built));
                me.call(MmPrepareMdlForReuse.newBuilder().setMdl(built).build());
            }
            bench.notes.add("rest " + partial(me, whole, part, 100, 0).getLength());
            me.call(IoFreeMdl.newBuilder().setMdl(part).build());
            unlock(me, whole);
            me.call(IoFreeMdl.newBuilder().setMdl(whole).build());
        });

        assertThat(bench.notes).containsExactly("0 64", "128 64", "rest 156");
        assertThat(bench.host.isWell()).isTrue();
    }

    @Test
    void onlyThePagesOfTheBufferAreLocked() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            BufferRef memory = KeBench.allocate(me, PAGED, 3 * PAGE);
            BufferRef second = memory.toBuilder().setOffset(PAGE + 8).setLength(16).build();
            lock(me, mdl(me, second));
            readAtDispatch(me, memory.toBuilder().setOffset(PAGE).setLength(PAGE).build());
            bench.notes.add("second page");
            readAtDispatch(me, memory.toBuilder().setOffset(0).setLength(8).build());
        });

        assertThat(bench.notes).containsExactly("second page");
        assertThat(bench.host.violations()).containsExactly("kernel/paged-memory-at-dispatch");
    }

    @Test
    void mdlsOfOneIrpFormAChain() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            BufferRef memory = KeBench.allocate(me, NON_PAGED, 64);
            long irp =
                    me.call(
                                    IoAllocateIrp.newBuilder().setStackSize(1).build(),
                                    IoAllocateIrp.Out.class)
                            .getReturned();
            BufferRef first = of(me, memory, irp, false);
            BufferRef second = of(me, memory, irp, true);
            BufferRef third = of(me, memory, irp, true);
            BufferRef head =
                    me.call(IrpGetBuffers.newBuilder().setIrp(irp).build(), IrpGetBuffers.Out.class)
                            .getBuffers()
                            .getMdl();
            bench.notes.add("" + (head.getMdl() == first.getMdl()));
            bench.notes.add("" + (next(me, head).getReturned().getMdl() == second.getMdl()));
            bench.notes.add("" + (next(me, second).getReturned().getMdl() == third.getMdl()));
            bench.notes.add("" + next(me, third).hasReturned());
        });

        assertThat(bench.notes).containsExactly("true", "true", "true", "false");
        assertThat(bench.host.violations()).isEmpty();
    }

    private static BufferRef of(Running me, BufferRef memory, long irp, boolean secondary) {
        return me.call(
                        IoAllocateMdl.newBuilder()
                                .setVirtualAddress(memory)
                                .setIrp(irp)
                                .setSecondaryBuffer(secondary)
                                .build(),
                        IoAllocateMdl.Out.class)
                .getReturned();
    }

    private static MdlGetNext.Out next(Running me, BufferRef mdl) {
        return me.call(MdlGetNext.newBuilder().setMdl(mdl).build(), MdlGetNext.Out.class);
    }

    private static BufferRef mdl(Running me, BufferRef memory) {
        return me.call(
                        IoAllocateMdl.newBuilder().setVirtualAddress(memory).build(),
                        IoAllocateMdl.Out.class)
                .getReturned();
    }

    private static BufferRef partial(
            Running me, BufferRef whole, BufferRef part, int offset, int length) {
        return me.call(
                        IoBuildPartialMdl.newBuilder()
                                .setSourceMdl(whole)
                                .setTargetMdl(part)
                                .setVirtualAddress(whole.toBuilder().setOffset(offset))
                                .setLength(length)
                                .build(),
                        IoBuildPartialMdl.Out.class)
                .getTargetMdl();
    }

    private static BufferRef address(Running me, BufferRef mdl) {
        return me.call(
                        MmGetSystemAddressForMdlSafe.newBuilder().setMdl(mdl).build(),
                        MmGetSystemAddressForMdlSafe.Out.class)
                .getReturned();
    }

    private static void lock(Running me, BufferRef mdl) {
        me.call(MmProbeAndLockPages.newBuilder().setMemoryDescriptorList(mdl).build());
    }

    private static void unlock(Running me, BufferRef mdl) {
        me.call(MmUnlockPages.newBuilder().setMemoryDescriptorList(mdl).build());
    }

    private static void readAtDispatch(Running me, BufferRef from) {
        Irql old = KeBench.raise(me, Irql.DISPATCH_LEVEL);
        me.call(MemoryRead.newBuilder().setFrom(from).build());
        KeBench.lower(me, old);
    }
}
