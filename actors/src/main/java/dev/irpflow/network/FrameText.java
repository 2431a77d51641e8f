package dev.irpflow.network;

import dev.irpflow.address.IpAddress;
import dev.irpflow.protocol.network.Frame;
import dev.irpflow.protocol.network.TcpSegment;
import dev.irpflow.protocol.network.UdpDatagram;

/** A frame in words, for traces. */
final class FrameText {
    private FrameText() {}

    /**
     * Such as {@code tcp-data 10.0.0.1:49152 -> 10.0.0.2:445 sequence 17, 64 octets}; a datagram
     * has no sequence.
     */
    static String of(Frame frame) {
        String kind = FrameKind.of(frame).word();
        String octets = ", " + Payload.data(frame).size() + " octets";
        if (frame.hasUdp()) {
            UdpDatagram datagram = frame.getUdp();
            return kind
                    + ends(frame, datagram.getSourcePort(), datagram.getDestinationPort())
                    + octets;
        }
        TcpSegment segment = frame.getTcp();
        return kind
                + ends(frame, segment.getSourcePort(), segment.getDestinationPort())
                + " sequence "
                + Integer.toUnsignedString(segment.getSequence())
                + octets;
    }

    private static String ends(Frame frame, int from, int to) {
        return " "
                + IpAddress.of(frame.getSource(), frame.getSource6()).hostText()
                + ":"
                + from
                + " -> "
                + IpAddress.of(frame.getDestination(), frame.getDestination6()).hostText()
                + ":"
                + to;
    }
}
