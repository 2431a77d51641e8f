package dev.irpflow.tcpip;

import com.google.protobuf.ByteString;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.network.Frame;
import dev.irpflow.protocol.network.TcpFlag;
import dev.irpflow.protocol.network.TcpSegment;
import dev.irpflow.protocol.network.TcpSegmentOrBuilder;
import dev.irpflow.stage.Site;

/** Puts the segments of one connection into frames: RFC 9293, section 3.1. */
final class Wire {
    static final int FIN = TcpFlag.TCP_FLAG_FIN_VALUE;
    static final int SYN = TcpFlag.TCP_FLAG_SYN_VALUE;
    static final int RST = TcpFlag.TCP_FLAG_RST_VALUE;
    static final int PSH = TcpFlag.TCP_FLAG_PSH_VALUE;
    static final int ACK = TcpFlag.TCP_FLAG_ACK_VALUE;

    private static final long SEGMENT = Site.key("segment");
    private static final int DATA = 1 << 8; // beside the bits of the flags

    private final Flow flow;
    private final long key;
    private final int initial;
    private final Receiver receiver;
    private final LazyTimer delayedAcknowledgment;

    /**
     * The wire of one end of a connection.
     *
     * @param key what led to this end, as a key
     * @param initial its first sequence number
     */
    Wire(Flow flow, long key, int initial, Receiver receiver, LazyTimer delayedAcknowledgment) {
        this.flow = flow;
        this.key = key;
        this.initial = initial;
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
        segment.setMaxSegmentSize(segmentSize).setWindow(receiver.offer());
        transmit(segment, sink);
    }

    /** Sends a SYN that acknowledges the peer's. */
    void synchronizeBack(int sequence, int segmentSize, Sink sink) {
        TcpSegment.Builder segment = segment(SYN | ACK, sequence);
        segment.setMaxSegmentSize(segmentSize).setWindow(receiver.advertise());
        segment.setAcknowledgment(receiver.next());
        transmit(segment, sink);
    }

    /** Sends a reset; the peer believes it if it has the number that it expects. */
    void reset(int sequence, Sink sink) {
        transmit(segment(RST, sequence), sink);
    }

    /** Refuses a SYN that was not answered: RFC 9293, 3.10.7.2. */
    void refuse(Sink sink) {
        TcpSegment.Builder segment = segment(RST | ACK, 0);
        segment.setAcknowledgment(receiver.next());
        transmit(segment, sink);
    }

    /** Answers a segment that belongs to no connection: RFC 9293, 3.10.7.1. */
    static void refuse(Frame stray, Sink sink) {
        TcpSegment segment = stray.getTcp();
        if (has(segment, RST)) {
            return;
        }
        Flow flow = Flow.ofArrived(stray);
        TcpSegment.Builder reset;
        if (has(segment, ACK)) {
            reset = segment(flow, RST, segment.getAcknowledgment());
        } else {
            reset = segment(flow, RST | ACK, 0);
            reset.setAcknowledgment(segment.getSequence() + Receiver.lengthOf(segment));
        }
        transmit(flow, reset, sink.machine().causes().origin(), sink);
    }

    static boolean has(TcpSegment segment, int flag) {
        return (segment.getFlags() & flag) != 0;
    }

    private TcpSegment.Builder segment(int flags, int sequence) {
        return segment(flow, flags, sequence);
    }

    private void transmit(TcpSegment.Builder segment, Sink sink) {
        transmit(flow, segment, chain(segment, sink), sink);
    }

    // What the segment is for and where in the stream it stands, which no number of a port or of
    // another connection changes. A SYN that is repeated is the same again, so that what the peer
    // makes of it has the same key whichever of them it was.
    private long chain(TcpSegmentOrBuilder segment, Sink sink) {
        int what = segment.getFlags() & (SYN | ACK | RST | FIN);
        boolean isStream = (what & (SYN | FIN)) != 0;
        if (!segment.getData().isEmpty()) {
            what |= DATA;
            isStream = true;
        }
        int at = isStream ? segment.getSequence() - initial : receiver.taken();
        long chain = Site.join(Site.join(key, what), at);
        return (what & SYN) != 0 ? chain : sink.machine().stage().site(chain, SEGMENT);
    }

    private static TcpSegment.Builder segment(Flow flow, int flags, int sequence) {
        return TcpSegment.newBuilder()
                .setSourcePort(flow.localPort())
                .setDestinationPort(flow.remotePort())
                .setSequence(sequence)
                .setFlags(flags);
    }

    private static void transmit(Flow flow, TcpSegment.Builder segment, long chain, Sink sink) {
        sink.transmit(flow.frame().setTcp(segment).build(), chain);
    }
}
