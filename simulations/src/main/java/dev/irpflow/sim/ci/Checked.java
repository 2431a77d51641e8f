package dev.irpflow.sim.ci;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One thing that was checked.
 *
 * @param suite what it belongs to: a scenario, or a subject of cases
 * @param name tells it from the others of its suite
 * @param verdict what came of it
 * @param reason why it did not hold, in one line; "" if it did
 * @param story the whole text for a reader; "" if there is none
 * @param facts what is worth knowing of it, by name: its seed, the command that replays it
 * @param place the line that is to blame; null if none is
 * @param seconds how long it took in real time
 */
public record Checked(
        String suite,
        String name,
        Verdict verdict,
        String reason,
        String story,
        Map<String, String> facts,
        @Nullable SourceLine place,
        double seconds) {
    /** What came of a check. */
    public enum Verdict {
        /** Everything that was checked held. */
        HELD("held"),
        /** A rule or a property was broken. */
        VIOLATED("violated"),
        /** Nothing can be said, which is no success. */
        INCONCLUSIVE("inconclusive"),
        /** Two equal runs differed. */
        NONDETERMINISTIC("nondeterministic"),
        /** It could not be read, or not be used. */
        REFUSED("bad input"),
        /** Irpflow itself failed. */
        INTERNAL("internal error");

        private final String word;

        Verdict(String word) {
            this.word = word;
        }

        /** In one or two words. */
        public String word() {
            return word;
        }

        /** Whether what was checked is to blame, and not the check. */
        public boolean isFailure() {
            return this == VIOLATED || this == INCONCLUSIVE;
        }
    }

    public Checked {
        facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    }

    /** Whether it held. */
    public boolean held() {
        return verdict == Verdict.HELD;
    }
}
