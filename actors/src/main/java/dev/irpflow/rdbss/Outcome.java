package dev.irpflow.rdbss;

/**
 * The two ends of a routine that makes a connection: it returns, and its callback is called, in
 * either order. What follows needs both.
 */
final class Outcome {
    private boolean returned;
    private boolean calledBack;

    /** The routine has returned; true if that was the second end. */
    boolean returned() {
        returned = true;
        return calledBack;
    }

    /** The callback was called; true if that was the second end. */
    boolean calledBack() {
        calledBack = true;
        return returned;
    }

    boolean isCalledBack() {
        return calledBack;
    }
}
