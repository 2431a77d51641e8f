package dev.irpflow.tcpip;

import com.google.protobuf.GeneratedMessage;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.CallKind;
import dev.irpflow.kernel.Return;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.tcpip.TcpAccepted;
import dev.irpflow.protocol.tcpip.TcpReceived;
import dev.irpflow.protocol.tcpip.TcpRequested;

/**
 * Tells the clients what frames and timers have brought about, one indication after the other, and
 * ends the call of the frame or timer when nothing is left to tell.
 */
final class Indicator {
    private final Stack stack;

    Indicator(Stack stack) {
        this.stack = stack;
    }

    /** A frame or a timer has been dealt with. */
    void finish(Connection connection, Call call, Sink sink) {
        stack.forgetIfClosed(connection);
        if (connection.indications().isOpen()) { // another strand goes on with them
            connection.settle(sink);
            sink.returns(call, NtStatus.STATUS_SUCCESS);
        } else {
            next(connection, call, sink);
        }
    }

    /** An indication has returned. */
    void indicated(Connection connection, Return answer, Call outer, Sink sink) {
        if (!connection.indications().isEnded()) {
            take(connection, answer, sink);
        }
        stack.forgetIfClosed(connection);
        next(connection, outer, sink);
    }

    private void next(Connection connection, Call call, Sink sink) {
        Indication indication = connection.indications().begin();
        if (indication == null) {
            connection.settle(sink);
            sink.returns(call, NtStatus.STATUS_SUCCESS);
            return;
        }
        Endpoint listener = connection.listener();
        Endpoint endpoint = indication.isOfListener() ? listener : connection.endpoint();
        if (endpoint == null) {
            endpoint = introduce(connection, sink);
        }
        GeneratedMessage request =
                IndicationMessages.of(indication, endpoint, listener, connection.flow());
        sink.call(call, CallKind.CALL, endpoint.client(), request, connection);
    }

    // The client learns of a connection that a listener of it has taken.
    private static Endpoint introduce(Connection connection, Sink sink) {
        Endpoint listener = connection.listener();
        if (listener == null || !(listener.role() instanceof Endpoint.Role.Listening listening)) {
            throw new IllegalStateException("a connection that nobody has asked for");
        }
        listening.unknown().remove(connection);
        Endpoint endpoint = Endpoint.accepted(listener, connection);
        sink.machine().objects().add(endpoint);
        connection.introduce(endpoint);
        return endpoint;
    }

    private static void take(Connection connection, Return answer, Sink sink) {
        GeneratedMessage request = answer.call().request();
        if (request instanceof TcpReceived && answer.out() != null) {
            int consumed = answer.out(TcpReceived.Out.class).getConsumed();
            if (connection.consume(consumed, sink) != NtStatus.STATUS_SUCCESS) {
                throw new IllegalStateException(
                        answer.call() + ": " + consumed + " octets consumed, which were not there");
            }
        } else if (request instanceof TcpRequested && answer.out() != null) {
            switch (answer.out(TcpRequested.Out.class).getVerdict()) {
                case TCP_VERDICT_ACCEPT -> connection.decide(true, sink);
                case TCP_VERDICT_REJECT -> connection.decide(false, sink);
                case TCP_VERDICT_UNSPECIFIED -> {} // TcpDecide will say it, or has said it
                case UNRECOGNIZED -> throw new IllegalStateException(answer + " decides nothing");
            }
        } else if (request instanceof TcpAccepted) {
            accepted(connection, answer, sink);
        }
    }

    private static void accepted(Connection connection, Return answer, Sink sink) {
        Endpoint endpoint = connection.endpoint();
        if (endpoint == null) {
            throw new IllegalStateException(answer.call() + " of no endpoint");
        }
        if (answer.status() != NtStatus.STATUS_SUCCESS) {
            connection.abort(sink);
            sink.machine().objects().remove(endpoint);
        } else if (answer.out() != null) {
            endpoint.context(answer.out(TcpAccepted.Out.class).getContext());
        }
    }
}
