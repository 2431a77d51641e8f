package dev.irpflow.kernel;

import java.util.ArrayList;
import java.util.List;

/**
 * How often the APCs of a thread are disabled, and which of its routines did it. Windows counts
 * downwards: each critical region and each mutex takes one from KernelApcDisable, each guarded
 * region one from SpecialApcDisable. Page:
 * windows-driver-docs-pr/kernel/critical-regions-and-guarded-regions.md.
 */
public final class ApcDisable {
    /**
     * The two counts: negative where something is disabled, positive where it was enabled too
     * often.
     *
     * @param kernel KernelApcDisable: critical regions and mutexes
     * @param special SpecialApcDisable: guarded regions
     */
    public record Counts(int kernel, int special) {
        static final Counts NONE = new Counts(0, 0);

        /** CombinedApcDisable, as bug checks show it: two fields of 16 bits each. */
        public long combined() {
            return (special & 0xFFFFL) << 16 | (kernel & 0xFFFF);
        }

        @Override
        public String toString() {
            return special == 0 ? "" + kernel : "%d (special: %d)".formatted(kernel, special);
        }

        private Counts plus(Counts other) {
            return new Counts(kernel + other.kernel, special + other.special);
        }

        private Counts minus(Counts other) {
            return new Counts(kernel - other.kernel, special - other.special);
        }
    }

    // What the routines of one depth have changed, deepest last.
    private record Change(int depth, Counts by) {}

    private final List<Change> changes = new ArrayList<>(2);
    private Counts now = Counts.NONE;

    /** The counts now. */
    public Counts now() {
        return now;
    }

    /** The counts that the routine of this depth found. */
    public Counts foundBy(int depth) {
        Counts found = now;
        for (Change change : changes) {
            if (change.depth() >= depth) {
                found = found.minus(change.by());
            }
        }
        return found;
    }

    /** A routine of this depth changes the counts. */
    void change(int depth, int kernel, int special) {
        Counts by = new Counts(kernel, special);
        now = now.plus(by);
        add(depth, by);
    }

    /** The routine of this depth has returned: what it has left changed is now its caller's. */
    void returned(int depth) {
        if (depth > 0 && !changes.isEmpty() && changes.getLast().depth() >= depth) {
            add(depth - 1, Counts.NONE);
        }
    }

    // Whatever is deeper was done by routines that have returned.
    private void add(int depth, Counts by) {
        Counts sum = by;
        while (!changes.isEmpty() && changes.getLast().depth() >= depth) {
            sum = sum.plus(changes.removeLast().by());
        }
        if (!sum.equals(Counts.NONE)) {
            changes.add(new Change(depth, sum));
        }
    }
}
