package dev.irpflow.sim.mutant;

import java.util.List;

/** What is changed. */
public sealed interface Change {
    /**
     * A method of a class.
     *
     * @param className as {@link Class#getName} gives it
     * @param method its name; what lambdas within it do is a part of it
     */
    record OfClass(String className, String method, Edit edit) implements Change {}

    /** The text of the scenario, one replacement after the other. */
    record OfScript(List<Replacement> replacements) implements Change {
        /** One or two of them. */
        public OfScript {
            replacements = List.copyOf(replacements);
        }

        /**
         * The text with the changes.
         *
         * @throws LostPlaceException if a passage is not there exactly once
         */
        public String of(String text) {
            String changed = text;
            for (Replacement one : replacements) {
                changed = one.of(changed);
            }
            return changed;
        }
    }
}
