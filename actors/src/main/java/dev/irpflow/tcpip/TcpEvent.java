package dev.irpflow.tcpip;

/** What can change the state of a connection; the arcs of RFC 9293, figure 5, and failure. */
enum TcpEvent {
    /** The client lets a request go on that it has inspected. */
    ADMITTED,
    /** A SYN has come without acknowledging ours: both sides connect at the same time. */
    SYN_ARRIVED,
    /** The peer's SYN has come and acknowledges ours. */
    SYN_ANSWERED,
    /** Our SYN is acknowledged, and the peer's came before. */
    SYN_ACKNOWLEDGED,
    /** The client closes the sending direction. */
    DISCONNECT,
    /** The peer's FIN has come, and all data before it. */
    FIN_ARRIVED,
    /** Our FIN is acknowledged. */
    FIN_ACKNOWLEDGED,
    /** A reset has come that fits. */
    RESET,
    /** The client aborts or closes, or a listener goes away. */
    ABORT,
    /** The peer does not answer, after all repetitions. */
    GAVE_UP,
    /** The client wants the connection to fall silent. */
    SILENCED,
    /** The time in TIME-WAIT is over. */
    TIME_WAIT_OVER
}
