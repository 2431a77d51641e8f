package dev.irpflow.wsk;

/** What a DPC of WSK is to do. */
sealed interface Later {
    /** The provider has become ready. */
    record ProviderReady() implements Later {}

    /** The time of a capture is up. */
    record CaptureTimedOut(WaitingCapture capture) implements Later {}

    /** A function that could have ended inline was pended: it is carried out now. */
    record CarryOut(Pending pending) implements Later {}

    /** IRPs or callbacks of a socket may have got something to do. */
    record Resume(Socket socket) implements Later {}
}
