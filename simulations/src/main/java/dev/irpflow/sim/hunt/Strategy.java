package dev.irpflow.sim.hunt;

/** How a hunt looks for answers that break something. */
public interface Strategy {
    /** Its name on the command line. */
    String name();

    /** Is told how long runs are, once, before the first attempt. */
    default void survey(Survey survey) {}

    /**
     * The number of another run that has to be played first, without being counted, so that the
     * answers of this one are known; -1 for none. Asked until there is none.
     */
    default long before(Schedule schedule) {
        return -1;
    }

    /** Whether there is such a run: some strategies come to their end. */
    default boolean has(Schedule schedule) {
        return true;
    }

    /** The answers of a run. */
    Attempt attempt(Schedule schedule);

    /**
     * Whether the answers of a number depend on the runs before it: then one process plays all of
     * them, in order.
     */
    default boolean learns() {
        return false;
    }

    /** Where a number stands on the round through examples and seeds. */
    default long place(long number) {
        return number;
    }

    /**
     * Whether no answers are left that were not tried, for as many places on the round as there
     * are. Only a search that leaves nothing out can say so.
     */
    default boolean isExhausted(long places) {
        return false;
    }
}
