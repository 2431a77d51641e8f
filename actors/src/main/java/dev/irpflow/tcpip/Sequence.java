package dev.irpflow.tcpip;

/** Comparisons of sequence numbers modulo 2^32: RFC 9293, section 3.4. */
final class Sequence {
    private Sequence() {}

    /** Whether a comes before b; they are less than 2^31 apart. */
    static boolean isBefore(int a, int b) {
        return a - b < 0;
    }

    /** Whether a comes after b. */
    static boolean isAfter(int a, int b) {
        return a - b > 0;
    }

    /** The later of two. */
    static int later(int a, int b) {
        return a - b >= 0 ? a : b;
    }
}
