package dev.irpflow.sim.systematic;

import java.util.List;

/**
 * A site that a run came to.
 *
 * @param key its key in the run
 * @param routine the routine that is called there
 * @param words its name, without its number among those of the same words
 * @param steps the keys of the answers with which the call fails
 * @param statuses the same in words
 */
record FoundSite(long key, String routine, String words, List<Long> steps, List<String> statuses) {
    FoundSite {
        steps = List.copyOf(steps);
        statuses = List.copyOf(statuses);
    }

    /** The same under another name. */
    FoundSite named(String name) {
        return new FoundSite(key, routine, name, steps, statuses);
    }
}
