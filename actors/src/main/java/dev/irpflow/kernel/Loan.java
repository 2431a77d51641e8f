package dev.irpflow.kernel;

import dev.irpflow.protocol.contract.Lending;
import org.jspecify.annotations.Nullable;

/**
 * A part of a region that one component has lent to another, for an operation. It hangs on two
 * chains: that of its region, and that of the call or object with which it ends.
 */
final class Loan {
    private final Region region;
    private final long from;
    private final long to;
    private final Lending lending;
    private final Call call;
    @Nullable Loan nextOfRegion;
    @Nullable Loan nextOfOperation;

    Loan(Region region, long offset, long length, Lending lending, Call call) {
        this.region = region;
        this.from = offset;
        this.to = offset + length;
        this.lending = lending;
        this.call = call;
    }

    Region region() {
        return region;
    }

    /** Its first byte. */
    long from() {
        return from;
    }

    /** The byte behind its last. */
    long to() {
        return to;
    }

    /** The call that lent it. */
    Call call() {
        return call;
    }

    Place lender() {
        return call.from();
    }

    Place holder() {
        return call.to();
    }

    boolean overlaps(long offset, long length) {
        return offset < to && from < offset + length;
    }

    /** Whether its giver breaks the loan by this access. */
    boolean forbidsLender(boolean writes) {
        return writes || lending != Lending.FOR_READING;
    }

    /** Whether the one who has it may do this. */
    boolean permitsHolder(boolean writes) {
        return !writes || lending != Lending.FOR_READING;
    }

    /** Whether it holds something that is to be read. */
    boolean isForReading() {
        return lending == Lending.FOR_READING;
    }
}
