package dev.irpflow.kernel.bugcheck;

import java.util.List;

/**
 * One of the causes that the first parameter of a bug check names.
 *
 * @param first that parameter
 * @param cause what has happened, in one sentence
 * @param parameters what the second, third and fourth parameter mean; "" for a reserved one
 * @param severity what Driver Verifier makes of it
 */
public record Form(long first, String cause, List<String> parameters, Severity severity) {
    /** What Driver Verifier makes of a breach. */
    public enum Severity {
        /** It stops the machine. */
        FATAL("fatal"),
        /** It is told, and may be ignored under a debugger. */
        NON_FATAL("non-fatal"),
        /** It is worth a look. */
        WARNING("a warning");

        private final String words;

        Severity(String words) {
            this.words = words;
        }

        /** How a page calls it. */
        public String words() {
            return words;
        }
    }

    static Form of(long first, String cause, String second, String third, String fourth) {
        return new Form(first, cause, List.of(second, third, fourth), Severity.FATAL);
    }
}
