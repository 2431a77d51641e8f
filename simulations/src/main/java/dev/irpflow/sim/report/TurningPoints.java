package dev.irpflow.sim.report;

import java.util.Set;

/**
 * Which answers a violation hangs on: the run was repeated without each of them.
 *
 * @param events the numbers of the decisions and faults without which the run holds
 * @param finding what the repetitions showed
 */
public record TurningPoints(Set<Long> events, Finding finding) {
    /** No repetition was made. */
    public static final TurningPoints UNKNOWN = new TurningPoints(Set.of(), Finding.NOT_SOUGHT);

    /** What the repetitions showed. */
    public enum Finding {
        /** None was made: the run held. */
        NOT_SOUGHT,
        /** It fails even if nothing is left to chance. */
        FAILS_ANYWAY,
        /** Each answer was left out once. */
        SOUGHT,
        /** The run was too long to leave out each answer. */
        SOUGHT_IN_PART
    }
}
