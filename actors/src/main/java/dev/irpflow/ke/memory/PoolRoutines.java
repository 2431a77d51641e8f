package dev.irpflow.ke.memory;

import static dev.irpflow.kernel.BugCheckCode.BAD_POOL_CALLER;

import dev.irpflow.ke.routine.Broken;
import dev.irpflow.ke.routine.Family;
import dev.irpflow.ke.routine.PoolRule;
import dev.irpflow.ke.routine.Routines;
import dev.irpflow.ke.routine.Storage;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.KernelRule;
import dev.irpflow.kernel.Memory;
import dev.irpflow.kernel.Region;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.kernel.BufferRef;
import dev.irpflow.protocol.kernel.ExAllocatePool2;
import dev.irpflow.protocol.kernel.ExFreePool;
import dev.irpflow.protocol.status.NtStatus;
import org.jspecify.annotations.Nullable;

/** Pool memory. A wrong IRQL is told by the contract. */
public final class PoolRoutines implements Family {
    private static final long RAISE_ON_FAILURE = 0x20;
    private static final long NON_PAGED = 0x40;
    private static final long NON_PAGED_EXECUTE = 0x80;
    private static final long PAGED = 0x100;

    @Override
    public void register(Routines table) {
        table.serve(ExAllocatePool2.class, this::allocate);
        table.serve(ExFreePool.class, this::free);
    }

    void allocate(Call call, ExAllocatePool2 request, Sink sink) {
        Region.Kind kind = kind(request.getFlags());
        if (request.getNumberOfBytes() == 0) {
            zeroBytes(call, kind == null ? Region.Kind.NONPAGED_POOL : kind, request, sink);
        }
        Region region = kind == null ? null : allocate(call, kind, request, sink);
        if (region != null) {
            sink.returns(
                    call,
                    NtStatus.STATUS_SUCCESS,
                    ExAllocatePool2.Out.newBuilder().setReturned(Memory.all(region)).build());
        } else if ((request.getFlags() & RAISE_ON_FAILURE) != 0) {
            sink.returns(call, NtStatus.STATUS_INSUFFICIENT_RESOURCES);
        } else {
            sink.returns(call, NtStatus.STATUS_SUCCESS, ExAllocatePool2.Out.getDefaultInstance());
        }
    }

    void free(Call call, ExFreePool request, Sink sink) {
        BufferRef p = request.getP();
        Region region = sink.machine().objects().find(p.getRegion(), Region.class);
        if (region == null) {
            notThere(call, p, sink);
        } else if (region.kind() == Region.Kind.USER || p.getOffset() != 0) {
            badAddress(call, p, "%s at %d".formatted(region, p.getOffset()), sink);
        } else {
            if (region.lentFor() != null) {
                Broken.rule(
                        KernelRule.LENT_MEMORY_KEPT,
                        call,
                        "frees %s, which %s".formatted(region, region.lentFor()),
                        sink);
            } else if (region.locks() > 0 || region.isRegistered()) {
                Broken.rule(
                        PoolRule.FREE_OF_LOCKED_PAGES,
                        call,
                        "frees %s, which is locked".formatted(region),
                        sink);
            }
            if (sink.machine().memory().free(region)) {
                Storage.free(region, call, sink);
            }
        }
        sink.returns(call, NtStatus.STATUS_SUCCESS);
    }

    // NULL without a tag: nf-wdm-exallocatepool2.md.
    private static @Nullable Region allocate(
            Call call, Region.Kind kind, ExAllocatePool2 request, Sink sink) {
        long bytes = request.getNumberOfBytes();
        boolean fits = bytes >= 0 && bytes <= Integer.MAX_VALUE;
        return request.getTag().isEmpty() || !fits
                ? null
                : sink.machine()
                        .memory()
                        .allocate(kind, request.getTag(), (int) bytes, call.from().toString());
    }

    // Exactly one pool must be named; anything else is an invalid flag, which gives NULL.
    private static Region.@Nullable Kind kind(long flags) {
        long pool = flags & (NON_PAGED | NON_PAGED_EXECUTE | PAGED);
        if (pool == PAGED) {
            return Region.Kind.PAGED_POOL;
        }
        return pool == NON_PAGED || pool == NON_PAGED_EXECUTE ? Region.Kind.NONPAGED_POOL : null;
    }

    private static void zeroBytes(Call call, Region.Kind kind, ExAllocatePool2 request, Sink sink) {
        int irql = call.strand().irql().getNumber();
        Broken.rule(
                PoolRule.ZERO_BYTES,
                call,
                "allocates no byte with the tag '%s'".formatted(request.getTag()),
                Broken.either(
                        sink,
                        Broken.verifier(0x00, irql, kind.poolType(), 0),
                        BAD_POOL_CALLER.with(0x00, 0, kind.poolType(), 0)),
                sink);
    }

    private static void notThere(Call call, BufferRef p, Sink sink) {
        if (!sink.machine().objects().wasGiven(p.getRegion())) {
            badAddress(call, p, "region-" + p.getRegion() + ", which never was", sink);
            return;
        }
        long address = address(p);
        Broken.rule(
                PoolRule.DOUBLE_FREE,
                call,
                "frees region-%d again".formatted(p.getRegion()),
                Broken.either(
                        sink,
                        Broken.verifier(0x13, 0, address, 0),
                        BAD_POOL_CALLER.with(0x07, 0, 0, address)),
                sink);
    }

    private static void badAddress(Call call, BufferRef p, String what, Sink sink) {
        Broken.rule(
                PoolRule.FREE_OF_BAD_ADDRESS,
                call,
                "frees " + what,
                Broken.either(
                        sink,
                        Broken.verifier(0x10, address(p), 0, 0),
                        BAD_POOL_CALLER.with(0x46, address(p), 0, 0)),
                sink);
    }

    private static long address(BufferRef p) {
        return Region.address(p.getRegion(), p.getOffset());
    }
}
