package dev.irpflow.kernel;

/** What a component is told: that it is called, or that a call of its own has ended. */
public sealed interface Message permits Call, Return {
    /** The strand on which the message travels. */
    Strand strand();

    /** Who is told. */
    Place to();
}
