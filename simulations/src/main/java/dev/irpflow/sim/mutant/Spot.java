package dev.irpflow.sim.mutant;

/**
 * An instruction of a method, among those of its kind.
 *
 * @param what the name of the method that is called or of the field that is assigned; the value of
 *     a constant; {@link #JUMP}
 * @param nth which of them in the order of the class file, from 1
 * @param of how many there are: another number means that the code has moved on
 */
public record Spot(String what, int nth, int of) {
    /** A jump on a condition. */
    static final String JUMP = "a jump";

    /** The only one. */
    public static Spot only(String what) {
        return new Spot(what, 1, 1);
    }

    /** One of several. */
    public static Spot of(String what, int nth, int of) {
        return new Spot(what, nth, of);
    }

    /** A jump on a condition. */
    public static Spot jump(int nth, int of) {
        return new Spot(JUMP, nth, of);
    }

    @Override
    public String toString() {
        return "%s, %d of %d".formatted(what, nth, of);
    }
}
