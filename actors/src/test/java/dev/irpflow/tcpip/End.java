package dev.irpflow.tcpip;

import com.google.protobuf.ByteString;
import com.google.protobuf.GeneratedMessage;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.tcpip.TcpClose;
import dev.irpflow.protocol.tcpip.TcpDisconnect;
import dev.irpflow.protocol.tcpip.TcpSend;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a talker has seen of one endpoint, and what it does about it. */
final class End {
    final long endpoint;
    final List<String> told = new ArrayList<>(); // indications by name, in order
    final Deque<GeneratedMessage> within = new ArrayDeque<>(); // calls to make in the one in hand
    final List<Integer> backlogs = new ArrayList<>(); // of TcpSendBacklogChanged
    private ByteString received = ByteString.EMPTY;
    @Nullable NtStatus ended; // of TcpConnectFailed or TcpAborted
    int sendsDone;
    long octetsDone;
    boolean disconnectDone;
    boolean peerDone;
    boolean consumes = true; // whether it consumes within TcpReceived
    Consumer<End> reaction = end -> {};
    int consumed; // octets that the test has consumed itself

    End(long endpoint) {
        this.endpoint = endpoint;
    }

    void receive(ByteString data) {
        received = received.concat(data);
    }

    ByteString received() {
        return received;
    }

    String text() {
        return received.toStringUtf8();
    }

    boolean isOver() {
        return ended != null || (disconnectDone && peerDone);
    }

    /** Sends within the indication in hand. */
    void sendWithin(ByteString data) {
        within.addLast(TcpSend.newBuilder().setEndpoint(endpoint).setData(data).build());
    }

    void closeWithin() {
        within.addLast(TcpClose.newBuilder().setEndpoint(endpoint).build());
    }

    void disconnectWithin() {
        within.addLast(TcpDisconnect.newBuilder().setEndpoint(endpoint).build());
    }
}
