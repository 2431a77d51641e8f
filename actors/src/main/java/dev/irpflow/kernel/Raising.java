package dev.irpflow.kernel;

import dev.irpflow.protocol.kernel.ExAllocateFromLookasideListEx;
import dev.irpflow.protocol.kernel.ExAllocatePool2;
import dev.irpflow.protocol.kernel.ExAllocatePoolQuotaZero;

/** Whether a routine raises where it fails: some do only if their caller has asked for it. */
public final class Raising {
    private static final long POOL_FLAG_RAISE_ON_FAILURE = 0x20;
    private static final int POOL_QUOTA_FAIL_INSTEAD_OF_RAISE = 8;

    private Raising() {}

    /** Whether this call may end with an exception that its page documents. */
    public static boolean isLegalOf(Call call) {
        return switch (call.request()) {
            case ExAllocatePool2 pool -> (pool.getFlags() & POOL_FLAG_RAISE_ON_FAILURE) != 0;
            case ExAllocatePoolQuotaZero pool ->
                    (pool.getPoolType() & POOL_QUOTA_FAIL_INSTEAD_OF_RAISE) == 0;
            case ExAllocateFromLookasideListEx from -> {
                LookasideList list =
                        call.to()
                                .machine()
                                .objects()
                                .find(from.getLookaside(), LookasideList.class);
                yield list != null && list.raises();
            }
            default -> !call.contract().raises().isEmpty();
        };
    }
}
