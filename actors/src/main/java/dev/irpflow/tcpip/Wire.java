package dev.irpflow.tcpip;

import com.google.protobuf.ByteString;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.network.Frame;
import dev.irpflow.protocol.network.TcpFlag;
import dev.irpflow.protocol.network.TcpSegment;

/** Puts the segments of one connection into frames: RFC 9293, section 3.1. */
final class Wire {
    static final int FIN = TcpFlag.TCP_FLAG_FIN_VALUE;
    static final int SYN = TcpFlag.TCP_FLAG_SYN_VALUE;
    static final int RST = TcpFlag.TCP_FLAG_RST_VALUE;
    static final int PSH = TcpFlag.TCP_FLAG_PSH_VALUE;
    static final int ACK = TcpFlag.TCP_FLAG_ACK_VALUE;

    private final Flow flow;
    private final Receiver receiver;
    private final LazyTimer delayedAcknowledgment;

    Wire(Flow flow, Receiver receiver, LazyTimer delayedAcknowledgment) {
        this.flow = flow;
        this.receiver = receiver;
        this.delayedAcknowledgment = delayedAcknowledgment;
    }

    /** Sends a segment, with an acknowledgment, which therefore is not owed any more. */
    void send(int flags, int sequence, ByteString data, Sink sink) {
        TcpSegment.Builder segment = segment(flags | ACK, sequence);
        segment.setWindow(receiver.advertise());
        segment.setAcknowledgment(receiver.next());
        receiver.acknowledged();
        delayedAcknowledgment.clear();
        if (!data.isEmpty()) {
            segment.setData(data);
        }
        transmit(segment, sink);
    }

    /** Sends a SYN. */
    void synchronize(int sequence, int segmentSize, Sink sink) {
        TcpSegment.Builder segment = segment(SYN, sequence);
        segment.setMaxSegmentSize(segmentSize).setWindow(receiver.capacity());
        transmit(segment, sink);
    }

    /** Sends a SYN that acknowledges the peer's. */
    void synchronizeBack(int sequence, int segmentSize, Sink sink) {
        TcpSegment.Builder segment = segment(SYN | ACK, sequence);
        segment.setMaxSegmentSize(segmentSize).setWindow(receiver.capacity());
        segment.setAcknowledgment(receiver.next());
        transmit(segment, sink);
    }

    /** Sends a reset; the peer believes it if it has the number that it expects. */
    void reset(int sequence, Sink sink) {
        transmit(segment(RST, sequence), sink);
    }

    /** Answers a segment that belongs to no connection: RFC 9293, 3.10.7.1. */
    static void refuse(Frame stray, Sink sink) {
        TcpSegment segment = stray.getTcp();
        if (has(segment, RST)) {
            return;
        }
        Flow flow =
                new Flow(
                        stray.getDestination(),
                        segment.getDestinationPort(),
                        stray.getSource(),
                        segment.getSourcePort());
        TcpSegment.Builder reset;
        if (has(segment, ACK)) {
            reset = segment(flow, RST, segment.getAcknowledgment());
        } else {
            reset = segment(flow, RST | ACK, 0);
            reset.setAcknowledgment(segment.getSequence() + Receiver.lengthOf(segment));
        }
        transmit(flow, reset, sink);
    }

    static boolean has(TcpSegment segment, int flag) {
        return (segment.getFlags() & flag) != 0;
    }

    private TcpSegment.Builder segment(int flags, int sequence) {
        return segment(flow, flags, sequence);
    }

    private void transmit(TcpSegment.Builder segment, Sink sink) {
        transmit(flow, segment, sink);
    }

    private static TcpSegment.Builder segment(Flow flow, int flags, int sequence) {
        return TcpSegment.newBuilder()
                .setSourcePort(flow.localPort())
                .setDestinationPort(flow.remotePort())
                .setSequence(sequence)
                .setFlags(flags);
    }

    private static void transmit(Flow flow, TcpSegment.Builder segment, Sink sink) {
        sink.transmit(
                Frame.newBuilder()
                        .setSource(flow.localIp())
                        .setDestination(flow.remoteIp())
                        .setTcp(segment)
                        .build());
    }
}
