package dev.irpflow.kernel;

import java.util.ArrayList;
import java.util.List;

/** A dispatcher object: something a strand can wait for. */
public abstract class WaitObject extends KernelObject {
    private final List<Wait> waiters = new ArrayList<>(2);
    private boolean signaled;

    /** Whether a wait would be satisfied at once. */
    public final boolean isSignaled() {
        return signaled;
    }

    /** Whether it releases all waiters and stays signaled (notification) or releases one. */
    public abstract boolean isNotification();

    /** Signals it: waiters are released; true if it was signaled before. */
    public final boolean signal() {
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
        boolean before = signaled;
        signaled = false;
        return before;
    }

    /** Takes the signal that satisfies a wait: a synchronisation object is reset by it. */
    final void consume() {
        if (!isNotification()) {
            signaled = false;
        }
    }

    final List<Wait> waiters() {
        return waiters;
    }
}
