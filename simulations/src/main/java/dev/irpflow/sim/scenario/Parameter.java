package dev.irpflow.sim.scenario;

import dev.irpflow.sim.scenario.yaml.Where;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A parameter with the value of this run.
 *
 * @param value as a scenario spells it: {@code 12 %}
 * @param options what a choice may be; empty for other kinds without {@code one-of}
 */
public record Parameter(
        String name,
        Kind kind,
        String value,
        List<String> options,
        @Nullable String about,
        Where where) {
    /** What a parameter may hold; the words are those of {@code is:}. */
    public enum Kind {
        PATH("path"),
        COUNT("count"),
        SHARE("share"),
        DURATION("duration"),
        SIZE("size"),
        STATUS("status"),
        CHOICE("choice"),
        TEXT("text");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    public Parameter {
        options = List.copyOf(options);
    }
}
