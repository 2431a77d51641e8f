package dev.irpflow.network;

import dev.irpflow.protocol.network.Frame;
import dev.irpflow.protocol.network.TcpSegment;

/** A frame in words, for traces. */
final class FrameText {
    private FrameText() {}

    /** Such as {@code tcp-data 10.0.0.1:49152 -> 10.0.0.2:445 sequence 17, 64 octets}. */
    static String of(Frame frame) {
        StringBuilder text = new StringBuilder(FrameKind.of(frame).word());
        TcpSegment segment = frame.getTcp();
        text.append(' ').append(Ipv4.text(frame.getSource()));
        text.append(':').append(segment.getSourcePort());
        text.append(" -> ").append(Ipv4.text(frame.getDestination()));
        text.append(':').append(segment.getDestinationPort());
        text.append(" sequence ").append(Integer.toUnsignedString(segment.getSequence()));
        return text.append(", ").append(segment.getData().size()).append(" octets").toString();
    }
}
