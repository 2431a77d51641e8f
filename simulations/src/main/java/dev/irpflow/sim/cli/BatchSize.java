package dev.irpflow.sim.cli;

/**
 * How many blocks are played as one batch: so many that they take about a quarter of a second. A
 * process that gets less of the computer gets smaller ones.
 */
final class BatchSize {
    private static final long WANTED_NS = 250_000_000L;
    private static final int MOST = 1 << 10;

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

    /** So many have taken so long. */
    void took(int count, long ns) {
        blockNs = ns / count;
        if (ns < WANTED_NS / 2 && count == blocks) {
            blocks = Math.min(MOST, blocks * 2);
        } else if (ns > 2 * WANTED_NS && blocks > 1) {
            blocks /= 2;
        }
    }
}
