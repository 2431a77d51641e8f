package dev.irpflow.sim.run;

/**
 * That a fault strikes.
 *
 * @param fault its name
 * @param site where it was answered that it does, so that the answer can be left out
 */
record Struck(String fault, long site) {}
