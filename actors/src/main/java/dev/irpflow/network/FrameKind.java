package dev.irpflow.network;

import dev.irpflow.protocol.network.Frame;
import dev.irpflow.protocol.network.TcpFlag;
import dev.irpflow.protocol.network.TcpSegment;
import dev.irpflow.stage.Site;

/** What a frame is for, in the words that scenarios and traces use. */
public enum FrameKind {
    TCP_SYN("tcp-syn"),
    TCP_SYN_ACK("tcp-syn-ack"),
    TCP_RST("tcp-rst"),
    TCP_FIN("tcp-fin"),
    TCP_DATA("tcp-data"),
    TCP_ACK("tcp-ack"),
    UDP("udp"),
    OTHER("other");

    private final String word;
    private final long key;

    FrameKind(String word) {
        this.word = word;
        this.key = Site.key(word);
    }

    /** The word as part of a site. */
    long key() {
        return key;
    }

    /** The word in scenarios and traces. */
    public String word() {
        return word;
    }

    /** The kind of a frame. A segment with data and FIN is a FIN. */
    public static FrameKind of(Frame frame) {
        if (!frame.hasTcp()) {
            return frame.hasUdp() ? UDP : OTHER;
        }
        TcpSegment segment = frame.getTcp();
        int flags = segment.getFlags();
        if ((flags & TcpFlag.TCP_FLAG_RST_VALUE) != 0) {
            return TCP_RST;
        }
        if ((flags & TcpFlag.TCP_FLAG_SYN_VALUE) != 0) {
            return (flags & TcpFlag.TCP_FLAG_ACK_VALUE) != 0 ? TCP_SYN_ACK : TCP_SYN;
        }
        if ((flags & TcpFlag.TCP_FLAG_FIN_VALUE) != 0) {
            return TCP_FIN;
        }
        return segment.getData().isEmpty() ? TCP_ACK : TCP_DATA;
    }
}
