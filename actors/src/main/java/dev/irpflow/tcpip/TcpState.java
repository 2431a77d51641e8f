package dev.irpflow.tcpip;

import dev.irpflow.protocol.status.NtStatus;

/**
 * The state of a connection: RFC 9293, section 3.3.2. LISTEN is no state of a connection but of an
 * endpoint; a connection begins in {@link SynSent} or {@link SynReceived}, or in {@link Inspected}
 * before that, which the RFC does not have.
 *
 * <p>{@link #on} is total: every pair of state and event is decided, and what is ignored is named.
 */
sealed interface TcpState {
    /** Its name in reports. */
    default String word() {
        return getClass().getSimpleName();
    }

    /** The peer's SYN has come, and is not answered before the client has decided. */
    record Inspected() implements TcpState {}

    /** A SYN is sent. */
    record SynSent() implements TcpState {}

    /** The peer's SYN has come, and ours is not acknowledged. */
    record SynReceived() implements TcpState {}

    /** Data flow both ways. */
    record Established() implements TcpState {}

    /** We have closed, and the peer has not acknowledged that. */
    record FinWait1() implements TcpState {}

    /** We have closed, and the peer still sends. */
    record FinWait2() implements TcpState {}

    /** The peer has closed, and we still send. */
    record CloseWait() implements TcpState {}

    /** Both have closed at the same time, and the peer has not acknowledged ours. */
    record Closing() implements TcpState {}

    /** The peer has closed first, then we; the peer has not acknowledged ours. */
    record LastAck() implements TcpState {}

    /** Both have closed; old duplicates die out. */
    record TimeWait() implements TcpState {}

    /**
     * The client has had it fall silent: nothing is sent, and what comes is discarded. The RFC does
     * not have it.
     */
    record Silent() implements TcpState {}

    /** There is no connection any more; calls are answered with this status. */
    record Closed(NtStatus why) implements TcpState {}

    /** The state after an event; the same object if the event is ignored. */
    default TcpState on(TcpEvent event) {
        return switch (this) {
            case Inspected inspected -> onInspected(inspected, event);
            case SynSent synSent -> onSynSent(synSent, event);
            case SynReceived synReceived -> onSynReceived(synReceived, event);
            case Established established -> onEstablished(established, event);
            case FinWait1 finWait1 -> onFinWait1(finWait1, event);
            case FinWait2 finWait2 -> onFinWait2(finWait2, event);
            case CloseWait closeWait -> onCloseWait(closeWait, event);
            case Closing closing -> onClosing(closing, event);
            case LastAck lastAck -> onLastAck(lastAck, event);
            case TimeWait timeWait -> onTimeWait(timeWait, event);
            case Silent silent ->
                    event == TcpEvent.ABORT
                            ? new Closed(NtStatus.STATUS_CONNECTION_ABORTED)
                            : silent; // it neither hears nor waits
            case Closed closed -> closed; // nothing brings a connection back
        };
    }

    /** Whether the connection is not established yet. */
    default boolean isHandshake() {
        return this instanceof SynSent || this instanceof SynReceived || this instanceof Inspected;
    }

    /** Whether the client may send: its direction is open. */
    default boolean maySend() {
        return this instanceof Established || this instanceof CloseWait;
    }

    /** Whether data of the peer are taken: its direction is open. */
    default boolean mayReceive() {
        return this instanceof Established || this instanceof FinWait1 || this instanceof FinWait2;
    }

    private static TcpState onInspected(Inspected state, TcpEvent event) {
        return switch (event) {
            case ADMITTED -> new SynReceived();
            case RESET -> new Closed(NtStatus.STATUS_CONNECTION_REFUSED);
            case ABORT -> new Closed(NtStatus.STATUS_CONNECTION_ABORTED);
            case GAVE_UP -> new Closed(NtStatus.STATUS_IO_TIMEOUT);
            // Nothing of ours is out, and the client cannot close what it does not have.
            case SYN_ARRIVED,
                    SYN_ANSWERED,
                    SYN_ACKNOWLEDGED,
                    DISCONNECT,
                    FIN_ARRIVED,
                    FIN_ACKNOWLEDGED,
                    SILENCED,
                    TIME_WAIT_OVER ->
                    state;
        };
    }

    private static TcpState onSynSent(SynSent state, TcpEvent event) {
        return switch (event) {
            case SYN_ARRIVED -> new SynReceived();
            case SYN_ANSWERED -> new Established();
            case RESET -> new Closed(NtStatus.STATUS_CONNECTION_REFUSED);
            case ABORT -> new Closed(NtStatus.STATUS_CONNECTION_ABORTED);
            case GAVE_UP -> new Closed(NtStatus.STATUS_IO_TIMEOUT);
            // The client cannot close a direction that is not open; nothing else can have arrived.
            case ADMITTED,
                    SYN_ACKNOWLEDGED,
                    DISCONNECT,
                    FIN_ARRIVED,
                    FIN_ACKNOWLEDGED,
                    SILENCED,
                    TIME_WAIT_OVER ->
                    state;
        };
    }

    private static TcpState onSynReceived(SynReceived state, TcpEvent event) {
        return switch (event) {
            case SYN_ACKNOWLEDGED -> new Established();
            case RESET -> new Closed(NtStatus.STATUS_CONNECTION_REFUSED);
            case ABORT -> new Closed(NtStatus.STATUS_CONNECTION_ABORTED);
            case GAVE_UP -> new Closed(NtStatus.STATUS_IO_TIMEOUT);
            // The client learns of the connection when it is established, and closes it then.
            case DISCONNECT -> state;
            // A FIN is taken only once our SYN is acknowledged; a second SYN is a repetition.
            case ADMITTED,
                    SYN_ARRIVED,
                    SYN_ANSWERED,
                    FIN_ARRIVED,
                    FIN_ACKNOWLEDGED,
                    SILENCED,
                    TIME_WAIT_OVER ->
                    state;
        };
    }

    private static TcpState onEstablished(Established state, TcpEvent event) {
        return switch (event) {
            case DISCONNECT -> new FinWait1();
            case FIN_ARRIVED -> new CloseWait();
            case SILENCED -> new Silent();
            case RESET -> new Closed(NtStatus.STATUS_CONNECTION_RESET);
            case ABORT, GAVE_UP -> new Closed(NtStatus.STATUS_CONNECTION_ABORTED);
            // The handshake is over, and no FIN of ours is out.
            case ADMITTED,
                    SYN_ARRIVED,
                    SYN_ANSWERED,
                    SYN_ACKNOWLEDGED,
                    FIN_ACKNOWLEDGED,
                    TIME_WAIT_OVER ->
                    state;
        };
    }

    private static TcpState onFinWait1(FinWait1 state, TcpEvent event) {
        return switch (event) {
            case FIN_ACKNOWLEDGED -> new FinWait2();
            case FIN_ARRIVED -> new Closing();
            case RESET -> new Closed(NtStatus.STATUS_CONNECTION_RESET);
            case ABORT, GAVE_UP -> new Closed(NtStatus.STATUS_CONNECTION_ABORTED);
            // Closed once, closed for good; the handshake is over.
            case ADMITTED,
                    DISCONNECT,
                    SYN_ARRIVED,
                    SYN_ANSWERED,
                    SYN_ACKNOWLEDGED,
                    SILENCED,
                    TIME_WAIT_OVER ->
                    state;
        };
    }

    private static TcpState onFinWait2(FinWait2 state, TcpEvent event) {
        return switch (event) {
            case FIN_ARRIVED -> new TimeWait();
            case SILENCED -> new Silent();
            case RESET -> new Closed(NtStatus.STATUS_CONNECTION_RESET);
            case ABORT, GAVE_UP -> new Closed(NtStatus.STATUS_CONNECTION_ABORTED);
            case ADMITTED,
                    DISCONNECT,
                    FIN_ACKNOWLEDGED,
                    SYN_ARRIVED,
                    SYN_ANSWERED,
                    SYN_ACKNOWLEDGED,
                    TIME_WAIT_OVER ->
                    state;
        };
    }

    private static TcpState onCloseWait(CloseWait state, TcpEvent event) {
        return switch (event) {
            case DISCONNECT -> new LastAck();
            case SILENCED -> new Silent();
            case RESET -> new Closed(NtStatus.STATUS_CONNECTION_RESET);
            case ABORT, GAVE_UP -> new Closed(NtStatus.STATUS_CONNECTION_ABORTED);
            // A FIN that comes again is acknowledged again, which changes no state.
            case ADMITTED,
                    FIN_ARRIVED,
                    FIN_ACKNOWLEDGED,
                    SYN_ARRIVED,
                    SYN_ANSWERED,
                    SYN_ACKNOWLEDGED,
                    TIME_WAIT_OVER ->
                    state;
        };
    }

    private static TcpState onClosing(Closing state, TcpEvent event) {
        return switch (event) {
            case FIN_ACKNOWLEDGED -> new TimeWait();
            case RESET -> new Closed(NtStatus.STATUS_CONNECTION_RESET);
            case ABORT, GAVE_UP -> new Closed(NtStatus.STATUS_CONNECTION_ABORTED);
            case ADMITTED,
                    DISCONNECT,
                    FIN_ARRIVED,
                    SYN_ARRIVED,
                    SYN_ANSWERED,
                    SYN_ACKNOWLEDGED,
                    SILENCED,
                    TIME_WAIT_OVER ->
                    state;
        };
    }

    private static TcpState onLastAck(LastAck state, TcpEvent event) {
        return switch (event) {
            case FIN_ACKNOWLEDGED -> new Closed(NtStatus.STATUS_SUCCESS);
            case RESET -> new Closed(NtStatus.STATUS_CONNECTION_RESET);
            case ABORT, GAVE_UP -> new Closed(NtStatus.STATUS_CONNECTION_ABORTED);
            case ADMITTED,
                    DISCONNECT,
                    FIN_ARRIVED,
                    SYN_ARRIVED,
                    SYN_ANSWERED,
                    SYN_ACKNOWLEDGED,
                    SILENCED,
                    TIME_WAIT_OVER ->
                    state;
        };
    }

    private static TcpState onTimeWait(TimeWait state, TcpEvent event) {
        return switch (event) {
            case TIME_WAIT_OVER -> new Closed(NtStatus.STATUS_SUCCESS);
            // RFC 1337: a reset, which may be an old duplicate, must not end TIME-WAIT early.
            // ABORT: both directions are closed, so that there is nothing to abort.
            case RESET, ABORT -> state;
            case ADMITTED,
                    GAVE_UP,
                    DISCONNECT,
                    FIN_ARRIVED,
                    FIN_ACKNOWLEDGED,
                    SYN_ARRIVED,
                    SYN_ANSWERED,
                    SYN_ACKNOWLEDGED,
                    SILENCED ->
                    state;
        };
    }
}
