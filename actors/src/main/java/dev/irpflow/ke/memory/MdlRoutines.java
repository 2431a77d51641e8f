package dev.irpflow.ke.memory;

import dev.irpflow.ke.routine.Arguments;
import dev.irpflow.ke.routine.Broken;
import dev.irpflow.ke.routine.Family;
import dev.irpflow.ke.routine.MdlRule;
import dev.irpflow.ke.routine.Routines;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.Mdl;
import dev.irpflow.kernel.Region;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.kernel.BufferRef;
import dev.irpflow.protocol.kernel.IoAllocateMdl;
import dev.irpflow.protocol.kernel.IoFreeMdl;
import dev.irpflow.protocol.kernel.MmBuildMdlForNonPagedPool;
import dev.irpflow.protocol.kernel.MmGetSystemAddressForMdlSafe;
import dev.irpflow.protocol.kernel.MmMapLockedPagesSpecifyCache;
import dev.irpflow.protocol.kernel.MmUnmapLockedPages;
import dev.irpflow.protocol.status.NtStatus;
import org.jspecify.annotations.Nullable;

/** MDLs: made, built, mapped and freed. {@link MemoryRoutines} locks and unlocks their pages. */
public final class MdlRoutines implements Family {
    private static final int BYTES = 56; // MDL on x64 with one page, from nonpaged pool
    private static final int SYSTEM_ADDRESS_FLAGS = 0x6; // locked or nonpaged

    @Override
    public void register(Routines table) {
        table.serve(IoAllocateMdl.class, this::allocate);
        table.serve(IoFreeMdl.class, this::free);
        table.serve(MmBuildMdlForNonPagedPool.class, this::build);
        table.serve(MmGetSystemAddressForMdlSafe.class, this::address);
        table.serve(MmMapLockedPagesSpecifyCache.class, this::map);
        table.serve(MmUnmapLockedPages.class, this::unmap);
    }

    private void allocate(Call call, IoAllocateMdl request, Sink sink) {
        IoAllocateMdl.Out.Builder out = IoAllocateMdl.Out.newBuilder();
        boolean there =
                !sink.machine().memory().isStarved(call)
                        && sink.machine().memory().charge(Region.Kind.NONPAGED_POOL, BYTES);
        if (there) {
            Mdl mdl = sink.machine().objects().add(new Mdl(request.getVirtualAddress()));
            out.setReturned(mdl.described());
        }
        sink.returns(call, NtStatus.STATUS_SUCCESS, out.build());
    }

    private void free(Call call, IoFreeMdl request, Sink sink) {
        Mdl mdl = named(call, request.getMdl(), sink);
        if (mdl == null) {
            return;
        }
        if (mdl.isLocked() || (mdl.isMapped() && !mdl.isNonpaged())) {
            Broken.rule(
                    MdlRule.FREED_IN_USE,
                    call,
                    "frees %s, whose pages are %s"
                            .formatted(mdl, mdl.isMapped() ? "mapped" : "locked"),
                    Broken.verifier(0xB8, mdl.id(), mdl.flags(), 0),
                    sink);
        }
        sink.machine().memory().refund(Region.Kind.NONPAGED_POOL, BYTES);
        sink.machine().objects().remove(mdl);
        sink.returns(call, NtStatus.STATUS_SUCCESS);
    }

    private void build(Call call, MmBuildMdlForNonPagedPool request, Sink sink) {
        Mdl mdl = named(call, request.getMemoryDescriptorList(), sink);
        if (mdl == null) {
            return;
        }
        Region region = sink.machine().memory().regionOf(mdl.systemAddress());
        if (region == null || region.kind() != Region.Kind.NONPAGED_POOL) {
            Broken.rule(
                    MdlRule.OF_PAGED_MEMORY,
                    call,
                    "builds %s of %s".formatted(mdl, region == null ? "nothing" : region.kind()),
                    Broken.verifier(0x7F, call.strand().irql().getNumber(), mdl.id(), mdl.flags()),
                    sink);
        }
        mdl.nonpaged();
        sink.returns(call, NtStatus.STATUS_SUCCESS);
    }

    private void address(Call call, MmGetSystemAddressForMdlSafe request, Sink sink) {
        Mdl mdl = named(call, request.getMdl(), sink);
        if (mdl != null) {
            BufferRef mapped = mapped(call, mdl, sink);
            MmGetSystemAddressForMdlSafe.Out.Builder out =
                    MmGetSystemAddressForMdlSafe.Out.newBuilder();
            if (mapped != null) {
                out.setReturned(mapped);
            }
            sink.returns(call, NtStatus.STATUS_SUCCESS, out.build());
        }
    }

    private void map(Call call, MmMapLockedPagesSpecifyCache request, Sink sink) {
        Mdl mdl = named(call, request.getMemoryDescriptorList(), sink);
        if (mdl == null) {
            return;
        }
        if (request.getBugCheckOnFailure()) {
            Broken.rule(
                    MdlRule.BUG_CHECK_ON_FAILURE,
                    call,
                    "maps %s and wants a bug check if that fails".formatted(mdl),
                    Broken.verifier(0x82, mdl.id(), mdl.flags(), 0),
                    sink);
        }
        BufferRef mapped = mapped(call, mdl, sink);
        MmMapLockedPagesSpecifyCache.Out.Builder out =
                MmMapLockedPagesSpecifyCache.Out.newBuilder();
        if (mapped != null) {
            out.setReturned(mapped);
        }
        sink.returns(call, NtStatus.STATUS_SUCCESS, out.build());
    }

    private void unmap(Call call, MmUnmapLockedPages request, Sink sink) {
        Mdl mdl = named(call, request.getMemoryDescriptorList(), sink);
        if (mdl != null) {
            mdl.mapped(false);
            sink.returns(call, NtStatus.STATUS_SUCCESS);
        }
    }

    // Null: there are no addresses left.
    private static @Nullable BufferRef mapped(Call call, Mdl mdl, Sink sink) {
        if (!mdl.isLocked() && !mdl.isNonpaged()) {
            Broken.rule(
                    MdlRule.NOT_LOCKED,
                    call,
                    "maps %s, whose pages are not locked".formatted(mdl),
                    Broken.verifier(0xB3, mdl.id(), mdl.flags(), SYSTEM_ADDRESS_FLAGS),
                    sink);
        }
        if (!mdl.isNonpaged() && sink.machine().memory().isStarved(call)) {
            return null;
        }
        mdl.mapped(true);
        return mdl.systemAddress();
    }

    /** The MDL of a buffer; null if it has none: the caller was told, and the call returned. */
    private static @Nullable Mdl named(Call call, BufferRef buffer, Sink sink) {
        return Arguments.object(buffer.getMdl(), Mdl.class, call, sink);
    }
}
