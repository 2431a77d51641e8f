package dev.irpflow.sim.systematic;

/** Which calls of one run fail in a systematic hunt. */
public enum Reach {
    /** One. */
    ONE("1", 1),
    /** One, and behind it each that only that failure brings to light. */
    WHAT_FOLLOWS("2", 2),
    /** One, and behind it each that comes after that failure. */
    PAIRS("pairs", 2);

    private final String word;
    private final int depth;

    Reach(String word, int depth) {
        this.word = word;
        this.depth = depth;
    }

    /** How a command line names it. */
    public String word() {
        return word;
    }

    /** How many calls of one run fail at most. */
    int depth() {
        return depth;
    }
}
