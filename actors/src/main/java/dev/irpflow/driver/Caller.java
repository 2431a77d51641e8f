package dev.irpflow.driver;

import com.google.protobuf.Message;

/** How a generated stub reaches the machine: one call of the strand that runs now. */
@FunctionalInterface
public interface Caller {
    /** Calls the component that serves the routine, and stands still until it returns. */
    Reply call(Message request);
}
