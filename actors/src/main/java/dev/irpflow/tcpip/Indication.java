package dev.irpflow.tcpip;

import com.google.protobuf.ByteString;
import dev.irpflow.protocol.status.NtStatus;

/** What the client of an endpoint is to be told, in the order in which it came about. */
sealed interface Indication {
    /** TcpConnected. */
    record Connected() implements Indication {}

    /** TcpRequested, of a listener. */
    record Requested(long request) implements Indication {}

    /** TcpRequestDropped, of a listener. */
    record Dropped(long request) implements Indication {}

    /**
     * TcpAccepted.
     *
     * @param request what the listener's client has inspected; 0 for none
     */
    record Accepted(long request) implements Indication {}

    /** TcpConnectFailed. */
    record ConnectFailed(NtStatus status) implements Indication {}

    /** TcpReceived. */
    record Received(ByteString data, boolean push) implements Indication {}

    /** TcpSent. */
    record Sent(int sends, long octets, boolean disconnected) implements Indication {}

    /** TcpDisconnected. */
    record Disconnected() implements Indication {}

    /** TcpAborted. */
    record Aborted(NtStatus status) implements Indication {}

    /** TcpSendBacklogChanged. */
    record SendBacklogChanged(int ideal) implements Indication {}

    /** Whether it is the listener's client that is told, who knows no connection. */
    default boolean isOfListener() {
        return this instanceof Requested || this instanceof Dropped;
    }
}
