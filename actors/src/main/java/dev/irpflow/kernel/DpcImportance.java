package dev.irpflow.kernel;

/** KDPC_IMPORTANCE. */
public enum DpcImportance {
    /** Put off until the queue is long enough, or little else is requested. */
    LOW,
    /** At once on the current processor. */
    MEDIUM,
    /** At once on every processor. */
    MEDIUM_HIGH,
    /** The same, and before all others. */
    HIGH
}
