package dev.irpflow.io;

/**
 * How patient the I/O manager is, and what Driver Verifier has it do besides.
 *
 * @param powerIrpLimitNs how long a power IRP may be under way before the machine stops
 * @param cancelLimitNs how long a cancelled IRP may take to be completed under Driver Verifier; 0
 *     for no limit
 * @param forcesPending whether completions are held now and then, so that IoCallDriver returns
 *     STATUS_PENDING
 */
public record IoSettings(long powerIrpLimitNs, long cancelLimitNs, boolean forcesPending) {
    /** Ten minutes, which is usual, no limit, and nothing held. */
    public static final IoSettings DEFAULT = new IoSettings(600_000_000_000L, 0, false);

    /** The same with this limit for power IRPs. */
    public IoSettings withPowerIrpLimit(long ns) {
        return new IoSettings(ns, cancelLimitNs, forcesPending);
    }

    /** The same with this limit for cancelled IRPs. */
    public IoSettings withCancelLimit(long ns) {
        return new IoSettings(powerIrpLimitNs, ns, forcesPending);
    }

    /** The same with completions held or not. */
    public IoSettings withForcedPending(boolean on) {
        return new IoSettings(powerIrpLimitNs, cancelLimitNs, on);
    }
}
