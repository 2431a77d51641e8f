package dev.irpflow.sim.hunt.shrink;

import dev.irpflow.stage.Footprint;
import dev.irpflow.stage.LongTable;
import dev.irpflow.stage.Pool;
import dev.irpflow.stage.Site;
import java.util.Arrays;

/** The steps of a run, in the order in which they were done. */
final class Steps implements Pool.Steps {
    private static final int FIRST = 256;

    private final LongTable done = new LongTable(); // how often, by key
    private long[] names = new long[FIRST];
    private long[] strands = new long[FIRST];
    private int size;
    private int blocks;

    @Override
    public void done(long chain, long step, long number, Footprint footprint) {
        if (size == names.length) {
            names = Arrays.copyOf(names, 2 * size);
            strands = Arrays.copyOf(strands, 2 * size);
        }
        if (size == 0 || strands[size - 1] != number) {
            blocks++;
        }
        names[size] = Site.join(step, done.add(step, 1));
        strands[size++] = number;
    }

    /** How many there are. */
    int size() {
        return size;
    }

    /** How many blocks there are: steps of one strand without another in between. */
    int blocks() {
        return blocks;
    }

    /** What tells a step from the others of its run, and finds it in another one. */
    long name(int step) {
        return names[step];
    }

    /** The name of the first step of this key. */
    static long nameOfFirst(long key) {
        return Site.join(key, 0);
    }

    /** The name that a step of this key would have if it came next. */
    long nameOfNext(long key) {
        return Site.join(key, done.get(key));
    }

    /** The strand that did a step, or the event that it was. */
    long strand(int step) {
        return strands[step];
    }
}
