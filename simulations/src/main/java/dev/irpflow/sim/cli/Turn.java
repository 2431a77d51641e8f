package dev.irpflow.sim.cli;

/**
 * One run of many.
 *
 * @param chosen the scenario, with the example that is run
 */
record Turn(Chosen chosen, long seed) {
    /** Tells it from the other runs of its scenario. */
    String name() {
        int example = chosen.example().number();
        return (example == 0 ? "" : "example " + example + ", ") + "seed " + seed;
    }

    /** The command that repeats it. */
    String repeat() {
        return "irpflow run %s --seed %d".formatted(chosen.command(), seed);
    }
}
