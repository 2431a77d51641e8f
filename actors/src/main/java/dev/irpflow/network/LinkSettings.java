package dev.irpflow.network;

/**
 * How a link treats the frames that cross it in one direction.
 *
 * @param minLatencyNs the least time on the way, in nanoseconds
 * @param maxLatencyNs the most time on the way; each frame draws its own, but without reordering
 *     none overtakes another
 * @param bitsPerSecond how fast frames enter the link, one after the other; 0 for no limit
 * @param lose the share of frames that is lost, 0 to 1
 * @param duplicate the share of frames that arrives twice
 * @param reorder the share of frames that is late, so that others overtake it
 * @param reorderNs how late at most, in nanoseconds, at least 1
 * @param mtu the largest IP packet in octets; a larger segment is lost without a word, and a larger
 *     datagram goes in fragments
 */
public record LinkSettings(
        long minLatencyNs,
        long maxLatencyNs,
        long bitsPerSecond,
        double lose,
        double duplicate,
        double reorder,
        long reorderNs,
        int mtu) {
    /** Gigabit Ethernet through one switch: 0.1 ms, nothing lost. */
    public static final LinkSettings LAN =
            new LinkSettings(100_000, 100_000, 1_000_000_000, 0, 0, 0, 10_000_000, 1500);

    /** Within one machine: no time, no limit, nothing lost. */
    static final LinkSettings WITHIN_MACHINE =
            new LinkSettings(0, 0, 0, 0, 0, 0, 1, Integer.MAX_VALUE);

    /** Checks the ranges. */
    public LinkSettings {
        if (minLatencyNs < 0 || maxLatencyNs < minLatencyNs || bitsPerSecond < 0) {
            throw new IllegalArgumentException("latency and bandwidth of a link");
        }
        if (!isShare(lose) || !isShare(duplicate) || !isShare(reorder)) {
            throw new IllegalArgumentException("a share is from 0 to 1");
        }
        if (reorderNs < 1 || mtu < 68) { // RFC 791: every link carries 68 octets
            throw new IllegalArgumentException("lateness or MTU of a link");
        }
    }

    /** The same with another latency, in nanoseconds. */
    public LinkSettings withLatency(long minNs, long maxNs) {
        return new LinkSettings(
                minNs, maxNs, bitsPerSecond, lose, duplicate, reorder, reorderNs, mtu);
    }

    /** The same with another bandwidth; 0 for no limit. */
    public LinkSettings withBandwidth(long newBitsPerSecond) {
        return new LinkSettings(
                minLatencyNs,
                maxLatencyNs,
                newBitsPerSecond,
                lose,
                duplicate,
                reorder,
                reorderNs,
                mtu);
    }

    /** The same, losing this share of frames. */
    public LinkSettings losing(double share) {
        return new LinkSettings(
                minLatencyNs,
                maxLatencyNs,
                bitsPerSecond,
                share,
                duplicate,
                reorder,
                reorderNs,
                mtu);
    }

    /** The same, doubling this share of frames. */
    public LinkSettings duplicating(double share) {
        return new LinkSettings(
                minLatencyNs, maxLatencyNs, bitsPerSecond, lose, share, reorder, reorderNs, mtu);
    }

    /** The same, with this share of frames late by up to so many nanoseconds. */
    public LinkSettings reordering(double share, long byNs) {
        return new LinkSettings(
                minLatencyNs, maxLatencyNs, bitsPerSecond, lose, duplicate, share, byNs, mtu);
    }

    /** The same with another MTU in octets. */
    public LinkSettings withMtu(int octets) {
        return new LinkSettings(
                minLatencyNs,
                maxLatencyNs,
                bitsPerSecond,
                lose,
                duplicate,
                reorder,
                reorderNs,
                octets);
    }

    /** Whether anything about a frame depends on an answer or a draw. */
    boolean isUncertain() {
        return lose > 0 || duplicate > 0 || reorder > 0 || maxLatencyNs > minLatencyNs;
    }

    private static boolean isShare(double value) {
        return value >= 0 && value <= 1;
    }
}
