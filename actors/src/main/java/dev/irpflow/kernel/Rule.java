package dev.irpflow.kernel;

import dev.irpflow.kernel.cure.Cure;

/**
 * A documented rule that the verifier holds drivers and components to. Each subsystem lists its own
 * in an enum; {@code irpflow explain ID} prints what is said here.
 */
public interface Rule {
    /** All that is said of it. */
    Statement statement();

    /** The id, such as {@code kernel/irql-at-call}: subsystem, slash, words in kebab-case. */
    default String id() {
        return statement().id();
    }

    /** What the documentation demands, in one or two whole sentences. */
    default String prose() {
        return statement().prose();
    }

    /** The page that says so. */
    default String page() {
        return statement().page();
    }

    /** What real Windows does about a breach. */
    default RealWindows realWindows() {
        return statement().realWindows();
    }

    /** What usually cures a breach. */
    default Cure cure() {
        return statement().cure();
    }

    /**
     * What is said of a rule.
     *
     * @param id subsystem, slash, words in kebab-case
     * @param prose what the documentation demands, in one or two whole sentences
     * @param page the page that says so
     * @param realWindows what real Windows does about a breach
     * @param cure what usually cures a breach
     */
    record Statement(String id, String prose, String page, RealWindows realWindows, Cure cure) {}

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
