package dev.irpflow.ke.memory;

import dev.irpflow.ke.routine.Arguments;
import dev.irpflow.ke.routine.Broken;
import dev.irpflow.ke.routine.Family;
import dev.irpflow.ke.routine.MdlRule;
import dev.irpflow.ke.routine.Routines;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.Irp;
import dev.irpflow.kernel.Mdl;
import dev.irpflow.kernel.Region;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.kernel.BufferRef;
import dev.irpflow.protocol.kernel.IoAllocateMdl;
import dev.irpflow.protocol.kernel.IoBuildPartialMdl;
import dev.irpflow.protocol.kernel.IoFreeMdl;
import dev.irpflow.protocol.kernel.KProcessorMode;
import dev.irpflow.protocol.kernel.MdlGetNext;
import dev.irpflow.protocol.kernel.MmBuildMdlForNonPagedPool;
import dev.irpflow.protocol.kernel.MmGetSystemAddressForMdlSafe;
import dev.irpflow.protocol.kernel.MmMapLockedPagesSpecifyCache;
import dev.irpflow.protocol.kernel.MmPrepareMdlForReuse;
import dev.irpflow.protocol.kernel.MmUnmapLockedPages;
import dev.irpflow.protocol.status.NtStatus;
import org.jspecify.annotations.Nullable;

/** MDLs: made, built, mapped and freed. {@link MemoryRoutines} locks and unlocks their pages. */
public final class MdlRoutines implements Family {
    private static final int BYTES = 56; // MDL on x64 with one page, from nonpaged pool
    private static final int SYSTEM_ADDRESS_FLAGS = 0x6; // locked or nonpaged
    private static final int ADDRESS_FLAGS = 0x5; // mapped or nonpaged

    @Override
    public void register(Routines table) {
        table.serve(IoAllocateMdl.class, this::allocate);
        table.serve(IoFreeMdl.class, this::free);
        table.serve(MmBuildMdlForNonPagedPool.class, this::build);
        table.serve(MmGetSystemAddressForMdlSafe.class, this::address);
        table.serve(MmMapLockedPagesSpecifyCache.class, this::map);
        table.serve(MmUnmapLockedPages.class, this::unmap);
        table.serve(MdlGetNext.class, this::next);
        table.serve(IoBuildPartialMdl.class, this::buildPartial);
        table.serve(MmPrepareMdlForReuse.class, this::prepareForReuse);
    }

    private void allocate(Call call, IoAllocateMdl request, Sink sink) {
        IoAllocateMdl.Out.Builder out = IoAllocateMdl.Out.newBuilder();
        boolean there =
                !sink.machine().memory().isStarved(call)
                        && sink.machine().memory().charge(Region.Kind.NONPAGED_POOL, BYTES);
        if (there) {
            Mdl mdl = sink.machine().objects().add(new Mdl(request.getVirtualAddress()));
            out.setReturned(mdl.described());
            belongs(call, mdl, request, sink);
        }
        sink.returns(call, NtStatus.STATUS_SUCCESS, out.build());
    }

    private static void belongs(Call call, Mdl mdl, IoAllocateMdl request, Sink sink) {
        Irp irp =
                request.hasIrp()
                        ? sink.machine().objects().find(request.getIrp(), Irp.class)
                        : null;
        if (irp != null && !request.getSecondaryBuffer()) {
            irp.buffers(irp.buffers().toBuilder().setMdl(mdl.described()).build());
            return;
        }
        Mdl first =
                irp == null
                        ? null
                        : sink.machine().objects().find(irp.buffers().getMdl().getMdl(), Mdl.class);
        if (first != null) {
            first.append(mdl);
        } else if (request.getSecondaryBuffer()) {
            Broken.rule(
                    MdlRule.SECONDARY_WITHOUT_FIRST,
                    call,
                    "makes %s as a secondary buffer of %s"
                            .formatted(mdl, irp == null ? "no IRP" : irp + ", which has no MDL"),
                    sink);
        }
    }

    private void next(Call call, MdlGetNext request, Sink sink) {
        Mdl mdl = named(call, request.getMdl(), sink);
        if (mdl != null) {
            Mdl next = mdl.next();
            MdlGetNext.Out.Builder out = MdlGetNext.Out.newBuilder();
            if (next != null) {
                out.setReturned(next.described());
            }
            sink.returns(call, NtStatus.STATUS_SUCCESS, out.build());
        }
    }

    private void free(Call call, IoFreeMdl request, Sink sink) {
        Mdl mdl = named(call, request.getMdl(), sink);
        if (mdl == null) {
            return;
        }
        if (mdl.isLocked() || (mdl.isMapped() && !mdl.isNonpaged() && !mdl.isPartial())) {
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
        boolean again = mdl.isMapped() || mdl.isNonpaged();
        if (again && request.getAccessMode() == KProcessorMode.KernelMode) {
            Broken.rule(
                    MdlRule.MAPPED_AGAIN,
                    call,
                    "maps %s, which has a system address".formatted(mdl),
                    Broken.verifier(0xB2, mdl.id(), mdl.flags(), mdl.flags() & ADDRESS_FLAGS),
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

    private void buildPartial(Call call, IoBuildPartialMdl request, Sink sink) {
        Mdl source = named(call, request.getSourceMdl(), sink);
        Mdl target = source == null ? null : named(call, request.getTargetMdl(), sink);
        if (source == null || target == null) {
            return;
        }
        if (!isFixed(source)) {
            Broken.rule(
                    MdlRule.PARTIAL_OF_UNLOCKED,
                    call,
                    "builds %s of %s, whose pages are not locked".formatted(target, source),
                    sink);
        }
        BufferRef whole = source.systemAddress();
        long from = request.getVirtualAddress().getOffset() - whole.getOffset();
        long rest = whole.getLength() - from;
        long length = request.getLength() == 0 ? rest : Integer.toUnsignedLong(request.getLength());
        BufferRef part = request.getVirtualAddress().toBuilder().setLength(length).build();
        if (part.getRegion() != whole.getRegion()
                || from < 0
                || length > rest
                || length > target.capacity()) {
            Broken.rule(
                    MdlRule.PARTIAL_OUTSIDE,
                    call,
                    "wants %d bytes at %d of %s for %s, which has room for %d"
                            .formatted(length, from, source, target, target.capacity()),
                    sink);
        } else {
            target.describesPart(part, source);
        }
        sink.returns(
                call,
                NtStatus.STATUS_SUCCESS,
                IoBuildPartialMdl.Out.newBuilder().setTargetMdl(target.described()).build());
    }

    private static boolean isFixed(Mdl mdl) {
        return mdl.isLocked() || mdl.isNonpaged() || mdl.isPartial();
    }

    private void prepareForReuse(Call call, MmPrepareMdlForReuse request, Sink sink) {
        Mdl mdl = named(call, request.getMdl(), sink);
        if (mdl != null) {
            if (mdl.isPartial()) {
                mdl.prepareForReuse();
            }
            sink.returns(call, NtStatus.STATUS_SUCCESS);
        }
    }

    // Null: there are no addresses left.
    private static @Nullable BufferRef mapped(Call call, Mdl mdl, Sink sink) {
        if (!isFixed(mdl)) {
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
