package dev.irpflow.sim.run;

import dev.irpflow.sim.scenario.value.Result;
import org.jspecify.annotations.Nullable;

/**
 * What an operation came to.
 *
 * @param returned what its call returned
 * @param completed how it completed, null if it ended at its return or has not ended
 * @param values its out-parameters, or what a workload gave
 * @param tookNs how long it took, in nanoseconds of stage time
 */
record Outcome(Result returned, @Nullable Result completed, Given values, long tookNs) {
    /** Values by name, as protobuf's reflection has them. They are looked for when asked for. */
    interface Given {
        /** The value of a field; null if it was not written. */
        @Nullable Object get(String field);
    }
}
