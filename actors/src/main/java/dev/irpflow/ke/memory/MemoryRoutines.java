package dev.irpflow.ke.memory;

import static dev.irpflow.kernel.BugCheckCode.PROCESS_HAS_LOCKED_PAGES;

import com.google.protobuf.ByteString;
import dev.irpflow.ke.routine.Broken;
import dev.irpflow.ke.routine.Family;
import dev.irpflow.ke.routine.MdlRule;
import dev.irpflow.ke.routine.PoolRule;
import dev.irpflow.ke.routine.Routines;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.IoStatusBlockLayout;
import dev.irpflow.kernel.KernelRule;
import dev.irpflow.kernel.Mdl;
import dev.irpflow.kernel.Memory;
import dev.irpflow.kernel.Place;
import dev.irpflow.kernel.Region;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.protocol.kernel.BufferRef;
import dev.irpflow.protocol.kernel.IoStatusBlockRead;
import dev.irpflow.protocol.kernel.KProcessorMode;
import dev.irpflow.protocol.kernel.MemoryOnStack;
import dev.irpflow.protocol.kernel.MemoryRead;
import dev.irpflow.protocol.kernel.MemoryWrite;
import dev.irpflow.protocol.kernel.MmProbeAndLockPages;
import dev.irpflow.protocol.kernel.MmUnlockPages;
import dev.irpflow.protocol.kernel.RtlCopyMemory;
import dev.irpflow.protocol.kernel.RtlZeroMemory;
import dev.irpflow.protocol.status.NtStatus;

/** Locked pages and access to memory, which the machine checks. */
public final class MemoryRoutines implements Family {
    private static final String PROCESS = "app"; // the only one whose buffers are lockable
    private static final int LARGEST_STACK = 24 << 10; // of a thread on x64

    @Override
    public void register(Routines table) {
        table.serve(MemoryRead.class, this::read);
        table.serve(MemoryWrite.class, this::write);
        table.serve(MemoryOnStack.class, this::onStack);
        table.serve(IoStatusBlockRead.class, this::readStatusBlock);
        table.serve(MmProbeAndLockPages.class, this::probeAndLock);
        table.serve(MmUnlockPages.class, this::unlock);
        table.serve(RtlCopyMemory.class, this::copy);
        table.serve(RtlZeroMemory.class, this::zero);
    }

    void probeAndLock(Call call, MmProbeAndLockPages request, Sink sink) {
        BufferRef pages = request.getMemoryDescriptorList();
        Memory memory = sink.machine().memory();
        Region region = memory.regionOf(pages);
        Mdl mdl = sink.machine().objects().find(pages.getMdl(), Mdl.class);
        if (mdl != null && (mdl.isLocked() || mdl.isNonpaged())) {
            Broken.rule(
                    MdlRule.LOCKED_AGAIN,
                    call,
                    "locks the pages of %s, which %s"
                            .formatted(mdl, mdl.isLocked() ? "are locked" : "are nonpaged pool"),
                    Broken.verifier(0xB0, mdl.id(), mdl.flags(), mdl.flags()),
                    sink);
        }
        boolean mayBeAccessed =
                region != null
                        && (request.getAccessMode() == KProcessorMode.KernelMode
                                || region.kind() == Region.Kind.USER);
        if (mayBeAccessed) {
            memory.lock(pages, Irql.PASSIVE_LEVEL, call.from());
            if (mdl != null) {
                mdl.locked(true);
            }
            sink.returns(call, NtStatus.STATUS_SUCCESS);
        } else {
            sink.returns(call, NtStatus.STATUS_ACCESS_VIOLATION); // raised
        }
    }

    void unlock(Call call, MmUnlockPages request, Sink sink) {
        BufferRef pages = request.getMemoryDescriptorList();
        Memory memory = sink.machine().memory();
        Region region = memory.regionOf(pages);
        Mdl mdl = sink.machine().objects().find(pages.getMdl(), Mdl.class);
        if (mdl != null && mdl.isNonpaged()) {
            Broken.rule(
                    MdlRule.UNLOCK_OF_NONPAGED,
                    call,
                    "unlocks the pages of %s, which are nonpaged pool".formatted(mdl),
                    Broken.verifier(0x7D, mdl.id(), mdl.flags(), 0),
                    sink);
        } else if (mdl != null && mdl.isPartial()) {
            Broken.rule(
                    MdlRule.UNLOCK_OF_PARTIAL,
                    call,
                    "unlocks the pages of %s, which describes a part of another one".formatted(mdl),
                    Broken.verifier(0xB4, mdl.id(), mdl.flags(), Mdl.PARTIAL),
                    sink);
        } else if (region == null
                || !region.isLocked(pages.getOffset(), pages.getLength())
                || (mdl != null && !mdl.isLocked())) {
            long address =
                    mdl == null ? Region.address(pages.getRegion(), pages.getOffset()) : mdl.id();
            Place process = sink.machine().place(PROCESS);
            Broken.rule(
                    PoolRule.UNLOCK_OF_UNLOCKED,
                    call,
                    "unlocks region-%d, which is not locked".formatted(pages.getRegion()),
                    Broken.either(
                            sink,
                            Broken.verifier(0x7C, address, mdl == null ? 0 : mdl.flags(), 0),
                            PROCESS_HAS_LOCKED_PAGES.with(
                                    1, address, memory.lockedPagesOf(process), 0)),
                    sink);
        } else {
            if (region.lentFor() != null
                    && region.locks() == 1
                    && region.kind() != Region.Kind.NONPAGED_POOL) {
                Broken.rule(
                        KernelRule.LENT_MEMORY_KEPT,
                        call,
                        "unlocks %s, which %s".formatted(region, region.lentFor()),
                        sink);
            }
            memory.unlock(pages, Irql.PASSIVE_LEVEL, call.from());
            if (mdl != null) { // the mapping goes with the lock
                mdl.locked(false);
                mdl.mapped(false);
            }
        }
        sink.returns(call, NtStatus.STATUS_SUCCESS);
    }

    void copy(Call call, RtlCopyMemory request, Sink sink) {
        BufferRef from = part(request.getSource(), request.getLength());
        BufferRef to = part(request.getDestination(), request.getLength());
        if (overlap(from, to)) {
            Broken.rule(
                    PoolRule.COPY_OVERLAPS,
                    call,
                    "copies %d bytes of region-%d from %d to %d"
                            .formatted(
                                    request.getLength(),
                                    to.getRegion(),
                                    from.getOffset(),
                                    to.getOffset()),
                    sink);
        }
        Irql irql = call.strand().irql();
        ByteString data = sink.machine().memory().read(from, irql, call.from());
        if (!data.isEmpty()) {
            sink.machine().memory().write(to, 0, data, irql, call.from());
        }
        sink.returns(call, NtStatus.STATUS_SUCCESS);
    }

    void zero(Call call, RtlZeroMemory request, Sink sink) {
        BufferRef to = part(request.getDestination(), request.getLength());
        sink.machine().memory().zero(to, call.strand().irql(), call.from());
        sink.returns(call, NtStatus.STATUS_SUCCESS);
    }

    void read(Call call, MemoryRead request, Sink sink) {
        ByteString data =
                sink.machine().memory().read(request.getFrom(), call.strand().irql(), call.from());
        sink.returns(
                call, NtStatus.STATUS_SUCCESS, MemoryRead.Out.newBuilder().setData(data).build());
    }

    void write(Call call, MemoryWrite request, Sink sink) {
        sink.machine()
                .memory()
                .write(request.getTo(), 0, request.getData(), call.strand().irql(), call.from());
        sink.returns(call, NtStatus.STATUS_SUCCESS);
    }

    void onStack(Call call, MemoryOnStack request, Sink sink) {
        Call routine = call.outer();
        MemoryOnStack.Out.Builder out = MemoryOnStack.Out.newBuilder();
        int bytes = Math.clamp(request.getNumberOfBytes(), 0, LARGEST_STACK);
        Region local =
                sink.machine()
                        .memory()
                        .allocate(Region.Kind.STACK, "", bytes, call.from().toString());
        if (local != null && routine != null) {
            call.strand().declares(routine, local);
            out.setReturned(Memory.all(local));
        }
        sink.returns(call, NtStatus.STATUS_SUCCESS, out.build());
    }

    void readStatusBlock(Call call, IoStatusBlockRead request, Sink sink) {
        ByteString data =
                sink.machine()
                        .memory()
                        .read(request.getIoStatusBlock(), call.strand().irql(), call.from());
        sink.returns(
                call,
                NtStatus.STATUS_SUCCESS,
                IoStatusBlockRead.Out.newBuilder()
                        .setIoStatus(IoStatusBlockLayout.decode(data))
                        .build());
    }

    // The length of a copy is the caller's word: more than the buffer has goes beyond its end.
    private static BufferRef part(BufferRef buffer, long length) {
        return buffer.getLength() == length ? buffer : buffer.toBuilder().setLength(length).build();
    }

    private static boolean overlap(BufferRef a, BufferRef b) {
        return a.getRegion() == b.getRegion()
                && a.getOffset() < b.getOffset() + b.getLength()
                && b.getOffset() < a.getOffset() + a.getLength();
    }
}
