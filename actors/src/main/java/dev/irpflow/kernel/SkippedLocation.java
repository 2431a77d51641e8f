package dev.irpflow.kernel;

/**
 * What the I/O manager keeps with a stack location that drivers above may have left to the one that
 * has it: they have sent the IRP on and are named in no location.
 */
public interface SkippedLocation {
    /** Whether this driver skipped the location, which was its own. */
    boolean wasSkippedBy(Place driver);
}
