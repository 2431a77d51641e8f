package dev.irpflow.sim.report;

import java.util.List;

/**
 * What the user gave cannot be used. Each line says the place, what was found and what is allowed;
 * a command that meets one ends with exit code 64.
 */
public final class Refusal extends Exception {
    private static final long serialVersionUID = 1;

    private final List<String> lines;

    /** A refusal with all that is wrong, a line for each. */
    public Refusal(List<String> lines) {
        super(String.join("\n", lines));
        this.lines = List.copyOf(lines);
    }

    /** A refusal for one reason. */
    public Refusal(String line) {
        this(List.of(line));
    }

    /** What is wrong, at least one line. */
    public List<String> lines() {
        return lines;
    }
}
