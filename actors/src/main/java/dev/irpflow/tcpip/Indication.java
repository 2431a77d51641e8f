package dev.irpflow.tcpip;

import com.google.protobuf.ByteString;
import dev.irpflow.protocol.status.NtStatus;

/** What the client of an endpoint is to be told, in the order in which it came about. */
sealed interface Indication {
    /** TcpConnected. */
    record Connected() implements Indication {}

    /** TcpAccepted. */
    record Accepted() implements Indication {}

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
}
