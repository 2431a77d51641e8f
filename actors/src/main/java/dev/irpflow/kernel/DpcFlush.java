package dev.irpflow.kernel;

import dev.irpflow.protocol.status.NtStatus;
import java.util.List;

/** KeFlushQueuedDpcs: a held call that returns when some DPCs have ended. */
public final class DpcFlush {
    private final Call held;
    private final List<Strand> left;

    private DpcFlush(Call held, List<Strand> left) {
        this.held = held;
        this.left = left;
    }

    /** Lets a held call wait for the DPCs that are queued or run now; false if there are none. */
    public static boolean begin(Call held) {
        Scheduler scheduler = held.strand().machine().scheduler();
        List<Strand> dpcs = scheduler.dpcs().all();
        if (dpcs.isEmpty()) {
            return false;
        }
        scheduler.dpcs().tell(new DpcFlush(held, dpcs));
        for (int i = 0; i < scheduler.processors(); i++) {
            scheduler.dpcs().drain(i);
        }
        return true;
    }

    /** A DPC has ended or left its queue: whether nothing is left to wait for. */
    boolean ends(Strand dpc) {
        if (!left.remove(dpc) || !left.isEmpty()) {
            return false;
        }
        Strand waiter = held.strand();
        if (!waiter.isEnded()) {
            waiter.writes();
            waiter.machine().strands().giveReturn(held.to(), held, NtStatus.STATUS_SUCCESS, null);
        }
        return true;
    }
}
