package dev.irpflow.kernel;

import java.util.ArrayList;
import java.util.List;

/** What a strand that stands still waits for, in words. */
final class Hope {
    private Hope() {}

    /**
     * The objects or the lock that it waits for and who has them, or the call whose end it needs.
     */
    static String of(Strand strand) {
        Lock lock = strand.wanted();
        Wait wait = strand.waitsIn();
        Call held = strand.top();
        if (lock != null) {
            return lock + holders(lock.inTheWayOf(strand));
        }
        if (wait != null) {
            return wait.objectsInWords() + holders(owners(wait));
        }
        return held == null ? "nothing" : "the end of " + held.contract().name();
    }

    private static List<Strand> owners(Wait wait) {
        List<Strand> owners = new ArrayList<>(1);
        for (WaitObject object : wait.hopes()) {
            if (object instanceof Mutex mutex) {
                owners.addAll(mutex.owners());
            }
        }
        return owners;
    }

    private static String holders(List<Strand> strands) {
        return strands.isEmpty()
                ? ""
                : ", held by "
                        + String.join(" and ", strands.stream().map(Strand::toString).toList());
    }
}
