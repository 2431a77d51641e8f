package dev.irpflow.sim.run;

import dev.irpflow.contract.Holding;
import dev.irpflow.contract.RoutineContract;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.LookasideList;
import dev.irpflow.kernel.Region;
import dev.irpflow.protocol.contract.Completes;
import dev.irpflow.protocol.contract.Kind;
import dev.irpflow.protocol.contract.Returns;
import dev.irpflow.protocol.kernel.ExAllocateFromLookasideListEx;
import dev.irpflow.protocol.kernel.ExAllocatePool2;
import dev.irpflow.protocol.kernel.ExAllocatePoolQuotaZero;
import dev.irpflow.protocol.kernel.ExAllocatePoolWithTag;
import dev.irpflow.protocol.kernel.ExAllocatePoolZero;
import dev.irpflow.protocol.kernel.IoCallDriver;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.tcpip.TcpBind;
import dev.irpflow.protocol.tcpip.UdpBind;
import dev.irpflow.protocol.wsk.WskBind;
import dev.irpflow.sim.scenario.Resource;

/**
 * Which calls ask for a resource, and how each fails where nothing of it is left. Both follow from
 * the contracts: who allocates pool says so, who needs memory documents
 * STATUS_INSUFFICIENT_RESOURCES, who needs a port STATUS_TOO_MANY_ADDRESSES. What drivers serve is
 * left to them: they notice at their own allocations.
 */
final class Exhaustion {
    private static final long POOL_FLAG_PAGED = 0x100;

    private Exhaustion() {}

    /** Whether a call cannot succeed without some of the resource. */
    static boolean asksFor(Resource what, Call call) {
        RoutineContract contract = call.contract();
        boolean isOfSystem =
                !contract.serves().isEmpty()
                        && (contract.kind() == Kind.FUNCTION
                                || contract.kind() == Kind.IRP_FUNCTION);
        if (!isOfSystem || call.request() instanceof IoCallDriver) {
            return false;
        }
        return switch (what) {
            case NONPAGED_POOL ->
                    acquires(contract, "pool")
                            ? !isPaged(call)
                            : isMade(contract) || fails(contract, code(what));
            case PAGED_POOL -> acquires(contract, "pool") && isPaged(call);
            case HANDLES -> acquires(contract, "handle") && fails(contract, code(what));
            case PORTS -> fails(contract, code(what)) && isPortOpen(call);
            case QUEUE -> contract.completes() == Completes.QUEUE && fails(contract, code(what));
        };
    }

    /** The status with which it fails, if it has one. */
    static int code(Resource what) {
        return switch (what) {
            case NONPAGED_POOL, PAGED_POOL, HANDLES, QUEUE ->
                    NtStatus.STATUS_INSUFFICIENT_RESOURCES.getNumber();
            case PORTS -> NtStatus.STATUS_TOO_MANY_ADDRESSES.getNumber();
        };
    }

    private static boolean acquires(RoutineContract contract, String kind) {
        for (Holding holding : contract.acquires()) {
            if (holding.what().equals(kind)) {
                return true;
            }
        }
        return false;
    }

    // An object of the kernel, which is NULL if there is no memory: an IRP, an MDL, a work item.
    private static boolean isMade(RoutineContract contract) {
        return contract.returns() == Returns.POINTER
                && contract.option().getFailsWithCount() > 0
                && !contract.acquires().isEmpty();
    }

    private static boolean fails(RoutineContract contract, int code) {
        return contract.atReturn().contains(code) || contract.others().contains(code);
    }

    private static boolean isPaged(Call call) {
        return switch (call.request()) {
            case ExAllocatePool2 pool -> (pool.getFlags() & POOL_FLAG_PAGED) != 0;
            case ExAllocatePoolWithTag pool -> (pool.getPoolType() & 1) != 0;
            case ExAllocatePoolZero pool -> (pool.getPoolType() & 1) != 0;
            case ExAllocatePoolQuotaZero pool -> (pool.getPoolType() & 1) != 0;
            case ExAllocateFromLookasideListEx from -> {
                LookasideList list =
                        call.to()
                                .machine()
                                .objects()
                                .find(from.getLookaside(), LookasideList.class);
                yield list != null && list.kind() == Region.Kind.PAGED_POOL;
            }
            default -> false;
        };
    }

    // A port that the caller names is there, or taken; the system is not asked for one.
    private static boolean isPortOpen(Call call) {
        return switch (call.request()) {
            case WskBind bind -> bind.getLocalAddress().getPort() == 0;
            case TcpBind bind -> bind.getLocal().getPort() == 0;
            case UdpBind bind -> bind.getLocal().getPort() == 0;
            default -> true;
        };
    }
}
