package dev.irpflow.kernel;

import dev.irpflow.protocol.contract.Irql;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The locks that a strand holds, in the order in which it took them. */
public final class HeldLocks {
    /**
     * One lock that is held.
     *
     * @param lock which
     * @param kind its kind
     * @param oldIrql the IRQL to which a release returns
     */
    public record Held(KernelObject lock, LockKind kind, Irql oldIrql) {}

    private final List<Held> held = new ArrayList<>(2);

    /** Whether none is held. */
    public boolean isEmpty() {
        return held.isEmpty();
    }

    /** How many are held. */
    public int count() {
        return held.size();
    }

    /** Notes that a lock was taken. */
    public void add(Held lock) {
        held.add(lock);
    }

    /** Notes that a lock was given back; null if this strand does not hold it. */
    public @Nullable Held remove(KernelObject lock) {
        for (int i = held.size() - 1; i >= 0; i--) {
            if (held.get(i).lock() == lock) {
                return held.remove(i);
            }
        }
        return null;
    }

    /** The entry of a lock, null if this strand does not hold it. */
    public @Nullable Held find(KernelObject lock) {
        for (Held entry : held) {
            if (entry.lock() == lock) {
                return entry;
            }
        }
        return null;
    }

    /** The locks, oldest first. */
    public List<Held> all() {
        return List.copyOf(held);
    }
}
