package dev.irpflow.sim.coverage;

/** On which way a call comes to its end. */
public enum Path {
    /** Its return is its end, or its operation was completed within it. */
    INLINE("inline"),
    /** It returned STATUS_PENDING, and its operation was completed afterwards. */
    PENDED("pended, then completed"),
    /** It returned STATUS_PENDING after its operation had been completed. */
    BEFORE_RETURN("completed before the return"),
    /** It pended, its operation was asked to be cancelled, and ended after that. */
    CANCELLED("cancelled while pending"),
    /** A fault answered in the place of the routine. */
    FAULT("failed by a fault");

    private final String words;

    Path(String words) {
        this.words = words;
    }

    /** How reports name it. */
    public String words() {
        return words;
    }
}
