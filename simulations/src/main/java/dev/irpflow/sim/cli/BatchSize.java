package dev.irpflow.sim.cli;

/**
 * How many blocks are played as one batch: so many that they take about a quarter of a second, and
 * later the two-hundredth part of the hunt, as each batch is an entry in its journal. A process
 * that gets less of the computer gets smaller ones.
 */
final class BatchSize {
    private static final long LEAST_NS = 250_000_000L;
    private static final long MOST_NS = 5_000_000_000L;
    private static final int PARTS = 200;
    private static final int MOST = 1 << 12;

    private int blocks = 1;
    private long blockNs;

    /** How many blocks next, if so much time is left. */
    int next(long leftNs) {
        int size = blocks;
        while (size > 1 && size * blockNs > leftNs) {
            size /= 2;
        }
        return size;
    }

    /**
     * So many have taken so long.
     *
     * @param elapsedNs how long the hunt has gone on
     */
    void took(int count, long ns, long elapsedNs) {
        long wantedNs = Math.clamp(elapsedNs / PARTS, LEAST_NS, MOST_NS);
        blockNs = ns / count;
        if (ns < wantedNs / 2 && count == blocks) {
            blocks = Math.min(MOST, blocks * 2);
        } else if (ns > 2 * wantedNs && blocks > 1) {
            blocks /= 2;
        }
    }
}
