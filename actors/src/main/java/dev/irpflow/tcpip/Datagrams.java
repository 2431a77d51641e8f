package dev.irpflow.tcpip;

import com.google.protobuf.ByteString;
import dev.irpflow.address.IpAddress;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.CallKind;
import dev.irpflow.kernel.Return;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.network.Frame;
import dev.irpflow.protocol.network.UdpDatagram;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.tcpip.TransportAddress;
import dev.irpflow.protocol.tcpip.UdpBind;
import dev.irpflow.protocol.tcpip.UdpClose;
import dev.irpflow.protocol.tcpip.UdpReceiveWindow;
import dev.irpflow.protocol.tcpip.UdpReceived;
import dev.irpflow.protocol.tcpip.UdpSend;
import dev.irpflow.stage.Site;
import org.jspecify.annotations.Nullable;

/** UDP by RFC 768: what is sent leaves at once, and what comes is indicated or dropped. */
final class Datagrams {
    private static final long DATAGRAM = Site.key("datagram");
    private static final int HEADER = 8;

    // The longest packet without its header and that of UDP. IPv6 does not count its own.
    private static final int MAX_DATA_OVER_IPV4 = 65_507;
    private static final int MAX_DATA_OVER_IPV6 = 65_527;

    private final Stack stack;

    Datagrams(Stack stack) {
        this.stack = stack;
    }

    void bind(Call call, UdpBind request, Sink sink) {
        LocalPort found =
                LocalPort.find(
                        LocalAddress.of(request.getLocal(), request.getDualStack()),
                        request.getSharing(),
                        stack.addresses(),
                        stack.datagramPorts());
        if (found.status() != NtStatus.STATUS_SUCCESS) {
            sink.returns(call, found.status());
            return;
        }
        UdpEndpoint endpoint =
                new UdpEndpoint(
                        call.from(),
                        found.local(),
                        new LocalEndpoint.Sharing(request.getSharing(), request.getGrantsSharing()),
                        bufferOf(request));
        endpoint.context(request.getContext());
        sink.machine().objects().add(endpoint);
        stack.datagramPorts().add(endpoint);
        sink.returns(
                call,
                NtStatus.STATUS_SUCCESS,
                UdpBind.Out.newBuilder()
                        .setEndpoint(endpoint.id())
                        .setLocal(found.local().message())
                        .build());
    }

    void send(Call call, UdpSend request, Sink sink) {
        UdpEndpoint endpoint = find(request.getEndpoint(), sink);
        if (endpoint == null) {
            sink.returns(call, NtStatus.STATUS_INVALID_HANDLE);
            return;
        }
        IpAddress ip = IpAddress.of(request.getRemote());
        int port = request.getRemote().getPort();
        if (!LocalPort.isRemote(ip, port)) {
            sink.returns(call, NtStatus.STATUS_INVALID_ADDRESS_COMPONENT);
            return;
        }
        if (request.getData().size() > (ip.isIpv4() ? MAX_DATA_OVER_IPV4 : MAX_DATA_OVER_IPV6)) {
            sink.returns(call, NtStatus.STATUS_INVALID_BUFFER_SIZE);
            return;
        }
        IpAddress source = stack.addresses().sourceOf(endpoint, ip);
        if (source == null) {
            sink.returns(call, NtStatus.STATUS_NETWORK_UNREACHABLE);
            return;
        }
        UdpDatagram.Builder datagram =
                UdpDatagram.newBuilder()
                        .setSourcePort(endpoint.local().port())
                        .setDestinationPort(port)
                        .setData(request.getData());
        Frame.Builder frame = Flow.frame(source, ip).setUdp(datagram);
        long origin = sink.machine().causes().origin();
        sink.transmit(frame.build(), sink.machine().stage().site(origin, DATAGRAM));
        sink.returns(call, NtStatus.STATUS_SUCCESS);
    }

    void receiveWindow(Call call, UdpReceiveWindow request, Sink sink) {
        UdpEndpoint endpoint = find(request.getEndpoint(), sink);
        if (endpoint == null) {
            sink.returns(call, NtStatus.STATUS_INVALID_HANDLE);
        } else if (endpoint.consume(Integer.toUnsignedLong(request.getConsumed()))) {
            sink.returns(call, NtStatus.STATUS_SUCCESS);
        } else {
            sink.returns(call, NtStatus.STATUS_INVALID_PARAMETER);
        }
    }

    void close(Call call, UdpClose request, Sink sink) {
        UdpEndpoint endpoint = find(request.getEndpoint(), sink);
        if (endpoint == null) {
            sink.returns(call, NtStatus.STATUS_INVALID_HANDLE);
            return;
        }
        stack.close(endpoint, sink);
        sink.returns(call, NtStatus.STATUS_SUCCESS);
    }

    /** A datagram has come to an address of this machine. */
    void arrived(Call call, Frame frame, Sink sink) {
        UdpDatagram datagram = frame.getUdp();
        int port = datagram.getDestinationPort();
        boolean isBroadcast = isBroadcast(frame);
        UdpEndpoint endpoint =
                isBroadcast ? stack.datagramPorts().firstOfIpv4(port) : taker(frame, port);
        int length = HEADER + datagram.getData().size();
        if (endpoint == null) {
            // Simplified: Windows answers with an ICMP message, destination unreachable (port).
            sink.machine().log().note("nobody has UDP port " + port + ", dropped");
            sink.returns(call, NtStatus.STATUS_SUCCESS);
        } else if (!endpoint.take(length)) {
            sink.machine().log().note("the receive buffer of " + endpoint + " is full, dropped");
            sink.returns(call, NtStatus.STATUS_SUCCESS);
        } else {
            TransportAddress.Builder remote =
                    TransportAddress.newBuilder()
                            .setIp(frame.getSource())
                            .setIp6(frame.getSource6())
                            .setPort(datagram.getSourcePort());
            UdpReceived.Builder received =
                    UdpReceived.newBuilder()
                            .setEndpoint(endpoint.id())
                            .setContext(endpoint.context())
                            .setRemote(remote)
                            .setData(datagram.getData())
                            .setLength(length)
                            .setBroadcast(isBroadcast);
            sink.call(call, CallKind.CALL, endpoint.client(), received.build(), endpoint);
        }
    }

    /** Whether a frame is a datagram for every machine. */
    static boolean isBroadcast(Frame frame) {
        return frame.hasUdp() && frame.getDestination() == IpAddress.BROADCAST.ipv4();
    }

    private @Nullable UdpEndpoint taker(Frame frame, int port) {
        ByteString ipv6 = frame.getDestination6();
        long low = IpAddress.low(frame.getDestination(), ipv6);
        return stack.datagramPorts().taker(IpAddress.high(ipv6), low, port, any -> true);
    }

    /** An indication has returned. */
    void indicated(UdpEndpoint endpoint, Return answer, Call outer, Sink sink) {
        if (!endpoint.isClosed() && answer.out() != null) {
            int consumed = answer.out(UdpReceived.Out.class).getConsumed();
            if (!endpoint.consume(Integer.toUnsignedLong(consumed))) {
                throw new IllegalStateException(
                        answer.call() + ": " + consumed + " octets consumed, which were not there");
            }
        }
        sink.returns(outer, NtStatus.STATUS_SUCCESS);
    }

    private static @Nullable UdpEndpoint find(long id, Sink sink) {
        return sink.machine().objects().find(id, UdpEndpoint.class);
    }

    private static int bufferOf(UdpBind request) {
        return request.hasReceiveBuffer()
                ? UdpEndpoint.bufferOf(request.getReceiveBuffer())
                : LocalEndpoint.RECEIVE_BUFFER;
    }
}
