package dev.irpflow.sim.scenario;

import dev.irpflow.sim.scenario.yaml.Where;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The order in which some steps of a run come; whatever else could be chosen is not.
 *
 * @param entries each comes before the ones after it
 */
public record Order(List<Entry> entries) {
    /** What an entry is about. */
    public enum Noun {
        /** A routine, callback or completion is about to run. */
        CALL,
        /** A routine is about to return. */
        RETURN,
        /** A driver is about to access its shared state. */
        ACCESS,
        /** A timer or a frame, which comes by itself. */
        DUE,
        /** One of several ways in which a thing may be done; it has no place in the order. */
        WAY;

        /** The key in a scenario. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One step.
     *
     * @param what the routine, the state, or the words of the trace
     * @param takes which way; null but for a way
     * @param machine where it is; null where that need not be said
     * @param thread the thread, DPC or work item in which it is; null where that need not be said
     * @param nth which occurrence there, from 1
     * @param mayMiss whether a run is conclusive in which it does not come
     */
    public record Entry(
            Noun noun,
            String what,
            @Nullable String takes,
            @Nullable String machine,
            @Nullable String thread,
            long nth,
            boolean mayMiss,
            Where where) {
        /** How a reader knows it. */
        public String written() {
            StringBuilder words = new StringBuilder(noun.word()).append(' ').append(what);
            words.append(takes == null ? "" : " takes " + takes);
            words.append(thread == null ? "" : ", thread " + thread);
            words.append(machine == null ? "" : ", on " + machine);
            return words.append(nth == 1 ? "" : ", nth " + nth).toString();
        }
    }

    public Order {
        entries = List.copyOf(entries);
    }
}
