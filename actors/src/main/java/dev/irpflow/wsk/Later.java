package dev.irpflow.wsk;

/** What a DPC of WSK is to do. */
sealed interface Later {
    /** The provider has become ready. */
    record ProviderReady() implements Later {}

    /** The time of a capture is up. */
    record CaptureTimedOut(WaitingCapture capture) implements Later {}

    /** A function that could have ended inline was pended: it is carried out now. */
    record CarryOut(Pending pending) implements Later {}

    /** What concerns no socket. */
    sealed interface OfClient extends Later {}

    /** A transport has come. */
    record TransportCome(TransportProtocol transport) implements OfClient {}

    /** A transport goes. */
    record TransportGone(TransportProtocol transport) implements OfClient {}

    /** A client deregisters: what waits for a change of the transports is cancelled. */
    record CancelChanges(Registration client) implements OfClient {}

    /** A name or an address is looked up. */
    record Resolve(Pending pending) implements OfClient {}

    /** IRPs or callbacks of a socket may have got something to do. */
    record Resume(Socket socket) implements Later {}
}
