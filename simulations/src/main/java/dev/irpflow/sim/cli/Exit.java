package dev.irpflow.sim.cli;

import dev.irpflow.sim.program.ProgramException;

/** The exit codes of all commands. */
final class Exit {
    /** Everything that was checked held; what was asked was answered. */
    static final int HELD = 0;

    /** A rule or a property was broken. */
    static final int VIOLATED = 1;

    /** Nothing can be said. */
    static final int INCONCLUSIVE = 2;

    /** The command line or a file that it names cannot be used. */
    static final int BAD_INPUT = 64;

    /** An error in our own code. */
    static final int INTERNAL = 70;

    /** Two equal runs differed. */
    static final int NONDETERMINISM = 75;

    private Exit() {}

    /** Of a run that something has ended which is no part of what it shows. */
    static int of(Throwable error) {
        if (!(error instanceof ProgramException program)) {
            return INTERNAL;
        }
        return program.isDifference() ? NONDETERMINISM : BAD_INPUT;
    }

    /** The worse of two: an internal error, then a difference, then a violation. */
    static int worse(int one, int other) {
        return rank(one) >= rank(other) ? one : other;
    }

    private static int rank(int code) {
        return switch (code) {
            case HELD -> 0;
            case INCONCLUSIVE -> 1;
            case VIOLATED -> 2;
            case NONDETERMINISM -> 3;
            default -> 4;
        };
    }
}
