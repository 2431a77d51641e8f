package dev.irpflow.kernel;

import org.jspecify.annotations.Nullable;

/** What a processor was asked for in DPCs, and how long it was at DISPATCH_LEVEL or above. */
final class DpcAccount {
    private long tick; // to which the requests belong
    private int requests;
    private int requestsBefore; // in the tick before
    private @Nullable Strand dpc;
    private long dpcNs;
    private long raisedNs;
    private long maskedNs;
    private long until; // when it was at DISPATCH_LEVEL for the last time, as far as time went by

    /** A DPC is requested. */
    void requested(long inTick) {
        roll(inTick);
        requests++;
    }

    /** How many are requested in a tick, at present. */
    int rate(long inTick) {
        roll(inTick);
        return Math.max(requests, requestsBefore);
    }

    private void roll(long now) {
        if (now != tick) {
            requestsBefore = now == tick + 1 ? requests : 0;
            requests = 0;
            tick = now;
        }
    }

    /** Time begins to go by for a strand at DISPATCH_LEVEL or above. */
    void begins(Strand strand, long now, long tickNs) {
        if (dpc != strand) {
            dpc = strand;
            dpcNs = 0;
        }
        // At a tick since then the clock interrupt has found it below DISPATCH_LEVEL.
        if (now / tickNs > until / tickNs) {
            raisedNs = 0;
            maskedNs = 0;
        }
    }

    /** It went by. */
    void ends(long ns, long now, boolean masked) {
        maskedNs = masked ? maskedNs + ns : 0;
        dpcNs += ns;
        raisedNs += ns;
        until = now;
    }

    /** How long it was at HIGH_LEVEL without a break. */
    long maskedNs() {
        return maskedNs;
    }

    /** How long the DPC that runs has taken. */
    long dpcNs() {
        return dpcNs;
    }

    /** How long it was at DISPATCH_LEVEL or above without a break. */
    long raisedNs() {
        return raisedNs;
    }
}
