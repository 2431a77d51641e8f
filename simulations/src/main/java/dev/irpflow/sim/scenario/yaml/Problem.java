package dev.irpflow.sim.scenario.yaml;

/**
 * What is wrong with an input, as a value: what was found, what is allowed, the nearest name.
 *
 * @param where the place to look at
 * @param text one line, without the place
 */
public record Problem(Where where, String text) {
    /** The line that a user reads: {@code file:line:column text}. */
    @Override
    public String toString() {
        return where + "  " + text;
    }
}
