package dev.irpflow.kernel;

import dev.irpflow.stage.Site;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A dispatcher object: something a strand can wait for. */
public abstract class WaitObject extends KernelObject {
    /** What a signal does: NotificationEvent and its like, or SynchronizationEvent. */
    public enum Type {
        /** Releases all waiters and stays signaled. */
        NOTIFICATION,
        /** Releases one waiter, and is reset by that. */
        SYNCHRONIZATION
    }

    private static final long NEXT = Site.key("who is released next");

    private final Type type;
    private final List<Wait> waiters = new ArrayList<>(2);
    private boolean signaled;

    /** A new one, not signaled. */
    protected WaitObject(Type type) {
        this.type = type;
    }

    /** Whether a wait would be satisfied at once. */
    public boolean isSignaled() {
        reads();
        return signaled;
    }

    /** The same for a wait of this strand: a mutex is signaled for its owner at any time. */
    protected boolean isSignaledFor(Strand waiter) {
        return isSignaled();
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
        release();
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
    protected void consume(Strand waiter) {
        if (type == Type.SYNCHRONIZATION) {
            writes();
            signaled = false;
        }
    }

    /** Whether the wait that is satisfied now is told that the last owner has abandoned it. */
    protected boolean isAbandoned() {
        return false;
    }

    /** Releases whoever waits and can go on now. */
    protected final void release() {
        for (Wait next = next(); next != null; next = next()) {
            next.satisfy();
        }
    }

    // Windows keeps them in the order in which they came, until a kernel APC of one of them puts it
    // at the end: whoever relies on the order is wrong. All that a notification object releases go
    // on anyway.
    private @Nullable Wait next() {
        List<Wait> able = null;
        Wait first = null;
        for (int i = 0; i < waiters.size(); i++) {
            Wait wait = waiters.get(i);
            if (!wait.isSatisfiable()) {
                continue; // a wait for all that still lacks another object
            }
            if (first == null) {
                first = wait;
                if (type == Type.NOTIFICATION) {
                    return first;
                }
            } else {
                able = able == null ? new ArrayList<>(List.of(first)) : able;
                able.add(wait);
            }
        }
        return able == null ? first : chosen(able);
    }

    private static Wait chosen(List<Wait> able) {
        Call held = able.getFirst().held();
        Machine machine = held.strand().machine();
        int answer =
                machine.choose(
                        Site.join(held.path(), NEXT),
                        "who is released next",
                        new Waiters(able),
                        null);
        return able.get(answer);
    }

    @Override
    protected void tell(Facts facts) {
        facts.add("type", type).add("signaled", signaled ? "yes" : "no");
        waiters.forEach(wait -> facts.add("waiter", wait.held().strand()));
    }

    /** Who waits, for somebody who will change it. */
    final List<Wait> waiters() {
        writes();
        return waiters;
    }
}
