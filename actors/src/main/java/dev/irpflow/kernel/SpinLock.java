package dev.irpflow.kernel;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** KSPIN_LOCK: one holder at DISPATCH_LEVEL; the others spin, each on its processor. */
public final class SpinLock extends KernelObject {
    private final LockKind kind;
    private final Deque<Call> spinners = new ArrayDeque<>(2);
    private @Nullable Strand holder;

    /** A new one; its maker adds it to the machine's objects. */
    public SpinLock(LockKind kind) {
        this.kind = kind;
    }

    /** Plain, or the cancel spin lock. */
    public LockKind kind() {
        return kind;
    }

    /** Who holds it, null for nobody. */
    public @Nullable Strand holder() {
        return holder;
    }

    /** The held calls of the strands that spin for it, first come first. */
    public Deque<Call> spinners() {
        return spinners;
    }

    /** Notes the new holder. */
    public void hold(@Nullable Strand by) {
        this.holder = by;
    }

    @Override
    protected String noun() {
        return kind == LockKind.CANCEL_SPIN_LOCK ? "cancel-lock" : "lock";
    }
}
