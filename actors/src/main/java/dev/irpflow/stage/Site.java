package dev.irpflow.stage;

/**
 * The key of a choice: where in the story it is asked, not when. A site is made from a chain (what
 * led here), what is asked and how often that pair was asked before, so that leaving one answer out
 * of a run does not shift the others.
 */
public final class Site {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private Site() {}

    /** Joins a chain and the next link into the chain of both: order matters, 64 bits. */
    public static long join(long chain, long link) {
        return finish(chain * 0xBF58476D1CE4E5B9L + link + GOLDEN);
    }

    /** The key of a name: the same in every process, unlike an identity hash. */
    public static long key(String name) {
        long key = GOLDEN;
        for (int i = 0; i < name.length(); i++) {
            key = (key ^ name.charAt(i)) * 0x100000001B3L;
        }
        return finish(key);
    }

    /** The number that a seed draws at a site: uniform in 64 bits, independent of other sites. */
    public static long draw(long seed, long site) {
        return finish(finish(seed + GOLDEN) ^ site);
    }

    /** The share in [0, 1) that a seed draws at a site. */
    public static double share(long seed, long site) {
        return (draw(seed, site) >>> 11) * 0x1.0p-53;
    }

    /** A whole number in [0, bound) from a draw. */
    public static int below(long draw, int bound) {
        return (int) (((draw >>> 33) * bound) >>> 31);
    }

    // The finaliser of SplitMix64: every input bit reaches every output bit.
    private static long finish(long value) {
        long mixed = value;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
