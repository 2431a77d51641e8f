package dev.irpflow.sim.campaign;

/**
 * Blocks of a shard that are played one after the other by one process. Their number is a power of
 * two, and the first is a multiple of it: of two batches one holds the other, or they have nothing
 * in common.
 *
 * @param first the index of its first block within the shard, from 0
 * @param blocks how many, a power of two
 */
public record Batch(long first, int blocks) {
    public Batch {
        if (first < 0 || Integer.bitCount(blocks) != 1 || blocks < 1 || first % blocks != 0) {
            throw new IllegalArgumentException(first + " with " + blocks);
        }
    }

    /** The index of the block after its last one. */
    public long end() {
        return first + blocks;
    }
}
