package dev.irpflow.kernel;

/**
 * A documented rule that the verifier holds drivers and components to. Each subsystem lists its own
 * in an enum; {@code irpflow explain ID} prints what is said here.
 */
public interface Rule {
    /** The id, such as {@code kernel/irql-at-call}: subsystem, slash, words in kebab-case. */
    String id();

    /** What the documentation demands, in one or two whole sentences. */
    String prose();

    /** The page that says so. */
    String page();

    /** What real Windows does about a breach. */
    RealWindows realWindows();

    /** What real Windows does about a breach. */
    enum Answer {
        /** Stops the machine always. */
        BUG_CHECK,
        /** Stops the machine only with Driver Verifier on. */
        DRIVER_VERIFIER,
        /** Found by a static tool only. */
        STATIC_RULE,
        /** Goes on, wrongly. */
        SILENT_CORRUPTION
    }

    /**
     * The answer of real Windows.
     *
     * @param answer who notices
     * @param shown the bug check or static rule that a developer sees, "" for none
     */
    record RealWindows(Answer answer, String shown) {}
}
