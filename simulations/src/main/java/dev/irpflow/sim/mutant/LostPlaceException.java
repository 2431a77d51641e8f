package dev.irpflow.sim.mutant;

/** The code has moved on: what a mutant changes is not where it was. */
public final class LostPlaceException extends RuntimeException {
    private static final long serialVersionUID = 1;

    LostPlaceException(String message) {
        super(message);
    }
}
