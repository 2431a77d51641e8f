package dev.irpflow.sim.systematic;

import org.jspecify.annotations.Nullable;

/**
 * One run of a systematic hunt: the failure that it is for, and those that have to come before it
 * so that its site is reached at all.
 *
 * @param site where it fails; null for the run in which nothing fails
 * @param step the key of the answer that it fails with, 0 if nothing fails
 * @param status the same in words
 * @param firstOfSite whether the site has no earlier entry
 * @param behind the failure that brings the site to light; null if it is there without any
 */
record Entry(
        @Nullable FoundSite site,
        long step,
        String status,
        boolean firstOfSite,
        @Nullable Entry behind) {
    /** The run in which nothing fails. */
    static final Entry NOTHING = new Entry(null, 0, "", false, null);

    /** How many calls fail. */
    int depth() {
        return site == null ? 0 : behind == null ? 1 : behind.depth() + 1;
    }

    /** What fails and how, in the order in which it does. */
    String words() {
        String last = site == null ? "" : site.routine() + " " + status;
        return behind == null ? last : behind.words() + ", then " + last;
    }

    /** The key of the answer at a site; 0 if the call there goes on. */
    long answerAt(long key) {
        for (Entry entry = this; entry != null; entry = entry.behind) {
            if (entry.site != null && entry.site.key() == key) {
                return entry.step;
            }
        }
        return 0;
    }
}
