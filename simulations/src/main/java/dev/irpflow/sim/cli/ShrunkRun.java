package dev.irpflow.sim.cli;

import dev.irpflow.sim.hunt.Shrunk;
import dev.irpflow.sim.report.LeftOut;

/**
 * What the first run of a failure has shrunk to.
 *
 * @param name what the hunt calls the failure
 * @param example which of the examples of the scenario it is a run of
 * @param seed its seed
 * @param without what of the scenario it leaves out
 */
record ShrunkRun(String name, int example, long seed, Shrunk run, LeftOut without) {
    /**
     * Whether it is the same run as another one, but for the seed: then their failures are most
     * likely one. Where nothing is answered, the seed is all that tells two runs apart.
     */
    boolean isSameAs(ShrunkRun other) {
        return example == other.example
                && (seed == other.seed || !run.answers().isEmpty())
                && run.isSameRun(other.run);
    }
}
