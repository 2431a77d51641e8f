package dev.irpflow.tcpip;

import static dev.irpflow.tcpip.Wire.ACK;
import static dev.irpflow.tcpip.Wire.RST;
import static dev.irpflow.tcpip.Wire.SYN;
import static dev.irpflow.tcpip.Wire.has;

import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.network.TcpSegment;

/**
 * How a connection begins: RFC 9293, sections 3.10.1, 3.10.7.2 to 3.10.7.4. It is over when our SYN
 * is acknowledged.
 */
final class Handshake {
    /** Repetitions of a SYN: TcpMaxConnectRetransmissions of Windows, so 3 + 6 + 12 s in all. */
    static final int MAX_SYN_RETRANSMISSIONS = 2;

    /**
     * How long a peer that has asked may stay silent while its request is inspected: as long as a
     * handshake takes at most.
     */
    static final long HANDSHAKE_NS = 21_000_000_000L;

    private final ControlBlock block;
    private final Transfer transfer;

    Handshake(ControlBlock block, Transfer transfer) {
        this.block = block;
        this.transfer = transfer;
    }

    /** Takes the SYN with which a peer has asked, and answers it or has it inspected. */
    void answer(TcpSegment syn, Sink sink) {
        begin(syn);
        if (block.state() instanceof TcpState.Inspected) {
            block.retransmission().set(HANDSHAKE_NS, sink);
            block.indications().add(new Indication.Requested(block.request()));
        } else {
            sendSynBack(sink);
        }
    }

    /** The client lets a request go on that it has inspected. */
    void admit(Sink sink) {
        block.become(TcpEvent.ADMITTED, sink);
        sendSynBack(sink);
    }

    // Nothing of ours is out. A peer that has begun anew repeats its SYN, which then is inspected.
    void arriveInInspected(TcpSegment segment, Sink sink) {
        Receiver receiver = block.receiver();
        boolean isSyn = has(segment, SYN) && !has(segment, ACK | RST);
        boolean isReset = has(segment, RST) && segment.getSequence() == receiver.next();
        if (isSyn && receiver.isJustBefore(segment)) {
            block.retransmission().set(HANDSHAKE_NS, sink); // the peer is still there
        } else if (isSyn || isReset) {
            block.fail(TcpEvent.RESET, sink);
        }
    }

    // RFC 9293, 3.10.7.3.
    void arriveInSynSent(TcpSegment segment, Sink sink) {
        boolean acknowledges = has(segment, ACK);
        if (acknowledges && segment.getAcknowledgment() != block.sender().highest()) {
            if (!has(segment, RST)) {
                // The peer has an old connection of this flow: it is to go.
                block.wire().reset(segment.getAcknowledgment(), sink);
            }
        } else if (has(segment, RST)) {
            if (acknowledges) {
                block.fail(TcpEvent.RESET, sink);
            }
        } else if (has(segment, SYN)) {
            begin(segment);
            if (acknowledges) {
                block.sender().synAcknowledged(segment, sink.now());
                block.become(TcpEvent.SYN_ANSWERED, sink);
                block.indications().add(new Indication.Connected());
                block.receiver().acknowledgeNow();
            } else {
                block.become(TcpEvent.SYN_ARRIVED, sink);
                sendSynBack(sink);
            }
        }
    }

    void arriveInSynReceived(TcpSegment segment, Sink sink) {
        boolean isPeersSyn = has(segment, SYN) && block.receiver().isJustBefore(segment);
        if (isPeersSyn && !has(segment, ACK)) {
            sendSynBack(sink); // it has come again: our answer may be lost
            return;
        }
        if ((!isPeersSyn && !transfer.isAcceptable(segment, sink)) || !has(segment, ACK)) {
            return;
        }
        if (segment.getAcknowledgment() != block.sender().highest()) {
            block.wire().reset(segment.getAcknowledgment(), sink);
            return;
        }
        block.sender().synAcknowledged(segment, sink.now());
        block.become(TcpEvent.SYN_ACKNOWLEDGED, sink);
        block.indications()
                .add(
                        block.isOurs()
                                ? new Indication.Connected()
                                : new Indication.Accepted(block.request()));
        if (isPeersSyn) {
            block.receiver().acknowledgeNow();
        } else {
            transfer.takeData(segment, sink);
        }
    }

    /** A SYN was not answered in time. */
    void retransmit(Sink sink) {
        if (!block.sender().maySendSynAgain(MAX_SYN_RETRANSMISSIONS)) {
            block.giveUp(sink);
        } else if (block.state() instanceof TcpState.SynSent) {
            sendSyn(sink);
        } else {
            sendSynBack(sink);
        }
    }

    void sendSyn(Sink sink) {
        block.sender().synSent(sink);
        block.wire().synchronize(block.sender().oldest(), block.segmentSize(), sink);
    }

    private void sendSynBack(Sink sink) {
        block.sender().synSent(sink);
        block.wire().synchronizeBack(block.sender().oldest(), block.segmentSize(), sink);
    }

    private void begin(TcpSegment syn) {
        block.receiver().begin(syn.getSequence());
        int theirs = syn.getMaxSegmentSize();
        block.sender().limitSegments(theirs == 0 ? SegmentSize.least(block.flow()) : theirs);
    }
}
