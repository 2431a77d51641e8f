package dev.irpflow.sim.coverage;

/** What an entry of a coverage is about. */
public enum Kind {
    /** The runs of a scenario. */
    RUNS("runs", 1),
    /** The calls of a routine. */
    CALLS("calls", 1),
    /** How calls of a routine ended: routine, status, path. */
    COMPLETIONS("completions", 3),
    /** Where driver code was called back: driver, callback, circumstances. */
    CALLBACKS("callbacks", 3),
    /**
     * The processors of the machines of a driver: driver, processor. How often its callbacks ran
     * there follows from {@link #CALLBACKS}.
     */
    PROCESSORS("processors", 2),
    /** How often a fault of a scenario struck: its name. */
    FAULTS("faults", 1),
    /** Where a fault could strike: fault, site, {@code met} or {@code struck}. */
    FAULT_SITES("fault-sites", 3),
    /** The answers to a question: question, answer. */
    CHOICES("choices", 2),
    /**
     * From which state an object came to which: noun, state, state. Which there could be, {@link
     * StateMachine} says.
     */
    TRANSITIONS("transitions", 3),
    /** The rules that were broken: id. */
    BROKEN("broken", 1),
    /** In how many runs a {@code sometimes} was reached: scenario, its text. */
    SOMETIMES("sometimes", 2),

    /** Derived: the statuses of a routine against its contract. */
    STATUSES("statuses", 2),
    /** Derived: the paths on which calls of a routine end, against its contract. */
    PATHS("paths", 2),
    /** Derived: the IRQLs of a callback against its contract: driver, callback, IRQL. */
    LEVELS("levels", 3),
    /** Derived: the states of a sort of object, see {@link StateMachine}: noun, state. */
    STATES("states", 2),
    /** Derived: the rules that could be told of: id. */
    RULES("rules", 1);

    private final String word;
    private final int names;

    Kind(String word, int names) {
        this.word = word;
        this.names = names;
    }

    /** Its key in coverage.json. */
    public String word() {
        return word;
    }

    /** How many names an entry has. */
    public int names() {
        return names;
    }

    /** Whether it follows from entries of other kinds, and the contract. */
    public boolean isDerived() {
        return compareTo(STATUSES) >= 0;
    }
}
