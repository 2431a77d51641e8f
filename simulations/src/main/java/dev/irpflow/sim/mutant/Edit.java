package dev.irpflow.sim.mutant;

/** How a method is changed. */
public sealed interface Edit {
    /** A call is not made; what it would have answered is null, 0 or false. */
    record Skip(Spot call) implements Edit {}

    /** A call is made twice. */
    record Twice(Spot call) implements Edit {}

    /** A call is made, and its answer is this instead. */
    record Gives(Spot call, int value) implements Edit {}

    /** A call that answers nothing of use is made only after another one. */
    record After(Spot call, Spot other) implements Edit {}

    /** A field keeps what it has. */
    record Forget(Spot assignment) implements Edit {}

    /** A condition is taken the other way round. */
    record Negate(Spot jump) implements Edit {}

    /** A condition is not looked at: what would be jumped over is done. */
    record Ignore(Spot jump) implements Edit {}

    /** A condition is not looked at: it is jumped. */
    record Always(Spot jump) implements Edit {}

    /** A comparison is off by one: what was less is less or equal, and the reverse. */
    record OffByOne(Spot jump) implements Edit {}

    /** A constant has another value. */
    record Constant(Spot constant, long value) implements Edit {}

    /** The method does nothing but answer this. */
    record Answer(int value) implements Edit {}
}
