package dev.irpflow.driver;

import com.google.protobuf.Message;

/** How a generated stub reaches the machine: one call of the strand that runs now. */
public interface Caller {
    /** Calls the component that serves the routine, and stands still until it returns. */
    Reply call(Message request);

    /**
     * The address of a routine or dispatch table of the driver, as a number that calls can carry.
     * The same object has the same address, so keep a routine in a field: every evaluation of
     * {@code this::done} is another object.
     */
    long addressOf(Object routineOrTable);

    /** The routine or dispatch table that has this address. */
    Object codeAt(long address);
}
