package dev.irpflow.tcpip;

import dev.irpflow.kernel.Sink;
import org.jspecify.annotations.Nullable;

/**
 * The transmission control block of one end of a connection, RFC 9293, section 3.3.1: what the
 * handshake, the flow of data and the client's calls have in common.
 */
final class ControlBlock {
    private final Flow flow;
    private final boolean isOurs;
    private final long request; // which the listener's client inspects; 0 for none
    private final int segmentSize;
    private final LazyTimer retransmission; // in TIME-WAIT it is what ends that
    private final LazyTimer delayedAcknowledgment;
    private final Wire wire;
    private final Sender sender;
    private final Receiver receiver;
    private final Indications indications = new Indications();
    private TcpState state;
    private boolean isMade;
    private @Nullable KeepAlive keepAlive; // as long as it is on

    /**
     * The block of a connection that begins in this state.
     *
     * @param key what led to it, as a key
     * @param initial its first sequence number
     * @param segmentSize the largest segment that its interface takes
     * @param request the number under which the listener's client inspects it; 0 for none
     */
    ControlBlock(
            Connection connection,
            Flow flow,
            long key,
            int initial,
            Endpoint opener,
            TcpState state,
            int segmentSize,
            long request) {
        this.flow = flow;
        this.state = state;
        this.request = request;
        this.isOurs = state instanceof TcpState.SynSent;
        this.segmentSize = segmentSize;
        this.retransmission =
                new LazyTimer(
                        "tcp-retransmission",
                        new Expiry(connection, Expiry.Purpose.RETRANSMISSION));
        this.delayedAcknowledgment =
                new LazyTimer(
                        "tcp-delayed-acknowledgment",
                        new Expiry(connection, Expiry.Purpose.DELAYED_ACKNOWLEDGMENT));
        this.receiver = new Receiver(opener.receiveBuffer(), segmentSize);
        this.wire = new Wire(flow, key, initial, receiver, delayedAcknowledgment);
        this.sender =
                new Sender(wire, retransmission, initial, segmentSize, SegmentSize.least(flow));
    }

    Flow flow() {
        return flow;
    }

    /** Whether our client began it. */
    boolean isOurs() {
        return isOurs;
    }

    /** The number under which the listener's client has inspected it; 0 if it has not. */
    long request() {
        return request;
    }

    /** The largest segment that its interface takes. */
    int segmentSize() {
        return segmentSize;
    }

    TcpState state() {
        return state;
    }

    boolean isClosed() {
        return state instanceof TcpState.Closed;
    }

    Wire wire() {
        return wire;
    }

    Sender sender() {
        return sender;
    }

    Receiver receiver() {
        return receiver;
    }

    LazyTimer retransmission() {
        return retransmission;
    }

    LazyTimer delayedAcknowledgment() {
        return delayedAcknowledgment;
    }

    /** What the client is to be told. */
    Indications indications() {
        return indications;
    }

    /** What asks an idle peer whether it is there; null while that is off. */
    @Nullable KeepAlive keepAlive() {
        return keepAlive;
    }

    /** Turns it on. */
    void keepAlive(KeepAlive with) {
        keepAlive = with;
    }

    /** Turns it off. */
    void letDie() {
        if (keepAlive != null) {
            keepAlive.stop();
            keepAlive = null;
        }
    }

    /** Whether it was established once. */
    boolean isMade() {
        return isMade;
    }

    /** Goes over to the state after an event; false if it is ignored. */
    boolean become(TcpEvent event, Sink sink) {
        TcpState before = state;
        state = before.on(event);
        if (state == before) {
            return false;
        }
        sink.machine().log().changed("tcp-connection", before.word(), state.word());
        isMade |= !state.isHandshake() && !(state instanceof TcpState.Closed);
        if (state instanceof TcpState.Closed || state instanceof TcpState.Silent) {
            sender.clear();
            receiver.clear();
            retransmission.stop();
            delayedAcknowledgment.stop();
            letDie();
        }
        return true;
    }

    /** It ends by itself, and whoever knows of it is to be told. */
    void fail(TcpEvent event, Sink sink) {
        TcpState before = state;
        if (!become(event, sink) || !(state instanceof TcpState.Closed closed)) {
            return;
        }
        if (!before.isHandshake()) {
            indications.add(new Indication.Aborted(closed.why()));
        } else if (isOurs) {
            indications.add(new Indication.ConnectFailed(closed.why()));
        } else if (request != 0) {
            indications.add(new Indication.Dropped(request));
        }
    }

    /**
     * The peer does not answer. It may be there after all, and only its answers be lost: it is
     * told.
     */
    void giveUp(Sink sink) {
        boolean isKnownToPeer = !(state instanceof TcpState.SynSent);
        fail(TcpEvent.GAVE_UP, sink);
        if (isKnownToPeer) {
            wire.reset(sender.highest(), sink);
        }
    }
}
