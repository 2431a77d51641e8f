package dev.irpflow.tcpip;

import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.tcpip.TcpKeepAlive;
import dev.irpflow.protocol.tcpip.TcpReceiveBuffer;
import dev.irpflow.protocol.tcpip.TcpSendBacklog;
import dev.irpflow.protocol.tcpip.TcpSilence;
import dev.irpflow.protocol.tcpip.TcpWatchSendBacklog;
import dev.irpflow.protocol.tcpip.UdpReceiveBuffer;

/** What clients ask of an endpoint beside its data. All of it ends at the return. */
final class EndpointControl {
    private final Stack stack;

    EndpointControl(Stack stack) {
        this.stack = stack;
    }

    /** Serves a call; false if it is none of these. */
    boolean called(Call call, Sink sink) {
        switch (call.request()) {
            case TcpSilence request -> silence(call, request, sink);
            case TcpKeepAlive request -> keepAlive(call, request, sink);
            case TcpReceiveBuffer request -> receiveBuffer(call, request, sink);
            case UdpReceiveBuffer request -> receiveBuffer(call, request, sink);
            case TcpSendBacklog request -> sendBacklog(call, request, sink);
            case TcpWatchSendBacklog request -> watchSendBacklog(call, request, sink);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void silence(Call call, TcpSilence request, Sink sink) {
        Endpoint endpoint = Endpoint.find(request.getEndpoint(), sink);
        if (endpoint == null) {
            sink.returns(call, NtStatus.STATUS_INVALID_HANDLE);
            return;
        }
        Connection connection = endpoint.connection();
        if (connection == null) {
            sink.returns(call, NtStatus.STATUS_INVALID_DEVICE_STATE);
        } else if (stack.addresses().has(connection.flow().remote())) {
            sink.returns(call, NtStatus.STATUS_NOT_SUPPORTED);
        } else {
            sink.returns(call, connection.silence(sink));
        }
    }

    private static void keepAlive(Call call, TcpKeepAlive request, Sink sink) {
        Endpoint endpoint = Endpoint.find(request.getEndpoint(), sink);
        if (endpoint == null) {
            sink.returns(call, NtStatus.STATUS_INVALID_HANDLE);
            return;
        }
        endpoint.keepsAlive(request.getOn());
        switch (endpoint.role()) {
            case Endpoint.Role.Bound _ -> {}
            case Endpoint.Role.Listening listening -> {
                for (Connection unknown : listening.unknown()) {
                    unknown.keepAlive(request.getOn(), sink);
                }
            }
            case Endpoint.Role.Connected connected ->
                    connected.connection().keepAlive(request.getOn(), sink);
        }
        sink.returns(call, NtStatus.STATUS_SUCCESS);
    }

    private static void receiveBuffer(Call call, TcpReceiveBuffer request, Sink sink) {
        Endpoint endpoint = Endpoint.find(request.getEndpoint(), sink);
        if (endpoint == null) {
            sink.returns(call, NtStatus.STATUS_INVALID_HANDLE);
            return;
        }
        int octets = Endpoint.bufferOf(request.getSize());
        endpoint.receiveBuffer(octets);
        switch (endpoint.role()) {
            case Endpoint.Role.Bound _ -> {}
            case Endpoint.Role.Listening listening -> {
                for (Connection unknown : listening.unknown()) {
                    unknown.receiveBuffer(octets, sink);
                }
            }
            case Endpoint.Role.Connected connected ->
                    connected.connection().receiveBuffer(octets, sink);
        }
        sink.returns(call, NtStatus.STATUS_SUCCESS);
    }

    private static void receiveBuffer(Call call, UdpReceiveBuffer request, Sink sink) {
        UdpEndpoint endpoint =
                sink.machine().objects().find(request.getEndpoint(), UdpEndpoint.class);
        if (endpoint == null) {
            sink.returns(call, NtStatus.STATUS_INVALID_HANDLE);
            return;
        }
        endpoint.receiveBuffer(UdpEndpoint.bufferOf(request.getSize()));
        sink.returns(call, NtStatus.STATUS_SUCCESS);
    }

    private static void sendBacklog(Call call, TcpSendBacklog request, Sink sink) {
        Endpoint endpoint = Endpoint.find(request.getEndpoint(), sink);
        if (endpoint == null) {
            sink.returns(call, NtStatus.STATUS_INVALID_HANDLE);
            return;
        }
        Connection connection = endpoint.connection();
        Integer ideal = connection == null ? null : connection.idealBacklog();
        if (ideal != null) {
            sink.returns(
                    call,
                    NtStatus.STATUS_SUCCESS,
                    TcpSendBacklog.Out.newBuilder().setIdeal(ideal).build());
        } else {
            sink.returns(
                    call,
                    connection == null
                            ? NtStatus.STATUS_INVALID_DEVICE_STATE
                            : connection.refusal());
        }
    }

    private static void watchSendBacklog(Call call, TcpWatchSendBacklog request, Sink sink) {
        Endpoint endpoint = Endpoint.find(request.getEndpoint(), sink);
        if (endpoint == null) {
            sink.returns(call, NtStatus.STATUS_INVALID_HANDLE);
            return;
        }
        Connection connection = endpoint.connection();
        if (connection == null) {
            sink.returns(call, NtStatus.STATUS_INVALID_DEVICE_STATE);
            return;
        }
        connection.watchBacklog();
        sink.returns(call, NtStatus.STATUS_SUCCESS);
    }
}
