package dev.irpflow.sim.hunt;

/**
 * The failure that a run of a systematic hunt was for.
 *
 * @param routine that failed
 * @param site where, in words
 * @param firstOfSite whether it is the first of those of its site
 * @param isSecond whether another call of the run failed before
 * @param fate what became of it
 */
public record Injection(
        String routine, String site, boolean firstOfSite, boolean isSecond, Fate fate) {
    /** What became of a failure. */
    public enum Fate {
        /** The call failed so. */
        STRUCK,
        /** It cannot fail so with these arguments. */
        REFUSED,
        /** The run did not come there, although an earlier one did. */
        NOT_REACHED
    }
}
