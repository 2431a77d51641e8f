package dev.irpflow.sim.program;

/** Part of a line says what cannot be read; whoever knows the line tells of it. */
final class Malformed extends Exception {
    private static final long serialVersionUID = 1;

    Malformed(String what) {
        super(what);
    }

    /** What is wrong, and what is allowed instead. */
    String what() {
        return String.valueOf(getMessage());
    }
}
