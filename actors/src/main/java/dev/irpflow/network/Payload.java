package dev.irpflow.network;

import com.google.protobuf.ByteString;
import dev.irpflow.protocol.network.Frame;
import dev.irpflow.protocol.network.TcpSegment;
import dev.irpflow.protocol.network.UdpDatagram;

/** What a frame carries, whichever transport has sent it: data, and how much of a link it takes. */
public final class Payload {
    // Ethernet header and check sequence, and the headers of IP, TCP and UDP without options.
    private static final int ETHERNET_OCTETS = 18;
    private static final int IPV4_OCTETS = 20;
    private static final int IPV6_OCTETS = 40;
    private static final int TCP_OCTETS = 20;
    private static final int UDP_OCTETS = 8;
    private static final int SEGMENT_SIZE_OPTION_OCTETS = 4;

    // RFC 791 and RFC 8200: where a fragment stands is counted in these.
    private static final int FRAGMENT_UNIT = 8;

    // RFC 8200, 4.5: the header that each fragment has besides that of IPv6.
    private static final int IPV6_FRAGMENT_OCTETS = 8;

    private Payload() {}

    /** The data of its transport, which a fault may change without any check noticing. */
    public static ByteString data(Frame frame) {
        return switch (frame.getPayloadCase()) {
            case TCP -> frame.getTcp().getData();
            case UDP -> frame.getUdp().getData();
            case PAYLOAD_NOT_SET -> ByteString.EMPTY;
        };
    }

    /** The same frame with other data. */
    static Frame with(Frame frame, ByteString data) {
        return switch (frame.getPayloadCase()) {
            case TCP -> frame.toBuilder().setTcp(frame.getTcp().toBuilder().setData(data)).build();
            case UDP -> frame.toBuilder().setUdp(frame.getUdp().toBuilder().setData(data)).build();
            case PAYLOAD_NOT_SET -> frame;
        };
    }

    /** Whether a link takes it: a segment is never cut into fragments, a datagram is. */
    static boolean fits(Frame frame, int mtu) {
        return frame.hasUdp() || ipOctets(frame) + octets(frame) <= mtu;
    }

    /** The octets that it takes of a link, all its fragments together. */
    static int size(Frame frame, int mtu) {
        int octets = octets(frame);
        int headers = ipOctets(frame);
        int packets = 1;
        if (frame.hasUdp() && headers + octets > mtu) {
            headers += isIpv6(frame) ? IPV6_FRAGMENT_OCTETS : 0;
            int room = (mtu - headers) / FRAGMENT_UNIT * FRAGMENT_UNIT;
            packets = (octets + room - 1) / room;
        }
        return packets * (ETHERNET_OCTETS + headers) + octets;
    }

    private static int ipOctets(Frame frame) {
        return isIpv6(frame) ? IPV6_OCTETS : IPV4_OCTETS;
    }

    private static boolean isIpv6(Frame frame) {
        return !frame.getDestination6().isEmpty();
    }

    private static int octets(Frame frame) {
        if (frame.hasUdp()) {
            return octets(frame.getUdp());
        }
        TcpSegment segment = frame.getTcp();
        int options = segment.getMaxSegmentSize() == 0 ? 0 : SEGMENT_SIZE_OPTION_OCTETS;
        return TCP_OCTETS + options + segment.getData().size();
    }

    private static int octets(UdpDatagram datagram) {
        return UDP_OCTETS + datagram.getData().size();
    }
}
