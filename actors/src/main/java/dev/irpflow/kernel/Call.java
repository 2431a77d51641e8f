package dev.irpflow.kernel;

import com.google.protobuf.GeneratedMessage;
import dev.irpflow.contract.RoutineContract;
import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.protocol.contract.Kind;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.stage.Site;
import org.jspecify.annotations.Nullable;

/**
 * A routine that is invoked, a callback that is indicated, a completion, a cancel or a frame: the
 * message that opens one level of a strand. It stays open until it is returned.
 */
public final class Call implements Message {
    private final CallKind kind;
    private final RoutineContract contract;
    private final GeneratedMessage request;
    private final Place from;
    private final Place to;
    private final Strand strand;
    private final @Nullable Call outer;
    private final @Nullable Object tag;
    private final int depth;
    private final long path;
    // How many calls and turns were begun directly within it: eight counts of 16 bits each, by what
    // they are, so that one more of a kind seldom renumbers those of another.
    private long askedLow;
    private long askedHigh;
    private int begun; // how many strands and timers were
    private final long cause;
    private long seq;
    private long operation;
    private @Nullable Throwable pendingSeenAt;
    private @Nullable Throwable laterSeenAt;
    private Irql entryIrql = Irql.PASSIVE_LEVEL;
    private boolean returned;
    private boolean passedByGate;
    private boolean mustPend;
    private boolean failedByFault;
    private boolean breaksRule;
    private FaultPoint.@Nullable Fate nestedFate;
    private @Nullable NtStatus overruled;
    private @Nullable Loan loans;
    private boolean releasing;

    Call(
            CallKind kind,
            Place from,
            Place to,
            Strand strand,
            RoutineContract contract,
            GeneratedMessage request,
            @Nullable Object tag,
            long cause) {
        this.kind = kind;
        this.contract = contract;
        this.request = request;
        this.from = from;
        this.to = to;
        this.strand = strand;
        this.outer = strand.top();
        this.tag = tag;
        this.depth = outer == null ? 0 : outer.depth + 1;
        this.path =
                outer == null
                        ? Site.join(strand.origin(), contract.key())
                        : Site.join(outer.path, contract.key() + outer.ask(contract.key()));
        this.cause = cause;
    }

    /** Call, completion, cancel or frame. */
    public CallKind kind() {
        return kind;
    }

    /** The contract of the routine. */
    public RoutineContract contract() {
        return contract;
    }

    /** The in-parameters. */
    public GeneratedMessage request() {
        return request;
    }

    /** Who calls. */
    public Place from() {
        return from;
    }

    @Override
    public Place to() {
        return to;
    }

    @Override
    public Strand strand() {
        return strand;
    }

    /** The call within which this one was made, null at the bottom of the strand. */
    public @Nullable Call outer() {
        return outer;
    }

    /** What the caller gave to have back with the return; for a DPC or work item, its context. */
    public @Nullable Object tag() {
        return tag;
    }

    /** Nesting level: 0 at the bottom of the strand. */
    public int depth() {
        return depth;
    }

    /**
     * The call stack as a key, from the origin of its strand: at each level which routine it is,
     * and which of its kind within the one below. It says where in the story the call stands,
     * whether or not anything was asked before it.
     */
    public long path() {
        return path;
    }

    /** The number of the next call or turn within this one, among those of its kind. */
    long ask(long kind) {
        int shift = (int) (kind & 3) << 4;
        boolean isLow = (kind & 4) == 0;
        long counts = isLow ? askedLow : askedHigh;
        long number = (counts >>> shift) + 1 & 0xFFFF;
        counts = counts & ~(0xFFFFL << shift) | number << shift;
        if (isLow) {
            askedLow = counts;
        } else {
            askedHigh = counts;
        }
        return number;
    }

    /** The origin of the next strand or timer that is begun within this call. */
    long begin() {
        return Site.join(path, ++begun);
    }

    /** The seq of the message that caused this one, 0 for none. */
    public long cause() {
        return cause;
    }

    /** The number of this message, 0 until it is delivered. */
    public long seq() {
        return seq;
    }

    /** The operation that this call begins, ends or serves; 0 for none. */
    public long operation() {
        return operation;
    }

    /** The IRQL at which it was called: it must return at the same. */
    public Irql entryIrql() {
        return entryIrql;
    }

    /** Whether it has ended. */
    public boolean isReturned() {
        return returned;
    }

    /** Whether a fault demands that the operation is not finished inline. */
    public boolean isToPend() {
        return mustPend;
    }

    /** What it lends until its own end, newest first; null for nothing. */
    @Nullable Loan loans() {
        return loans;
    }

    void lend(@Nullable Loan newest) {
        this.loans = newest;
    }

    /** Whether something is given back when it succeeds. */
    public boolean isReleasing() {
        return releasing;
    }

    void releases(boolean something) {
        this.releasing = something;
    }

    boolean isPassedByGate() {
        return passedByGate;
    }

    void passGate() {
        this.passedByGate = true;
    }

    /** Whether its answer is a fault's, which nobody is to blame for. */
    public boolean isFailedByFault() {
        return failedByFault;
    }

    /** Whether its caller has broken a rule with it, so that no page says what it is answered. */
    boolean breaksRule() {
        return breaksRule;
    }

    void breakRule() {
        this.breaksRule = true;
    }

    void failByFault() {
        this.failedByFault = true;
    }

    /** What it returns, whatever its routine says: a fault has made something else of it. */
    void overrule(NtStatus status) {
        this.overruled = status;
    }

    /** What it returns if its routine says this. */
    NtStatus answered(NtStatus status) {
        return overruled == null ? status : overruled;
    }

    /** Lets a fault strike the call that this one makes about the same object. */
    void strikeNested(FaultPoint.Fate fate) {
        this.nestedFate = fate;
    }

    /** What is meant for a call which this one has made; null for nothing. */
    FaultPoint.@Nullable Fate takeNestedFate(Call nested) {
        FaultPoint.Fate fate = nestedFate;
        if (fate != null && nested.contract.kind() == Kind.CALLBACK) {
            nestedFate = null;
            return fate;
        }
        return null;
    }

    void mustPend() {
        this.mustPend = true;
    }

    void delivered(long number, Irql irql) {
        this.seq = number;
        this.entryIrql = irql;
    }

    /** Where the driver that it came to made its last call in it; null if nobody noted that. */
    public @Nullable Throwable pendingSeenAt() {
        return pendingSeenAt;
    }

    /** Sets {@link #pendingSeenAt}. */
    public void sawPending(Throwable at) {
        this.pendingSeenAt = at;
    }

    /** Where that driver last named its object afterwards; null for nowhere. */
    public @Nullable Throwable laterSeenAt() {
        return laterSeenAt;
    }

    /** Sets {@link #laterSeenAt}. */
    public void sawLater(Throwable at) {
        this.laterSeenAt = at;
    }

    /** Says which operation it begins, ends or serves. */
    public void serves(long operationId) {
        this.operation = operationId;
    }

    void markReturned() {
        this.returned = true;
    }

    @Override
    public String toString() {
        return contract.name() + " to " + to;
    }
}
