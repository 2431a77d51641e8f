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
import dev.irpflow.protocol.status.NtStatus;
import org.jspecify.annotations.Nullable;

/**
 * One end of a TCP connection: RFC 9293, section 3.10, event by event.
 *
 * <p>This file is one thing because that section is: what the client, the network and time do in
 * each state. The two directions and the timers below have files of their own.
 */
final class Connection {
    /** Repetitions of a SYN: TcpMaxConnectRetransmissions of Windows, so 3 + 6 + 12 s in all. */
    static final int MAX_SYN_RETRANSMISSIONS = 2;

    /**
     * How long a peer that has asked may stay silent while its request is inspected: as long as a
     * handshake takes at most.
     */
    static final long HANDSHAKE_NS = 21_000_000_000L;

    /** TcpDelAckTicks of Windows; RFC 9293, 3.8.6.3 allows up to 500 ms. */
    static final long DELAYED_ACKNOWLEDGMENT_NS = 200_000_000L;

    /** Twice the longest life of a segment: TcpTimedWaitDelay of Windows. */
    static final long TIME_WAIT_NS = 120_000_000_000L;

    // RFC 9293, 3.7.1: what a peer takes that does not say what it takes.
    private static final int DEFAULT_SEGMENT_SIZE = 536;

    private final Flow flow;
    private final boolean isOurs;
    private final int ownSegmentSize;
    private final LazyTimer retransmission; // in TIME-WAIT it is what ends that
    private final LazyTimer delayedAcknowledgment;
    private final Wire wire;
    private final Sender sender;
    private final Receiver receiver;
    private final Indications indications = new Indications();
    private TcpState state;
    private final long request; // which the listener's client inspects; 0 for none
    private @Nullable Endpoint listener; // until the client knows the connection
    private @Nullable Endpoint endpoint; // as long as the client knows it

    private Connection(
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
        this.ownSegmentSize = segmentSize;
        this.retransmission =
                new LazyTimer(
                        "tcp-retransmission", new Expiry(this, Expiry.Purpose.RETRANSMISSION));
        this.delayedAcknowledgment =
                new LazyTimer(
                        "tcp-delayed-acknowledgment",
                        new Expiry(this, Expiry.Purpose.DELAYED_ACKNOWLEDGMENT));
        this.receiver = new Receiver(opener.receiveBuffer(), segmentSize);
        this.wire = new Wire(flow, key, initial, receiver, delayedAcknowledgment);
        this.sender = new Sender(wire, retransmission, initial, segmentSize);
    }

    /** Sends a SYN: the client of this endpoint connects. */
    static Connection connect(Flow flow, int initial, Endpoint endpoint, int mss, Sink sink) {
        long key = sink.machine().causes().origin();
        Connection connection =
                new Connection(flow, key, initial, endpoint, new TcpState.SynSent(), mss, 0);
        connection.endpoint = endpoint;
        connection.sendSyn(sink);
        return connection;
    }

    /**
     * A peer asks a listener for a connection.
     *
     * @param request the number under which the listener's client inspects it; 0 if it does not
     */
    static Connection requested(
            Flow flow, int initial, Endpoint listener, int mss, long request, Sink sink) {
        TcpState state = request == 0 ? new TcpState.SynReceived() : new TcpState.Inspected();
        long key = sink.machine().causes().origin(); // of the SYN
        Connection connection = new Connection(flow, key, initial, listener, state, mss, request);
        connection.listener = listener;
        return connection;
    }

    /** Takes the SYN with which a peer has asked, and answers it or has it inspected. */
    void answer(TcpSegment syn, Sink sink) {
        begin(syn);
        if (state instanceof TcpState.Inspected) {
            retransmission.set(HANDSHAKE_NS, sink);
            indications.add(new Indication.Requested(request));
        } else {
            sendSynBack(sink);
        }
    }

    /** The number under which the listener's client has inspected it; 0 if it has not. */
    long request() {
        return request;
    }

    /** The client has inspected the request; false if it is over, or was decided before. */
    boolean decide(boolean accepts, Sink sink) {
        if (!(state instanceof TcpState.Inspected)) {
            if (!accepts && isClosed()) {
                indications.end(); // of what was rejected, no drop is told
            }
            return false;
        }
        if (accepts) {
            become(TcpEvent.ADMITTED, sink);
            sendSynBack(sink);
        } else {
            abort(sink);
        }
        return true;
    }

    Flow flow() {
        return flow;
    }

    TcpState state() {
        return state;
    }

    boolean isClosed() {
        return state instanceof TcpState.Closed;
    }

    /** What the client is to be told. */
    Indications indications() {
        return indications;
    }

    /** The listener that took it, until the client knows it. */
    @Nullable Endpoint listener() {
        return listener;
    }

    /** The endpoint by which the client knows it. */
    @Nullable Endpoint endpoint() {
        return endpoint;
    }

    /** The client is about to know it by this endpoint. */
    void introduce(Endpoint as) {
        listener = null;
        endpoint = as;
    }

    /** Whether our client began it. */
    boolean isOurs() {
        return isOurs;
    }

    /** A later incarnation takes its place in TIME-WAIT. */
    void outlive(Sink sink) {
        become(TcpEvent.TIME_WAIT_OVER, sink);
    }

    /** The number behind all that was sent: a later incarnation begins after it. */
    int highestSent() {
        return sender.highest();
    }

    /** Whether a SYN begins a later incarnation, so that TIME-WAIT may end: RFC 9293, 3.10.7.4. */
    boolean isOutlivedBy(TcpSegment syn) {
        return state instanceof TcpState.TimeWait
                && (syn.getFlags() & (SYN | ACK | RST | FIN)) == SYN
                && Sequence.isAfter(syn.getSequence(), receiver.next());
    }

    // What the client does.

    NtStatus send(ByteString data, Sink sink) {
        if (!state.maySend()) {
            return refusal();
        }
        boolean wasIdle = sender.isIdle();
        sender.append(data);
        if (wasIdle && data.isEmpty()) {
            sink.dpc("tcp-sent", new Expiry(this, Expiry.Purpose.SENT));
        } else {
            sender.send(sink);
        }
        return NtStatus.STATUS_SUCCESS;
    }

    NtStatus disconnect(Sink sink) {
        if (!state.maySend()) {
            return refusal();
        }
        become(TcpEvent.DISCONNECT, sink);
        sender.disconnect();
        sender.send(sink);
        return NtStatus.STATUS_SUCCESS;
    }

    NtStatus consume(int octets, Sink sink) {
        if (!receiver.consume(octets)) {
            return NtStatus.STATUS_INVALID_PARAMETER;
        }
        if (receiver.owesNow()) {
            settle(sink);
        }
        return NtStatus.STATUS_SUCCESS;
    }

    /** Resets the connection unless it is closed both ways, and tells the client nothing more. */
    void abort(Sink sink) {
        indications.end();
        TcpState before = state;
        if (!become(TcpEvent.ABORT, sink) || before instanceof TcpState.SynSent) {
            return;
        }
        if (before instanceof TcpState.Inspected) {
            wire.refuse(sink);
        } else {
            wire.reset(sender.highest(), sink);
        }
    }

    /** What a call gets that the state does not allow. */
    private NtStatus refusal() {
        return state instanceof TcpState.Closed closed && closed.why() != NtStatus.STATUS_SUCCESS
                ? closed.why()
                : NtStatus.STATUS_INVALID_DEVICE_STATE;
    }

    // What the network does.

    /** A segment of this flow has arrived. */
    void arrive(TcpSegment segment, Sink sink) {
        switch (state) {
            case TcpState.Inspected inspected -> arriveInInspected(segment, sink);
            case TcpState.SynSent synSent -> arriveInSynSent(segment, sink);
            case TcpState.SynReceived synReceived -> arriveInSynReceived(segment, sink);
            case TcpState.Established established -> arriveInOrder(segment, sink);
            case TcpState.FinWait1 finWait1 -> arriveInOrder(segment, sink);
            case TcpState.FinWait2 finWait2 -> arriveInOrder(segment, sink);
            case TcpState.CloseWait closeWait -> arriveInOrder(segment, sink);
            case TcpState.Closing closing -> arriveInOrder(segment, sink);
            case TcpState.LastAck lastAck -> arriveInOrder(segment, sink);
            case TcpState.TimeWait timeWait -> arriveInTimeWait(segment, sink);
            case TcpState.Closed closed -> {} // it is out of the table; nothing can reach it
        }
    }

    // Nothing of ours is out. A peer that has begun anew repeats its SYN, which then is inspected.
    private void arriveInInspected(TcpSegment segment, Sink sink) {
        boolean isSyn = has(segment, SYN) && !has(segment, ACK | RST);
        boolean isReset = has(segment, RST) && segment.getSequence() == receiver.next();
        if (isSyn && receiver.isJustBefore(segment)) {
            retransmission.set(HANDSHAKE_NS, sink); // the peer is still there
        } else if (isSyn || isReset) {
            fail(TcpEvent.RESET, sink);
        }
    }

    // RFC 9293, 3.10.7.3.
    private void arriveInSynSent(TcpSegment segment, Sink sink) {
        boolean acknowledges = has(segment, ACK);
        if (acknowledges && segment.getAcknowledgment() != sender.highest()) {
            if (!has(segment, RST)) {
                // The peer has an old connection of this flow: it is to go.
                wire.reset(segment.getAcknowledgment(), sink);
            }
        } else if (has(segment, RST)) {
            if (acknowledges) {
                fail(TcpEvent.RESET, sink);
            }
        } else if (has(segment, SYN)) {
            begin(segment);
            if (acknowledges) {
                sender.synAcknowledged(segment, sink.now());
                become(TcpEvent.SYN_ANSWERED, sink);
                indications.add(new Indication.Connected());
                receiver.acknowledgeNow();
            } else {
                become(TcpEvent.SYN_ARRIVED, sink);
                sendSynBack(sink);
            }
        }
    }

    private void arriveInSynReceived(TcpSegment segment, Sink sink) {
        boolean isPeersSyn = has(segment, SYN) && receiver.isJustBefore(segment);
        if (isPeersSyn && !has(segment, ACK)) {
            sendSynBack(sink); // it has come again: our answer may be lost
            return;
        }
        if ((!isPeersSyn && !isAcceptable(segment, sink)) || !has(segment, ACK)) {
            return;
        }
        if (segment.getAcknowledgment() != sender.highest()) {
            wire.reset(segment.getAcknowledgment(), sink);
            return;
        }
        boolean isPassive = listener != null;
        sender.synAcknowledged(segment, sink.now());
        become(TcpEvent.SYN_ACKNOWLEDGED, sink);
        indications.add(isPassive ? new Indication.Accepted(request) : new Indication.Connected());
        if (isPeersSyn) {
            receiver.acknowledgeNow();
        } else {
            takeData(segment, sink);
        }
    }

    private void arriveInTimeWait(TcpSegment segment, Sink sink) {
        if (has(segment, FIN) && !has(segment, RST)) {
            // Our last acknowledgment is lost: the time begins anew.
            retransmission.set(TIME_WAIT_NS, sink);
            receiver.acknowledgeNow();
        } else {
            isAcceptable(segment, sink); // it may want an answer, and otherwise counts nothing
        }
    }

    // RFC 9293, 3.10.7.4, for the states in which our SYN is acknowledged.
    private void arriveInOrder(TcpSegment segment, Sink sink) {
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
            indications.add(sent);
        }
        if (finIsDone) {
            become(TcpEvent.FIN_ACKNOWLEDGED, sink);
        }
        takeData(segment, sink);
        if (state instanceof TcpState.TimeWait) {
            retransmission.set(TIME_WAIT_NS, sink);
        } else if (!isClosed()) {
            sender.send(sink);
        }
    }

    /** The first steps for every state: the window, RST and SYN; false if the segment is done. */
    private boolean isAcceptable(TcpSegment segment, Sink sink) {
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
                fail(TcpEvent.RESET, sink);
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

    private void takeData(TcpSegment segment, Sink sink) {
        if (!state.mayReceive()) {
            return;
        }
        ByteString data = receiver.take(segment);
        if (!data.isEmpty()) {
            indications.add(new Indication.Received(data, has(segment, PSH)));
        }
        if (receiver.takesFin()) {
            become(TcpEvent.FIN_ARRIVED, sink);
            indications.add(new Indication.Disconnected());
        }
    }

    private void begin(TcpSegment syn) {
        receiver.begin(syn.getSequence());
        int theirs = syn.getMaxSegmentSize();
        sender.limitSegments(theirs == 0 ? DEFAULT_SEGMENT_SIZE : theirs);
    }

    // What time does.

    /** A timer's DPC runs. */
    void expire(Expiry.Purpose purpose, Sink sink) {
        switch (purpose) {
            case RETRANSMISSION -> {
                if (retransmission.hasExpired(sink)) {
                    retransmit(sink);
                }
            }
            case DELAYED_ACKNOWLEDGMENT -> {
                if (delayedAcknowledgment.hasExpired(sink) && receiver.owesSoon()) {
                    receiver.acknowledgeNow();
                }
            }
            case SENT -> {
                Indication.Sent sent = isClosed() ? null : sender.finished(false);
                if (sent != null) {
                    indications.add(sent);
                }
            }
        }
    }

    private void retransmit(Sink sink) {
        switch (state) {
            case TcpState.Inspected inspected -> fail(TcpEvent.GAVE_UP, sink);
            case TcpState.SynSent synSent -> retransmitSyn(sink);
            case TcpState.SynReceived synReceived -> retransmitSyn(sink);
            case TcpState.Established established -> retransmitData(sink);
            case TcpState.FinWait1 finWait1 -> retransmitData(sink);
            case TcpState.FinWait2 finWait2 -> {} // all that we sent is acknowledged
            case TcpState.CloseWait closeWait -> retransmitData(sink);
            case TcpState.Closing closing -> retransmitData(sink);
            case TcpState.LastAck lastAck -> retransmitData(sink);
            case TcpState.TimeWait timeWait -> become(TcpEvent.TIME_WAIT_OVER, sink);
            case TcpState.Closed closed -> {} // its timers are stopped; this DPC was queued before
        }
    }

    private void retransmitSyn(Sink sink) {
        if (!sender.maySendSynAgain(MAX_SYN_RETRANSMISSIONS)) {
            giveUp(sink);
        } else if (state instanceof TcpState.SynSent) {
            sendSyn(sink);
        } else {
            sendSynBack(sink);
        }
    }

    private void retransmitData(Sink sink) {
        if (!sender.timedOut(sink)) {
            giveUp(sink);
        }
    }

    // The peer may be there after all, and only its answers be lost: it is told.
    private void giveUp(Sink sink) {
        boolean isKnownToPeer = !(state instanceof TcpState.SynSent);
        fail(TcpEvent.GAVE_UP, sink);
        if (isKnownToPeer) {
            wire.reset(sender.highest(), sink);
        }
    }

    private void sendSyn(Sink sink) {
        sender.synSent(sink);
        wire.synchronize(sender.oldest(), ownSegmentSize, sink);
    }

    private void sendSynBack(Sink sink) {
        sender.synSent(sink);
        wire.synchronizeBack(sender.oldest(), ownSegmentSize, sink);
    }

    /** The call in hand ends: acknowledges what no data have acknowledged meanwhile. */
    void settle(Sink sink) {
        if (isClosed()) {
            return;
        }
        if (receiver.owesNow()) {
            wire.send(ACK, sender.highest(), ByteString.EMPTY, sink);
        } else if (receiver.owesSoon() && !delayedAcknowledgment.isSet()) {
            delayedAcknowledgment.set(DELAYED_ACKNOWLEDGMENT_NS, sink);
        }
    }

    // Changes of state.

    private boolean become(TcpEvent event, Sink sink) {
        TcpState before = state;
        state = before.on(event);
        if (state != before) {
            sink.machine().log().changed("tcp-connection", before.word(), state.word());
        }
        if (state instanceof TcpState.Closed && state != before) {
            sender.clear();
            receiver.clear();
            retransmission.stop();
            delayedAcknowledgment.stop();
        }
        return state != before;
    }

    private void fail(TcpEvent event, Sink sink) {
        TcpState before = state;
        if (!become(event, sink) || !(state instanceof TcpState.Closed closed)) {
            return;
        }
        boolean wasBegun =
                before instanceof TcpState.SynSent
                        || before instanceof TcpState.SynReceived
                        || before instanceof TcpState.Inspected;
        if (!wasBegun) {
            indications.add(new Indication.Aborted(closed.why()));
        } else if (isOurs) {
            indications.add(new Indication.ConnectFailed(closed.why()));
        } else if (request != 0) {
            indications.add(new Indication.Dropped(request));
        }
    }
}
