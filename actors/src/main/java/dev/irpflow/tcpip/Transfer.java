package dev.irpflow.tcpip;

import static dev.irpflow.tcpip.Wire.ACK;
import static dev.irpflow.tcpip.Wire.FIN;
import static dev.irpflow.tcpip.Wire.PSH;
import static dev.irpflow.tcpip.Wire.RST;
import static dev.irpflow.tcpip.Wire.SYN;
import static dev.irpflow.tcpip.Wire.has;

import com.google.protobuf.ByteString;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.network.TcpSegment;

/**
 * What segments bring once our SYN is acknowledged, until both directions are closed: RFC 9293,
 * section 3.10.7.4.
 */
final class Transfer {
    private final ControlBlock block;
    private final Sender sender;
    private final Receiver receiver;

    Transfer(ControlBlock block) {
        this.block = block;
        this.sender = block.sender();
        this.receiver = block.receiver();
    }

    /** A segment has come while data flow, or while the ends of the streams are under way. */
    void arrive(TcpSegment segment, Sink sink) {
        if (!isAcceptable(segment, sink) || !has(segment, ACK)) {
            return;
        }
        if (!sender.isPlausible(segment.getAcknowledgment())) {
            receiver.acknowledgeNow();
            return;
        }
        boolean finIsPending = sender.isFinPending();
        sender.acknowledged(segment, sink);
        boolean finIsDone = finIsPending && !sender.isFinPending();
        Indication.Sent sent = sender.finished(finIsDone);
        if (sent != null) {
            block.indications().add(sent);
        }
        if (finIsDone) {
            block.become(TcpEvent.FIN_ACKNOWLEDGED, sink);
        }
        takeData(segment, sink);
        if (block.state() instanceof TcpState.TimeWait) {
            block.retransmission().set(Connection.TIME_WAIT_NS, sink);
        } else if (!block.isClosed()) {
            sender.send(sink);
        }
    }

    /** A segment has come in TIME-WAIT. */
    void arriveInTimeWait(TcpSegment segment, Sink sink) {
        if (has(segment, FIN) && !has(segment, RST)) {
            // Our last acknowledgment is lost: the time begins anew.
            block.retransmission().set(Connection.TIME_WAIT_NS, sink);
            receiver.acknowledgeNow();
        } else {
            isAcceptable(segment, sink); // it may want an answer, and otherwise counts nothing
        }
    }

    /** The first steps for every state: the window, RST and SYN; false if the segment is done. */
    boolean isAcceptable(TcpSegment segment, Sink sink) {
        if (!receiver.accepts(segment)) {
            // An empty one is an old acknowledgment, which two ends must not answer for ever.
            boolean wantsAnswer = Receiver.lengthOf(segment) > 0 || receiver.isJustBefore(segment);
            if (wantsAnswer && !has(segment, RST)) {
                receiver.acknowledgeNow();
            }
            return false;
        }
        if (has(segment, RST)) {
            if (segment.getSequence() == receiver.next()) {
                block.fail(TcpEvent.RESET, sink);
            } else {
                receiver.acknowledgeNow(); // RFC 5961, 3.2: let the peer prove it
            }
            return false;
        }
        if (has(segment, SYN)) {
            receiver.acknowledgeNow(); // RFC 5961, 4.2: a peer that restarted answers with a reset
            return false;
        }
        return true;
    }

    /** Takes the data and the FIN of an acceptable segment. */
    void takeData(TcpSegment segment, Sink sink) {
        if (!block.state().mayReceive()) {
            return;
        }
        ByteString data = receiver.take(segment);
        if (!data.isEmpty()) {
            block.indications().add(new Indication.Received(data, has(segment, PSH)));
        }
        if (receiver.takesFin()) {
            block.become(TcpEvent.FIN_ARRIVED, sink);
            block.indications().add(new Indication.Disconnected());
        }
    }

    /** What was sent was not acknowledged in time. */
    void retransmit(Sink sink) {
        if (!sender.timedOut(sink)) {
            block.giveUp(sink);
        }
    }
}
