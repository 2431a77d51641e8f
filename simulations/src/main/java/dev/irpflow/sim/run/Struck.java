package dev.irpflow.sim.run;

/**
 * That a fault strikes.
 *
 * @param fault its name
 * @param site where it was answered that it does, so that the answer can be left out
 * @param certain is run once it is certain that the fault can strike, before what comes of it
 */
record Struck(String fault, long site, Runnable certain) {
    /** One of which nobody else is told. */
    Struck(String fault, long site) {
        this(fault, site, () -> {});
    }
}
