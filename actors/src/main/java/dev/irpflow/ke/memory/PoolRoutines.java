package dev.irpflow.ke.memory;

import static dev.irpflow.kernel.BugCheckCode.BAD_POOL_CALLER;

import dev.irpflow.ke.routine.Broken;
import dev.irpflow.ke.routine.Family;
import dev.irpflow.ke.routine.PoolRule;
import dev.irpflow.ke.routine.Routines;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.Memory;
import dev.irpflow.kernel.Region;
import dev.irpflow.kernel.Sink;
import dev.irpflow.kernel.StrandKind;
import dev.irpflow.protocol.kernel.BufferRef;
import dev.irpflow.protocol.kernel.ExAllocatePool2;
import dev.irpflow.protocol.kernel.ExAllocatePoolQuotaZero;
import dev.irpflow.protocol.kernel.ExAllocatePoolWithTag;
import dev.irpflow.protocol.kernel.ExAllocatePoolZero;
import dev.irpflow.protocol.kernel.ExFreePool;
import dev.irpflow.protocol.kernel.ExFreePoolWithTag;
import dev.irpflow.protocol.status.NtStatus;
import org.jspecify.annotations.Nullable;

/** Pool memory. A wrong IRQL is told by the contract. */
public final class PoolRoutines implements Family {
    private static final int FAIL_INSTEAD_OF_RAISE = 8; // POOL_QUOTA_FAIL_INSTEAD_OF_RAISE
    private static final long USE_QUOTA = 0x1;
    private static final long RAISE_ON_FAILURE = 0x20;
    private static final long NON_PAGED = 0x40;
    private static final long NON_PAGED_EXECUTE = 0x80;
    private static final long PAGED = 0x100;

    @Override
    public void register(Routines table) {
        table.serve(ExAllocatePool2.class, this::allocate);
        table.serve(ExFreePool.class, this::free);
        table.serve(ExAllocatePoolWithTag.class, this::allocateWithTag);
        table.serve(ExAllocatePoolZero.class, this::allocateZero);
        table.serve(ExAllocatePoolQuotaZero.class, this::allocateQuotaZero);
        table.serve(ExFreePoolWithTag.class, this::freeWithTag);
    }

    void allocate(Call call, ExAllocatePool2 request, Sink sink) {
        Region.Kind kind = kind(request.getFlags());
        if ((request.getFlags() & USE_QUOTA) != 0) {
            quota(call, sink);
        }
        boolean charged = (request.getFlags() & USE_QUOTA) != 0;
        boolean exceeds = charged && kind != null && !isWithinQuota(call, kind, request, sink);
        Region region = kind == null || exceeds ? null : allocate(call, kind, request, sink);
        if (region != null && charged) {
            sink.machine().memory().quotas().charge(call, region);
        }
        if (region != null) {
            sink.returns(
                    call,
                    NtStatus.STATUS_SUCCESS,
                    ExAllocatePool2.Out.newBuilder().setReturned(Memory.all(region)).build());
        } else if ((request.getFlags() & RAISE_ON_FAILURE) != 0) {
            sink.returns(
                    call,
                    exceeds
                            ? NtStatus.STATUS_QUOTA_EXCEEDED
                            : NtStatus.STATUS_INSUFFICIENT_RESOURCES);
        } else {
            sink.returns(call, NtStatus.STATUS_SUCCESS, ExAllocatePool2.Out.getDefaultInstance());
        }
    }

    void free(Call call, ExFreePool request, Sink sink) {
        Freeing.free(call, request.getP(), sink);
        sink.returns(call, NtStatus.STATUS_SUCCESS);
    }

    private void freeWithTag(Call call, ExFreePoolWithTag request, Sink sink) {
        Freeing.checkTag(call, request.getP(), request.getTag(), sink);
        if (!sink.machine().isDead()) {
            Freeing.free(call, request.getP(), sink);
        }
        sink.returns(call, NtStatus.STATUS_SUCCESS);
    }

    private void allocateWithTag(Call call, ExAllocatePoolWithTag request, Sink sink) {
        Broken.rule(
                PoolRule.UNSAFE_ALLOCATE,
                call,
                "calls ExAllocatePoolWithTag, whose memory is not zeroed",
                sink);
        ExAllocatePoolWithTag.Out.Builder out = ExAllocatePoolWithTag.Out.newBuilder();
        BufferRef given =
                ofType(
                        call,
                        request.getPoolType(),
                        request.getNumberOfBytes(),
                        request.getTag(),
                        sink);
        if (given != null) {
            out.setReturned(given);
        }
        sink.returns(call, NtStatus.STATUS_SUCCESS, out.build());
    }

    private void allocateZero(Call call, ExAllocatePoolZero request, Sink sink) {
        ExAllocatePoolZero.Out.Builder out = ExAllocatePoolZero.Out.newBuilder();
        BufferRef given =
                ofType(
                        call,
                        request.getPoolType(),
                        request.getNumberOfBytes(),
                        request.getTag(),
                        sink);
        if (given != null) {
            out.setReturned(given);
        }
        sink.returns(call, NtStatus.STATUS_SUCCESS, out.build());
    }

    private void allocateQuotaZero(Call call, ExAllocatePoolQuotaZero request, Sink sink) {
        quota(call, sink);
        ExAllocatePool2 wanted =
                ofType(request.getPoolType(), request.getNumberOfBytes(), request.getTag());
        Region.Kind kind = poolOf(request.getPoolType());
        boolean fits = isWithinQuota(call, kind, wanted, sink);
        Region region = fits ? allocate(call, kind, wanted, sink) : null;
        ExAllocatePoolQuotaZero.Out.Builder out = ExAllocatePoolQuotaZero.Out.newBuilder();
        if (region != null) {
            sink.machine().memory().quotas().charge(call, region);
            out.setReturned(Memory.all(region));
        }
        boolean raises = region == null && (request.getPoolType() & FAIL_INSTEAD_OF_RAISE) == 0;
        NtStatus raised =
                fits ? NtStatus.STATUS_INSUFFICIENT_RESOURCES : NtStatus.STATUS_QUOTA_EXCEEDED;
        sink.returns(call, raises ? raised : NtStatus.STATUS_SUCCESS, out.build());
    }

    private static boolean isWithinQuota(
            Call call, Region.Kind kind, ExAllocatePool2 request, Sink sink) {
        return sink.machine().memory().quotas().allows(call, kind, request.getNumberOfBytes());
    }

    // In a DPC the process is an arbitrary one.
    private static void quota(Call call, Sink sink) {
        if (call.strand().kind() == StrandKind.DPC) {
            Broken.rule(
                    PoolRule.QUOTA_IN_DPC,
                    call,
                    "charges pool to the quota of a process in a DPC",
                    Broken.verifier(0x10B, 0, 0, 0),
                    sink);
        }
    }

    // By POOL_TYPE, as the older routines take it.
    private static @Nullable BufferRef ofType(
            Call call, int type, long bytes, String tag, Sink sink) {
        Region region = allocate(call, poolOf(type), ofType(type, bytes, tag), sink);
        return region == null ? null : Memory.all(region);
    }

    private static ExAllocatePool2 ofType(int type, long bytes, String tag) {
        return ExAllocatePool2.newBuilder()
                .setFlags(poolOf(type) == Region.Kind.PAGED_POOL ? PAGED : NON_PAGED)
                .setNumberOfBytes(bytes)
                .setTag(tag)
                .build();
    }

    private static Region.Kind poolOf(int type) {
        return (type & 1) != 0 ? Region.Kind.PAGED_POOL : Region.Kind.NONPAGED_POOL;
    }

    // NULL without a tag: nf-wdm-exallocatepool2.md.
    private static @Nullable Region allocate(
            Call call, Region.Kind kind, ExAllocatePool2 request, Sink sink) {
        long bytes = request.getNumberOfBytes();
        if (bytes == 0) {
            zeroBytes(call, kind, request, sink);
        }
        boolean fits = bytes >= 0 && bytes <= Integer.MAX_VALUE;
        return request.getTag().isEmpty() || !fits || sink.machine().memory().isStarved(call)
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
}
