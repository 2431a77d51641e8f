package dev.irpflow.tcpip;

import dev.irpflow.address.IpAddress;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.Component;
import dev.irpflow.kernel.Message;
import dev.irpflow.kernel.Return;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.kernel.KDeferredRoutine;
import dev.irpflow.protocol.network.Frame;
import dev.irpflow.protocol.network.FrameDamage;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.tcpip.TcpAbort;
import dev.irpflow.protocol.tcpip.TcpBind;
import dev.irpflow.protocol.tcpip.TcpClose;
import dev.irpflow.protocol.tcpip.TcpConnect;
import dev.irpflow.protocol.tcpip.TcpDecide;
import dev.irpflow.protocol.tcpip.TcpDisconnect;
import dev.irpflow.protocol.tcpip.TcpListen;
import dev.irpflow.protocol.tcpip.TcpReceiveWindow;
import dev.irpflow.protocol.tcpip.TcpSend;
import dev.irpflow.protocol.tcpip.UdpBind;
import dev.irpflow.protocol.tcpip.UdpClose;
import dev.irpflow.protocol.tcpip.UdpReceiveWindow;
import dev.irpflow.protocol.tcpip.UdpSend;
import org.jspecify.annotations.Nullable;

/**
 * The transport of one machine. Functions of its clients end at once. Frames and timers come on
 * DPCs of its own; what they bring about is indicated there, and their call returns after that.
 */
public final class Tcpip implements Component {
    private final Stack stack;
    private final Indicator indicator;
    private final Datagrams datagrams;
    private final AddressRoutines addresses;
    private final EndpointControl control;
    private final EndpointLoss loss;

    /** The transport of a machine of this name. */
    public Tcpip(String machine, TcpipSettings settings) {
        this.stack = new Stack(machine, settings);
        this.indicator = new Indicator(stack);
        this.datagrams = new Datagrams(stack);
        this.addresses = new AddressRoutines(stack.addresses());
        this.control = new EndpointControl(stack);
        this.loss = new EndpointLoss(stack);
    }

    @Override
    public void on(Message message, Sink sink) {
        switch (message) {
            case Call call -> {
                switch (call.kind()) {
                    case FRAME -> arrived(call, (Frame) call.request(), sink);
                    case CALL -> called(call, sink);
                    case COMPLETION, CANCEL -> throw unknown(call);
                }
            }
            case Return answer -> indicated(answer, sink);
        }
    }

    private void called(Call call, Sink sink) {
        switch (call.request()) {
            case TcpSend request -> send(call, request, sink);
            case KDeferredRoutine request -> expired(call, sink);
            case TcpReceiveWindow request -> receiveWindow(call, request, sink);
            case TcpBind request -> bind(call, request, sink);
            case TcpListen request -> listen(call, request, sink);
            case TcpDecide request -> decide(call, request, sink);
            case TcpConnect request -> connect(call, request, sink);
            case TcpDisconnect request -> disconnect(call, request, sink);
            case TcpAbort request -> abort(call, request, sink);
            case TcpClose request -> close(call, request, sink);
            case UdpBind request -> datagrams.bind(call, request, sink);
            case UdpSend request -> datagrams.send(call, request, sink);
            case UdpReceiveWindow request -> datagrams.receiveWindow(call, request, sink);
            case UdpClose request -> datagrams.close(call, request, sink);
            default -> {
                if (!control.called(call, sink) && !addresses.called(call, sink)) {
                    throw unknown(call);
                }
            }
        }
    }

    private void bind(Call call, TcpBind request, Sink sink) {
        LocalPort found =
                LocalPort.find(
                        LocalAddress.of(request.getLocal(), request.getDualStack()),
                        request.getSharing(),
                        stack.addresses(),
                        stack.ports());
        if (found.status() != NtStatus.STATUS_SUCCESS) {
            sink.returns(call, found.status());
            return;
        }
        int buffer =
                request.hasReceiveBuffer()
                        ? Endpoint.bufferOf(request.getReceiveBuffer())
                        : LocalEndpoint.RECEIVE_BUFFER;
        var sharing = new LocalEndpoint.Sharing(request.getSharing(), request.getGrantsSharing());
        Endpoint endpoint = Endpoint.bound(call.from(), found.local(), sharing, buffer);
        endpoint.context(request.getContext());
        endpoint.keepsAlive(request.getKeepsAlive());
        sink.machine().objects().add(endpoint);
        stack.ports().add(endpoint);
        TcpBind.Out.Builder out = TcpBind.Out.newBuilder().setEndpoint(endpoint.id());
        sink.returns(call, found.status(), out.setLocal(found.local().message()).build());
    }

    private void listen(Call call, TcpListen request, Sink sink) {
        Endpoint endpoint = Endpoint.find(request.getEndpoint(), sink);
        if (endpoint == null) {
            sink.returns(call, NtStatus.STATUS_INVALID_HANDLE);
        } else if (!endpoint.isFree()) {
            sink.returns(call, NtStatus.STATUS_INVALID_DEVICE_STATE);
        } else {
            endpoint.role(new Endpoint.Role.Listening(request.getInspects()));
            sink.returns(call, NtStatus.STATUS_SUCCESS);
        }
    }

    private void decide(Call call, TcpDecide request, Sink sink) {
        Endpoint endpoint = Endpoint.find(request.getEndpoint(), sink);
        if (endpoint == null || !(endpoint.role() instanceof Endpoint.Role.Listening listening)) {
            sink.returns(call, NtStatus.STATUS_INVALID_HANDLE);
            return;
        }
        NtStatus status = NtStatus.STATUS_NOT_FOUND;
        Connection asked = listening.find(request.getRequest());
        if (asked != null && asked.decide(request.getAccepts(), sink)) {
            stack.forgetIfClosed(asked);
            status = NtStatus.STATUS_SUCCESS;
        }
        sink.returns(call, status);
    }

    private void connect(Call call, TcpConnect request, Sink sink) {
        Endpoint endpoint = Endpoint.find(request.getEndpoint(), sink);
        if (endpoint == null) {
            sink.returns(call, NtStatus.STATUS_INVALID_HANDLE);
            return;
        }
        if (!endpoint.isFree()) {
            sink.returns(call, NtStatus.STATUS_INVALID_DEVICE_STATE);
            return;
        }
        IpAddress ip = IpAddress.of(request.getRemote());
        int port = request.getRemote().getPort();
        if (!LocalPort.isRemote(ip, port) || ip.isBroadcast()) {
            sink.returns(call, NtStatus.STATUS_INVALID_ADDRESS_COMPONENT);
            return;
        }
        IpAddress source = stack.addresses().sourceOf(endpoint, ip);
        if (source == null) {
            sink.returns(call, NtStatus.STATUS_NETWORK_UNREACHABLE);
            return;
        }
        Flow flow = new Flow(source, endpoint.local().port(), ip, port);
        if (stack.find(flow) != null) {
            sink.returns(call, NtStatus.STATUS_ADDRESS_ALREADY_EXISTS);
            return;
        }
        endpoint.role(new Endpoint.Role.Connected(stack.connect(flow, endpoint, sink)));
        sink.returns(call, NtStatus.STATUS_SUCCESS);
    }

    private void send(Call call, TcpSend request, Sink sink) {
        Endpoint endpoint = Endpoint.find(request.getEndpoint(), sink);
        Connection connection = connectionOf(endpoint);
        NtStatus status =
                connection == null
                        ? withoutConnection(endpoint)
                        : connection.send(request.getData(), sink);
        sink.returns(call, status);
    }

    private void receiveWindow(Call call, TcpReceiveWindow request, Sink sink) {
        Endpoint endpoint = Endpoint.find(request.getEndpoint(), sink);
        Connection connection = connectionOf(endpoint);
        NtStatus status =
                endpoint == null
                        ? NtStatus.STATUS_INVALID_HANDLE
                        : connection == null
                                ? NtStatus.STATUS_INVALID_PARAMETER
                                : connection.consume(request.getConsumed(), sink);
        sink.returns(call, status);
    }

    private void disconnect(Call call, TcpDisconnect request, Sink sink) {
        Endpoint endpoint = Endpoint.find(request.getEndpoint(), sink);
        Connection connection = connectionOf(endpoint);
        NtStatus status =
                connection == null ? withoutConnection(endpoint) : connection.disconnect(sink);
        sink.returns(call, status);
    }

    private void abort(Call call, TcpAbort request, Sink sink) {
        Endpoint endpoint = Endpoint.find(request.getEndpoint(), sink);
        Connection connection = connectionOf(endpoint);
        if (connection == null) {
            sink.returns(call, withoutConnection(endpoint));
            return;
        }
        connection.abort(sink);
        stack.forgetIfClosed(connection);
        sink.returns(call, NtStatus.STATUS_SUCCESS);
    }

    private void close(Call call, TcpClose request, Sink sink) {
        Endpoint endpoint = Endpoint.find(request.getEndpoint(), sink);
        if (endpoint == null) {
            sink.returns(call, NtStatus.STATUS_INVALID_HANDLE);
            return;
        }
        stack.close(endpoint, sink);
        sink.returns(call, NtStatus.STATUS_SUCCESS);
    }

    private void arrived(Call call, Frame frame, Sink sink) {
        if (frame.getDamage() == FrameDamage.FRAME_DAMAGE_IN_A_SWITCH) {
            // RFC 9293, section 3.1 and RFC 768: the checksum is wrong, and what has it is
            // discarded.
            sink.machine().log().note("wrong checksum, discarded");
            sink.returns(call, NtStatus.STATUS_SUCCESS);
            return;
        }
        if (!stack.isMine(frame) && !Datagrams.isBroadcast(frame)) {
            sink.returns(call, NtStatus.STATUS_SUCCESS);
            return;
        }
        switch (frame.getPayloadCase()) {
            case TCP -> segment(call, frame, sink);
            case UDP -> datagrams.arrived(call, frame, sink);
            case PAYLOAD_NOT_SET -> sink.returns(call, NtStatus.STATUS_SUCCESS);
        }
    }

    private void segment(Call call, Frame frame, Sink sink) {
        Connection connection = stack.find(frame);
        if (connection == null || connection.isOutlivedBy(frame.getTcp())) {
            Connection begun = stack.arriveForNobody(frame, connection, sink);
            if (begun == null || begun.indications().isEmpty()) {
                sink.returns(call, NtStatus.STATUS_SUCCESS);
            } else {
                indicator.finish(begun, call, sink); // the request is to be inspected
            }
        } else {
            connection.arrive(frame.getTcp(), sink);
            indicator.finish(connection, call, sink);
        }
    }

    private void expired(Call call, Sink sink) {
        if (call.tag() instanceof AddressRoutines.Due due) {
            addresses.due(call, due, sink);
            return;
        }
        if (call.tag() instanceof EndpointLoss.Due due) {
            loss.proceed(call, due, sink);
            return;
        }
        if (!(call.tag() instanceof Expiry expiry)) {
            throw unknown(call);
        }
        expiry.connection().expire(expiry.purpose(), sink);
        indicator.finish(expiry.connection(), call, sink);
    }

    private void indicated(Return answer, Sink sink) {
        Call outer = answer.call().outer();
        if (answer.call().tag() instanceof AddressRoutines.Due && outer != null) {
            sink.returns(outer, NtStatus.STATUS_SUCCESS);
            return;
        }
        if (answer.call().tag() instanceof EndpointLoss.Due due && outer != null) {
            loss.proceed(outer, due, sink);
            return;
        }
        if (answer.call().tag() instanceof UdpEndpoint endpoint && outer != null) {
            datagrams.indicated(endpoint, answer, outer, sink);
            return;
        }
        if (!(answer.call().tag() instanceof Connection connection) || outer == null) {
            throw unknown(answer.call());
        }
        indicator.indicated(connection, answer, outer, sink);
    }

    private static @Nullable Connection connectionOf(@Nullable Endpoint endpoint) {
        return endpoint == null ? null : endpoint.connection();
    }

    private static NtStatus withoutConnection(@Nullable Endpoint endpoint) {
        return endpoint == null
                ? NtStatus.STATUS_INVALID_HANDLE
                : NtStatus.STATUS_INVALID_DEVICE_STATE;
    }

    private static IllegalStateException unknown(Call call) {
        return new IllegalStateException("the transport does not know " + call);
    }
}
