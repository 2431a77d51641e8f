package dev.irpflow.sim.scenario.value;

/**
 * A status with its number: an NTSTATUS, a Win32, WN or WSA code.
 *
 * @param name as the header spells it; the number in hexadecimal where there is no name
 * @param code the 32 bits; an NTSTATUS below 0 is a failure
 */
public record Status(String name, int code) implements Plain {
    /** Whether the code says that the operation failed: NT_SUCCESS is false, or it is not 0. */
    public boolean isFailure() {
        boolean ntStatus = name.startsWith("STATUS_") || name.startsWith("0x");
        return ntStatus ? code < 0 : code != 0;
    }

    @Override
    public String written() {
        return name;
    }
}
