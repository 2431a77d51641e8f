package dev.irpflow.tcpip;

/**
 * How much may be under way without congesting the network: slow start, congestion avoidance, fast
 * retransmit and fast recovery by RFC 5681 and RFC 6582 (NewReno). All in octets.
 */
final class CongestionWindow {
    // RFC 6928; Windows has the same default (InitialCongestionWindow).
    private static final int INITIAL_SEGMENTS = 10;
    private static final int LARGEST = 1 << 30;

    /** RFC 5681, section 3.2: fewer may be mere reordering. */
    static final int DUPLICATES_THAT_MEAN_LOSS = 3;

    private int size;
    private int threshold = LARGEST;
    private int duplicates;
    private boolean recovering;
    private int recoverTo; // the highest sequence sent when the loss was seen

    /** What the acknowledgment in hand asks of the sender. */
    enum Advice {
        GO_ON,
        RESEND_OLDEST
    }

    CongestionWindow(int segmentSize, int initialSequence) {
        size = INITIAL_SEGMENTS * segmentSize;
        recoverTo = initialSequence;
    }

    /** Octets that may be under way. */
    int size() {
        return size;
    }

    /** The same without what a recovery adds for segments that have left the network. */
    int lasting() {
        return recovering ? threshold : size;
    }

    /** New data are acknowledged. */
    Advice acknowledged(int octets, int upTo, int segmentSize) {
        duplicates = 0;
        if (recovering) {
            if (!Sequence.isBefore(upTo, recoverTo)) {
                recovering = false;
                size = threshold;
                return Advice.GO_ON;
            }
            // A partial acknowledgment: the next hole is lost too. RFC 6582, section 3.2.
            size = Math.max(segmentSize, size - octets + segmentSize);
            return Advice.RESEND_OLDEST;
        }
        int growth =
                size < threshold
                        ? Math.min(octets, segmentSize)
                        : Math.max(1, (int) ((long) segmentSize * segmentSize / size));
        size = Math.min(LARGEST, size + growth);
        return Advice.GO_ON;
    }

    /** An acknowledgment has arrived that says the same as the one before. */
    Advice duplicate(int oldest, int highest, int segmentSize) {
        if (recovering) {
            size = Math.min(LARGEST, size + segmentSize); // a segment has left the network
            return Advice.GO_ON;
        }
        duplicates++;
        // Duplicates for what was under way at the last loss say nothing new: RFC 6582.
        if (duplicates != DUPLICATES_THAT_MEAN_LOSS || Sequence.isBefore(oldest, recoverTo)) {
            return Advice.GO_ON;
        }
        lower(highest - oldest, segmentSize);
        recovering = true;
        recoverTo = highest;
        size = threshold + DUPLICATES_THAT_MEAN_LOSS * segmentSize;
        return Advice.RESEND_OLDEST;
    }

    /** The retransmission timer has expired: RFC 5681, section 3.1. */
    void timedOut(int oldest, int highest, int segmentSize) {
        lower(highest - oldest, segmentSize);
        recovering = false;
        recoverTo = highest;
        duplicates = 0;
        size = segmentSize;
    }

    private void lower(int underWay, int segmentSize) {
        threshold = Math.max(underWay / 2, 2 * segmentSize);
    }
}
