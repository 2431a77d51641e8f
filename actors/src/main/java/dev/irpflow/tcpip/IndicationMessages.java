package dev.irpflow.tcpip;

import com.google.protobuf.GeneratedMessage;
import dev.irpflow.protocol.tcpip.TcpAborted;
import dev.irpflow.protocol.tcpip.TcpAccepted;
import dev.irpflow.protocol.tcpip.TcpConnectFailed;
import dev.irpflow.protocol.tcpip.TcpConnected;
import dev.irpflow.protocol.tcpip.TcpDisconnected;
import dev.irpflow.protocol.tcpip.TcpReceived;
import dev.irpflow.protocol.tcpip.TcpRequestDropped;
import dev.irpflow.protocol.tcpip.TcpRequested;
import dev.irpflow.protocol.tcpip.TcpSendBacklogChanged;
import dev.irpflow.protocol.tcpip.TcpSent;
import org.jspecify.annotations.Nullable;

/** Indications as the messages of the contract. */
final class IndicationMessages {
    private IndicationMessages() {}

    /**
     * The message of an indication.
     *
     * @param endpoint whose client is told: the connection's, or a listener's of a request
     * @param listener for TcpAccepted the one that took the connection
     */
    static GeneratedMessage of(
            Indication indication, Endpoint endpoint, @Nullable Endpoint listener, Flow flow) {
        long id = endpoint.id();
        long context = endpoint.context();
        return switch (indication) {
            case Indication.Received received ->
                    TcpReceived.newBuilder()
                            .setEndpoint(id)
                            .setContext(context)
                            .setData(received.data())
                            .setPush(received.push())
                            .build();
            case Indication.Sent sent ->
                    TcpSent.newBuilder()
                            .setEndpoint(id)
                            .setContext(context)
                            .setSends(sent.sends())
                            .setBytes(sent.octets())
                            .setDisconnected(sent.disconnected())
                            .build();
            case Indication.Connected connected ->
                    TcpConnected.newBuilder()
                            .setEndpoint(id)
                            .setContext(context)
                            .setLocal(flow.local().at(flow.localPort()))
                            .setRemote(flow.remote().at(flow.remotePort()))
                            .build();
            case Indication.Requested requested ->
                    TcpRequested.newBuilder()
                            .setEndpoint(id)
                            .setContext(context)
                            .setRequest(requested.request())
                            .setLocal(flow.local().at(flow.localPort()))
                            .setRemote(flow.remote().at(flow.remotePort()))
                            .build();
            case Indication.Dropped dropped ->
                    TcpRequestDropped.newBuilder()
                            .setEndpoint(id)
                            .setContext(context)
                            .setRequest(dropped.request())
                            .build();
            case Indication.Accepted accepted ->
                    accepted(endpoint, listener, flow, accepted.request());
            case Indication.ConnectFailed failed ->
                    TcpConnectFailed.newBuilder()
                            .setEndpoint(id)
                            .setContext(context)
                            .setStatus(failed.status())
                            .build();
            case Indication.SendBacklogChanged changed ->
                    TcpSendBacklogChanged.newBuilder()
                            .setEndpoint(id)
                            .setContext(context)
                            .setIdeal(changed.ideal())
                            .build();
            case Indication.Disconnected disconnected ->
                    TcpDisconnected.newBuilder().setEndpoint(id).setContext(context).build();
            case Indication.Aborted aborted ->
                    TcpAborted.newBuilder()
                            .setEndpoint(id)
                            .setContext(context)
                            .setStatus(aborted.status())
                            .build();
        };
    }

    private static TcpAccepted accepted(
            Endpoint endpoint, @Nullable Endpoint listener, Flow flow, long request) {
        if (listener == null) {
            throw new IllegalStateException("no listener has taken " + endpoint);
        }
        return TcpAccepted.newBuilder()
                .setEndpoint(endpoint.id())
                .setListener(listener.id())
                .setContext(listener.context())
                .setRequest(request)
                .setLocal(flow.local().at(flow.localPort()))
                .setRemote(flow.remote().at(flow.remotePort()))
                .build();
    }
}
