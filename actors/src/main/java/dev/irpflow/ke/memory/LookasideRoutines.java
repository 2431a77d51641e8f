package dev.irpflow.ke.memory;

import dev.irpflow.ke.routine.Arguments;
import dev.irpflow.ke.routine.Broken;
import dev.irpflow.ke.routine.Family;
import dev.irpflow.ke.routine.PoolRule;
import dev.irpflow.ke.routine.Routines;
import dev.irpflow.ke.routine.Storage;
import dev.irpflow.kernel.BugCheckCode;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.LookasideList;
import dev.irpflow.kernel.Memory;
import dev.irpflow.kernel.Region;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.kernel.ExAllocateFromLookasideListEx;
import dev.irpflow.protocol.kernel.ExDeleteLookasideListEx;
import dev.irpflow.protocol.kernel.ExFreeToLookasideListEx;
import dev.irpflow.protocol.kernel.ExInitializeLookasideListEx;
import dev.irpflow.protocol.status.NtStatus;

/** Lookaside lists. A wrong IRQL is told by the contract. */
// With special pool a list keeps no blocks, so that whoever uses a freed one is found.
public final class LookasideRoutines implements Family {
    private static final int PAGED = 1;
    private static final int RAISE_ON_FAIL = 1;
    private static final int ALL_FLAGS = 3;

    @Override
    public void register(Routines table) {
        table.serve(ExInitializeLookasideListEx.class, this::initialize);
        table.serve(ExAllocateFromLookasideListEx.class, this::allocate);
        table.serve(ExFreeToLookasideListEx.class, this::free);
        table.serve(ExDeleteLookasideListEx.class, this::delete);
    }

    private void initialize(Call call, ExInitializeLookasideListEx request, Sink sink) {
        if (request.getFlags() == ALL_FLAGS || (request.getFlags() & ~ALL_FLAGS) != 0) {
            sink.returns(call, NtStatus.STATUS_INVALID_PARAMETER);
            return;
        }
        if (request.getSize() <= 0 || request.getSize() > Integer.MAX_VALUE) {
            sink.returns(call, NtStatus.STATUS_INVALID_PARAMETER);
            return;
        }
        LookasideList list =
                new LookasideList(
                        request.getPoolType() == PAGED
                                ? Region.Kind.PAGED_POOL
                                : Region.Kind.NONPAGED_POOL,
                        (int) request.getSize(),
                        request.getTag(),
                        (request.getFlags() & RAISE_ON_FAIL) != 0);
        Storage.keep(list, request.hasStorage() ? request.getStorage() : null, call, sink);
        sink.returns(
                call,
                NtStatus.STATUS_SUCCESS,
                ExInitializeLookasideListEx.Out.newBuilder().setLookaside(list.id()).build());
    }

    private void allocate(Call call, ExAllocateFromLookasideListEx request, Sink sink) {
        LookasideList list =
                Arguments.object(request.getLookaside(), LookasideList.class, call, sink);
        if (list == null) {
            return;
        }
        Memory memory = sink.machine().memory();
        Region block =
                memory.isStarved(call) ? null : memory.allocate(list, call.from().toString());
        ExAllocateFromLookasideListEx.Out.Builder out =
                ExAllocateFromLookasideListEx.Out.newBuilder();
        if (block != null) {
            out.setReturned(Memory.all(block));
        }
        boolean raises = block == null && list.raises();
        sink.returns(
                call,
                raises ? NtStatus.STATUS_INSUFFICIENT_RESOURCES : NtStatus.STATUS_SUCCESS,
                out.build());
    }

    private void free(Call call, ExFreeToLookasideListEx request, Sink sink) {
        LookasideList list =
                Arguments.object(request.getLookaside(), LookasideList.class, call, sink);
        if (list == null) {
            return;
        }
        Region block = sink.machine().objects().find(request.getEntry().getRegion(), Region.class);
        if (block != null && !list.canKeep(block)) {
            Broken.rule(
                    PoolRule.FREE_OF_BAD_ADDRESS,
                    call,
                    "gives %s back to %s, where it does not come from".formatted(block, list),
                    BugCheckCode.BAD_POOL_CALLER.with(0x46, block.address(0), 0, 0),
                    sink);
        }
        Freeing.free(
                call, request.getEntry(), block != null && list.canKeep(block) ? list : null, sink);
        sink.returns(call, NtStatus.STATUS_SUCCESS);
    }

    private void delete(Call call, ExDeleteLookasideListEx request, Sink sink) {
        LookasideList list =
                Arguments.object(request.getLookaside(), LookasideList.class, call, sink);
        if (list != null) {
            sink.machine().memory().delete(list);
            sink.returns(call, NtStatus.STATUS_SUCCESS);
        }
    }
}
