package dev.irpflow.sim.coverage;

/** The two counts of a place where a fault could strike. */
final class Sites {
    /** How often it came there. */
    static final String MET = "met";

    /** How often it struck there. */
    static final String STRUCK = "struck";

    private Sites() {}
}
