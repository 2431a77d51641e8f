package dev.irpflow.network;

import dev.irpflow.kernel.Departure;
import dev.irpflow.protocol.network.Frame;

/** How a frame reaches a machine that runs in another process. */
@FunctionalInterface
public interface Carrier {
    /**
     * Takes the frame to the other process, which gives it to {@link Network#arrive}.
     *
     * @param departure how it left its machine
     * @param earliestInNs nanoseconds from now at which it may arrive at the earliest
     * @param nominalInNs nanoseconds from now at which it arrives if nothing odd is chosen
     * @param chain what led to the frame, as a key
     */
    void carry(Frame frame, Departure departure, long earliestInNs, long nominalInNs, long chain);
}
