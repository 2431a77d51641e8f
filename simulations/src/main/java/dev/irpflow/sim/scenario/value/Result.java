package dev.irpflow.sim.scenario.value;

/**
 * What a routine returned, or with what an operation completed.
 *
 * @param value the status, or the number, pointer or truth value
 * @param meaning whether the contract calls this value a success
 */
public record Result(long value, Meaning meaning) {
    /** Success or failure, as the contract has it. */
    public enum Meaning {
        SUCCESS,
        FAILURE
    }
}
