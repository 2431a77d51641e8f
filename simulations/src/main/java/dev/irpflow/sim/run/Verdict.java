package dev.irpflow.sim.run;

/** What a run came to, with the exit code that says so. */
public enum Verdict {
    /** Everything that was checked held. */
    HELD(0),
    /** A rule or a property was broken. */
    VIOLATED(1),
    /** Nothing can be said: nothing was checked, or the run hit a limit of its own. */
    INCONCLUSIVE(2);

    private final int exitCode;

    Verdict(int exitCode) {
        this.exitCode = exitCode;
    }

    /** The exit code of a command that ends with this verdict. */
    public int exitCode() {
        return exitCode;
    }
}
