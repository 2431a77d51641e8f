package dev.irpflow.sim.scenario.load;

import java.util.List;

/** Words of the language that this version knows but does not yet do. */
public final class Later {
    /** Checkers over a whole run. */
    static final List<String> CHECKERS = List.of("linearizable");

    /** Keys of {@code hunt}. */
    static final List<String> HUNTING = List.of("depth", "delays");

    private Later() {}

    static String text(String word) {
        return word + ": not yet in this version";
    }
}
