package dev.irpflow.sim.cli;

/**
 * One run of many.
 *
 * @param chosen the scenario, with the example that is run
 */
record Turn(Chosen chosen, long seed) {
    /** The command that repeats it. */
    String repeat() {
        return "irpflow run %s --seed %d".formatted(chosen.command(), seed);
    }
}
