package dev.irpflow.io;

/**
 * How patient the I/O manager is.
 *
 * @param powerIrpLimitNs how long a power IRP may be under way before the machine stops
 * @param cancelLimitNs how long a cancelled IRP may take to be completed under Driver Verifier; 0
 *     for no limit
 */
public record IoSettings(long powerIrpLimitNs, long cancelLimitNs) {
    /** Ten minutes, which is usual, and no limit. */
    public static final IoSettings DEFAULT = new IoSettings(600_000_000_000L, 0);

    /** The same with this limit for power IRPs. */
    public IoSettings withPowerIrpLimit(long ns) {
        return new IoSettings(ns, cancelLimitNs);
    }

    /** The same with this limit for cancelled IRPs. */
    public IoSettings withCancelLimit(long ns) {
        return new IoSettings(powerIrpLimitNs, ns);
    }
}
