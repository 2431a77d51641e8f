package dev.irpflow.tcpip;

/** The retransmission time-out of a connection, made from its round-trip times: RFC 6298. */
final class RetransmissionTimeout {
    /** Before the first measurement: TcpInitialRTT of Windows. RFC 6298 asks for at least 1 s. */
    static final long INITIAL_NS = 3_000_000_000L;

    /** MinRto of Windows, so that a delayed acknowledgment of a peer does not look like a loss. */
    static final long MIN_NS = 300_000_000L;

    /** RFC 6298 (2.5): a maximum of 60 s at least. */
    static final long MAX_NS = 60_000_000_000L;

    private boolean measured;
    private long smoothed;
    private long variation;
    private long base = INITIAL_NS;
    private int doublings;

    /** Takes a round-trip time in nanoseconds, of a segment that was sent only once. */
    void measure(long roundTripNs) {
        if (measured) {
            // RFC 6298 (2.3), with alpha = 1/8 and beta = 1/4.
            variation += (Math.abs(smoothed - roundTripNs) - variation) / 4;
            smoothed += (roundTripNs - smoothed) / 8;
        } else {
            measured = true;
            smoothed = roundTripNs;
            variation = roundTripNs / 2;
        }
        base = Math.clamp(smoothed + 4 * variation, MIN_NS, MAX_NS);
    }

    /** How long to wait now, in nanoseconds. */
    long ns() {
        return doublings > 0 ? Math.min(MAX_NS, base << doublings) : base;
    }

    /** Doubles it: RFC 6298 (5.5). */
    void backOff() {
        if (ns() < MAX_NS) {
            doublings++;
        }
    }

    /** The peer answers again. */
    void recover() {
        doublings = 0;
    }
}
