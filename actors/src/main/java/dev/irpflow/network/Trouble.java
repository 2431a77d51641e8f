package dev.irpflow.network;

/** What is wrong with a link, in one direction, for as long as it lasts. */
public sealed interface Trouble {
    /** The name of the fault, for the trace. */
    String fault();

    /** It carries nothing. */
    record Cut(String fault) implements Trouble {}

    /**
     * It is slow.
     *
     * @param leastNs how much longer a frame is on its way at least, in nanoseconds
     * @param mostNs how much longer at most; each frame draws its own
     * @param bitsPerSecond how fast frames enter it at most; 0 for no other limit than its own
     */
    record Slow(String fault, long leastNs, long mostNs, long bitsPerSecond) implements Trouble {}
}
