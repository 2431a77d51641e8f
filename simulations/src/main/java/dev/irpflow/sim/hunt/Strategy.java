package dev.irpflow.sim.hunt;

/** How a hunt looks for answers that break something. */
public interface Strategy {
    /** Its name on the command line. */
    String name();

    /** The answers of a run. */
    Attempt attempt(Schedule schedule);
}
