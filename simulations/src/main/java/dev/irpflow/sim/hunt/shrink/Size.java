package dev.irpflow.sim.hunt.shrink;

/**
 * How large a run is, for passes that change it without taking anything away: all of them go down
 * in one order, so that none undoes what another one has done.
 *
 * @param answers other than the boring one
 * @param blocks in how many pieces its strands have run
 * @param messages how many were delivered
 */
record Size(int answers, int blocks, long messages) {
    /** Whether it has fewer answers than another one, or as many and fewer blocks. */
    boolean isStraighterThan(Size other) {
        return answers != other.answers ? answers < other.answers : blocks < other.blocks;
    }

    /** Whether it is straighter than another one, or as straight and shorter. */
    boolean isLessThan(Size other) {
        return isStraighterThan(other)
                || (!other.isStraighterThan(this) && messages < other.messages);
    }
}
