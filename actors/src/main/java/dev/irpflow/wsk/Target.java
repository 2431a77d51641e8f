package dev.irpflow.wsk;

/** What an IRP is given to: a client object or a socket. It is not gone before its IRPs are. */
sealed interface Target permits Registration, Socket {
    /** An IRP was given. */
    void irpTaken();

    /** An IRP was completed, and its completion routine has returned. */
    void irpEnded();
}
