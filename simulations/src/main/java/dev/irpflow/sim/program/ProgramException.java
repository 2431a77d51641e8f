package dev.irpflow.sim.program;

import java.util.function.Supplier;

/**
 * What a program has said cannot be used, or it says nothing any more: an error of whoever has
 * written it, and no violation of its driver.
 */
public final class ProgramException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** What is wrong. */
    enum Wrong {
        /** It cannot be read, or the program is not there. */
        UNUSABLE,
        /** It is another answer than the one before, to the same messages. */
        DIFFERENT
    }

    private final Wrong wrong;
    private final transient Supplier<String> words;

    /**
     * An error of a program.
     *
     * @param words asked when it is told: how a process has ended is known a little later
     */
    ProgramException(Wrong wrong, Supplier<String> words) {
        this.wrong = wrong;
        this.words = words;
    }

    @Override
    public String getMessage() {
        return words.get();
    }

    /** Whether the program answers differently although it was told the same. */
    public boolean isDifference() {
        return wrong == Wrong.DIFFERENT;
    }
}
