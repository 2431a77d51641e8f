package dev.irpflow.sim.strategy;

import dev.irpflow.stage.Footprint;
import java.util.List;

/**
 * A strand or event whose next step was tried already from a state before: to take it here leads
 * only to orders that were seen, until a step is done that conflicts with it.
 *
 * @param number of the strand or event in its run
 * @param footprints of the step, in each of the ways in which it was done
 */
record Asleep(long number, List<Footprint> footprints) {
    boolean wakesBy(Footprint other) {
        for (Footprint own : footprints) {
            if (own.conflictsWith(other)) {
                return true;
            }
        }
        return false;
    }
}
