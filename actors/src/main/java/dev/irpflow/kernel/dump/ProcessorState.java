package dev.irpflow.kernel.dump;

import java.util.List;

/**
 * A processor.
 *
 * @param number counted from 0
 * @param irql its IRQL
 * @param thread the number of the thread on it, 0 for none
 * @param dpc the number of the DPC's strand above that, 0 for none
 * @param queue the strands of the DPCs that are queued to it, first one first
 */
public record ProcessorState(int number, String irql, long thread, long dpc, List<Long> queue) {
    /** Keeps lists of its own. */
    public ProcessorState {
        queue = List.copyOf(queue);
    }
}
