package dev.irpflow.kernel;

import java.util.List;

/** An object that strands own: others spin or wait for it until it is given back. */
public interface Lock {
    /** What kind of lock it is. */
    LockKind kind();

    /** Who owns it now; several only where it is shared. */
    List<Strand> owners();

    /** Who has to give it back before a strand gets that spins or waits for it. */
    default List<Strand> inTheWayOf(Strand waiting) {
        return owners();
    }

    /** Whether a strand owns it. */
    default boolean isOwnedBy(Strand strand) {
        return owners().contains(strand);
    }
}
