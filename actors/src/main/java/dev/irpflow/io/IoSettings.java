package dev.irpflow.io;

/**
 * How patient the I/O manager is, and what Driver Verifier has it do besides.
 *
 * @param powerIrpLimitNs how long a power IRP may be under way before the machine stops
 * @param cancelLimitNs how long a cancelled IRP may take to be completed under Driver Verifier; 0
 *     for no limit
 * @param forcesPending whether completions are held now and then, so that IoCallDriver returns
 *     STATUS_PENDING
 * @param logsIrps whether devices keep the last IRPs that they were sent
 */
public record IoSettings(
        long powerIrpLimitNs, long cancelLimitNs, boolean forcesPending, boolean logsIrps) {
    /** Ten minutes, which is usual, no limit, nothing held and nothing logged. */
    public static final IoSettings DEFAULT = new IoSettings(600_000_000_000L, 0, false, false);

    /** The same with this limit for power IRPs. */
    public IoSettings withPowerIrpLimit(long ns) {
        return new IoSettings(ns, cancelLimitNs, forcesPending, logsIrps);
    }

    /** The same with this limit for cancelled IRPs. */
    public IoSettings withCancelLimit(long ns) {
        return new IoSettings(powerIrpLimitNs, ns, forcesPending, logsIrps);
    }

    /** The same with completions held or not. */
    public IoSettings withForcedPending(boolean on) {
        return new IoSettings(powerIrpLimitNs, cancelLimitNs, on, logsIrps);
    }

    /** The same with IRPs logged or not. */
    public IoSettings withIrpLogging(boolean on) {
        return new IoSettings(powerIrpLimitNs, cancelLimitNs, forcesPending, on);
    }
}
