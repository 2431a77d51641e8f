package dev.irpflow.sim.scenario.yaml;

/** A node of the positioned tree. */
public sealed interface Node permits Scalar, Sequence, Mapping, Refused {
    /** Where the node begins. */
    Where where();

    /** What a message calls it: "a list", "text". */
    String describe();
}
