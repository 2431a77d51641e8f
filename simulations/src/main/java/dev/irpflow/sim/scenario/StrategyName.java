package dev.irpflow.sim.scenario;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The ways in which a hunt looks for answers that break something, the usual one first. */
public enum StrategyName {
    /** Several of the others in turn. */
    PORTFOLIO("portfolio"),
    /** Each question by a draw. */
    RANDOM("random"),
    /** Priorities by cause, with a few changes. */
    PCT("pct"),
    /** Priorities by step, drawn again after conflicts. */
    POS("pos"),
    /** The boring order with a few delays. */
    DELAY_BOUNDED("delay-bounded"),
    /** Everything there is, each order once. */
    DFS("dfs"),
    /** Variations of runs that showed something new. */
    FEEDBACK("feedback");

    private final String word;

    StrategyName(String word) {
        this.word = word;
    }

    /** As it is written. */
    public String word() {
        return word;
    }

    /** All words. */
    public static List<String> words() {
        return Arrays.stream(values()).map(StrategyName::word).toList();
    }

    /** The one of a word, null for an unknown word. */
    public static @Nullable StrategyName of(String word) {
        for (StrategyName name : values()) {
            if (name.word.equals(word)) {
                return name;
            }
        }
        return null;
    }
}
