package dev.irpflow.kernel.choice;

import java.util.List;

/**
 * A point on which the documentation is silent or contradicts itself. Each subsystem lists its own
 * in an enum; a scenario takes another alternative under {@code choices}, and {@code irpflow
 * explain ID} prints what is said here.
 */
public interface Choice {
    /** All that is said of it. */
    Statement statement();

    /** The id, such as {@code kernel.spin-lock-recursion}: subsystem, dot, words in kebab-case. */
    default String id() {
        return statement().id();
    }

    /** What is usual: the first alternative. */
    default Alternative usual() {
        return statement().alternatives().getFirst();
    }

    /** Whether there is nothing to choose: its reason says why not. */
    default boolean isFixed() {
        return !statement().fixed().isEmpty();
    }

    /** Whether an alternative has this word. */
    default boolean has(String word) {
        return statement().alternatives().stream().anyMatch(each -> each.word().equals(word));
    }

    /**
     * What is said of a point.
     *
     * @param id subsystem, dot, words in kebab-case
     * @param question what the documentation leaves open, in whole sentences
     * @param page where it does
     * @param alternatives what can be chosen, the usual one first; only that one if it is fixed
     * @param fixed why nothing else can be chosen; "" if it can
     */
    record Statement(
            String id, String question, String page, List<Alternative> alternatives, String fixed) {
        public Statement {
            alternatives = List.copyOf(alternatives);
            if (fixed.isEmpty() == (alternatives.size() < 2)) {
                throw new IllegalArgumentException(
                        id + ": either several alternatives, or a reason why there is one");
            }
        }

        /** A point that a scenario can take in several ways, the first of which is usual. */
        public static Statement open(
                String id, String question, String page, Alternative... alternatives) {
            return new Statement(id, question, page, List.of(alternatives), "");
        }

        /** A point that is taken in one way, because no other could be played honestly. */
        public static Statement fixed(
                String id, String question, String page, Alternative only, String why) {
            return new Statement(id, question, page, List.of(only), why);
        }
    }

    /**
     * One way to take a point.
     *
     * @param word how a scenario says it: words in kebab-case, or a constant of Windows
     * @param meaning what the machine does then, in one sentence
     */
    record Alternative(String word, String meaning) {}
}
