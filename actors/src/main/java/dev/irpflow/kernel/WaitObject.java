package dev.irpflow.kernel;

import java.util.ArrayList;
import java.util.List;

/** A dispatcher object: something a strand can wait for. */
public abstract class WaitObject extends KernelObject {
    /** What a signal does: NotificationEvent and its like, or SynchronizationEvent. */
    public enum Type {
        /** Releases all waiters and stays signaled. */
        NOTIFICATION,
        /** Releases one waiter, and is reset by that. */
        SYNCHRONIZATION
    }

    private final Type type;
    private final List<Wait> waiters = new ArrayList<>(2);
    private boolean signaled;

    WaitObject(Type type) {
        this.type = type;
    }

    /** Whether a wait would be satisfied at once. */
    public final boolean isSignaled() {
        reads();
        return signaled;
    }

    /** What a signal does. */
    public final Type type() {
        return type;
    }

    /** Whether somebody waits for it. */
    public final boolean isWaitedFor() {
        reads();
        return !waiters.isEmpty();
    }

    /** Signals it: waiters are released; true if it was signaled before. */
    public final boolean signal() {
        writes();
        boolean before = signaled;
        signaled = true;
        for (int i = 0; i < waiters.size() && signaled; ) {
            if (!waiters.get(i).trySatisfy()) {
                i++; // a wait for all that still lacks another object
            }
        }
        return before;
    }

    /** Makes it not signaled; true if it was signaled before. */
    public final boolean reset() {
        writes();
        boolean before = signaled;
        signaled = false;
        return before;
    }

    /** Takes the signal that satisfies a wait: a synchronisation object is reset by it. */
    final void consume() {
        if (type == Type.SYNCHRONIZATION) {
            writes();
            signaled = false;
        }
    }

    /** Who waits, for somebody who will change it. */
    final List<Wait> waiters() {
        writes();
        return waiters;
    }
}
