package dev.irpflow.tcpip;

/** What a DPC of the transport is for: the tag of its timers. */
record Expiry(Connection connection, Purpose purpose) {
    enum Purpose {
        /** A segment was not acknowledged in time, a window stays closed, or TIME-WAIT is over. */
        RETRANSMISSION,
        /** An acknowledgment was held back for data that did not come. */
        DELAYED_ACKNOWLEDGMENT,
        /** The peer has been silent for long. */
        KEEP_ALIVE,
        /** Sends are done that no acknowledgment will tell of: they were empty. */
        SENT
    }
}
