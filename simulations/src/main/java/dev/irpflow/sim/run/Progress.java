package dev.irpflow.sim.run;

/**
 * Whether a run comes on. Its first half is for whatever goes wrong; from then on progress is owed:
 * steps end, or operations of the application do. Both are counted by messages, since a run that
 * goes round in a circle may take no time at all.
 */
final class Progress {
    /** So many messages without any progress are no slow operation. */
    private static final long STANDSTILL = 100_000;

    private final Operations operations;
    private long steps;
    private long owedSince = Long.MAX_VALUE; // in messages
    private long reached;

    Progress(Operations operations) {
        this.operations = operations;
    }

    /** A step of the application was played; those of a driver's script may go on for ever. */
    void played() {
        steps++;
    }

    /** It is owed from here on. */
    void owed(long messages) {
        owedSince = messages;
        reached = reached();
    }

    /** For how many messages there was none although it is owed; 0 if that says nothing. */
    long standstill(long messages) {
        long since = messages - owedSince;
        return reached == reached() && since >= STANDSTILL ? since : 0;
    }

    private long reached() {
        return steps + operations.endedOfApplication();
    }
}
