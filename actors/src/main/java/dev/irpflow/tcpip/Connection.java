package dev.irpflow.tcpip;

import static dev.irpflow.tcpip.Wire.ACK;
import static dev.irpflow.tcpip.Wire.FIN;
import static dev.irpflow.tcpip.Wire.RST;
import static dev.irpflow.tcpip.Wire.SYN;

import com.google.protobuf.ByteString;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.network.TcpSegment;
import dev.irpflow.protocol.status.NtStatus;
import org.jspecify.annotations.Nullable;

/**
 * One end of a TCP connection: what the client, the network and time do to it in each state, RFC
 * 9293, section 3.10. Its beginning is in {@link Handshake}, what comes then in {@link Transfer}.
 */
final class Connection {
    /** TcpDelAckTicks of Windows; RFC 9293, 3.8.6.3 allows up to 500 ms. */
    static final long DELAYED_ACKNOWLEDGMENT_NS = 200_000_000L;

    /** Twice the longest life of a segment: TcpTimedWaitDelay of Windows. */
    static final long TIME_WAIT_NS = 120_000_000_000L;

    private final ControlBlock block;
    private final Sender sender;
    private final Receiver receiver;
    private final Transfer transfer;
    private final Handshake handshake;
    private @Nullable SendBacklog backlog; // while the client watches it
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
        this.block =
                new ControlBlock(this, flow, key, initial, opener, state, segmentSize, request);
        this.sender = block.sender();
        this.receiver = block.receiver();
        this.transfer = new Transfer(block);
        this.handshake = new Handshake(block, transfer);
    }

    /** Sends a SYN: the client of this endpoint connects. */
    static Connection connect(Flow flow, int initial, Endpoint endpoint, int mss, Sink sink) {
        long key = sink.machine().causes().origin();
        Connection connection =
                new Connection(flow, key, initial, endpoint, new TcpState.SynSent(), mss, 0);
        connection.endpoint = endpoint;
        connection.keepAlive(endpoint.keepsAlive(), sink);
        connection.handshake.sendSyn(sink);
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
        connection.keepAlive(listener.keepsAlive(), sink);
        return connection;
    }

    /** Takes the SYN with which a peer has asked, and answers it or has it inspected. */
    void answer(TcpSegment syn, Sink sink) {
        handshake.answer(syn, sink);
    }

    /** The number under which the listener's client has inspected it; 0 if it has not. */
    long request() {
        return block.request();
    }

    /** The client has inspected the request; false if it is over, or was decided before. */
    boolean decide(boolean accepts, Sink sink) {
        if (!(state() instanceof TcpState.Inspected)) {
            if (!accepts && isClosed()) {
                indications().end(); // of what was rejected, no drop is told
            }
            return false;
        }
        if (accepts) {
            handshake.admit(sink);
        } else {
            abort(sink);
        }
        return true;
    }

    Flow flow() {
        return block.flow();
    }

    TcpState state() {
        return block.state();
    }

    boolean isClosed() {
        return block.isClosed();
    }

    /** Whether it ended without ever having been established. */
    boolean hasFailed() {
        return isClosed() && !block.isMade();
    }

    /** What the client is to be told. */
    Indications indications() {
        return block.indications();
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
        return block.isOurs();
    }

    /** A later incarnation takes its place in TIME-WAIT. */
    void outlive(Sink sink) {
        block.become(TcpEvent.TIME_WAIT_OVER, sink);
    }

    /** The number behind all that was sent: a later incarnation begins after it. */
    int highestSent() {
        return sender.highest();
    }

    /** Whether a SYN begins a later incarnation, so that TIME-WAIT may end: RFC 9293, 3.10.7.4. */
    boolean isOutlivedBy(TcpSegment segment) {
        return state() instanceof TcpState.TimeWait
                && (segment.getFlags() & (SYN | ACK | RST | FIN)) == SYN
                && Sequence.isAfter(segment.getSequence(), receiver.next());
    }

    // What the client does.

    NtStatus send(ByteString data, Sink sink) {
        if (!state().maySend()) {
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
        if (!state().maySend()) {
            return refusal();
        }
        block.become(TcpEvent.DISCONNECT, sink);
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

    /** Falls silent for good, with nothing of ours under way. */
    NtStatus silence(Sink sink) {
        if (!sender.isIdle() || !block.become(TcpEvent.SILENCED, sink)) {
            return refusal();
        }
        indications().end();
        return NtStatus.STATUS_SUCCESS;
    }

    /** Whether an idle peer is asked if it is still there. */
    void keepAlive(boolean on, Sink sink) {
        if (!on) {
            block.letDie();
        } else if (block.keepAlive() == null && !isQuiet()) {
            KeepAlive keepAlive = new KeepAlive(this, sender);
            block.keepAlive(keepAlive);
            keepAlive.heard(sink);
        }
    }

    /** How many octets may be indicated and not consumed, from now on. */
    void receiveBuffer(int octets, Sink sink) {
        receiver.resize(octets);
        if (state().mayReceive() && receiver.isWider()) {
            receiver.acknowledgeNow();
            settle(sink);
        }
    }

    /** How many octets are best kept outstanding; null if none can be sent. */
    @Nullable Integer idealBacklog() {
        return state().maySend() ? sender.idealBacklog() : null;
    }

    /** The client wants to be told when that changes. */
    void watchBacklog() {
        if (backlog == null) {
            backlog = new SendBacklog(block);
        }
    }

    /** Resets the connection unless it is closed both ways, and tells the client nothing more. */
    void abort(Sink sink) {
        indications().end();
        TcpState before = state();
        boolean owes = !isQuiet() && !before.isHandshake() && receiver.owesNow();
        if (!block.become(TcpEvent.ABORT, sink)) {
            return;
        }
        if (owes) { // until now it waited for data; the peer may not know yet that we are connected
            acknowledge(sink);
        }
        if (before instanceof TcpState.Inspected) {
            block.wire().refuse(sink);
        } else if (!(before instanceof TcpState.SynSent || before instanceof TcpState.Silent)) {
            block.wire().reset(sender.highest(), sink);
        }
    }

    /** What a call gets that the state does not allow. */
    NtStatus refusal() {
        return state() instanceof TcpState.Closed closed && closed.why() != NtStatus.STATUS_SUCCESS
                ? closed.why()
                : NtStatus.STATUS_INVALID_DEVICE_STATE;
    }

    // What the network does.

    /** A segment of this flow has arrived. */
    void arrive(TcpSegment segment, Sink sink) {
        KeepAlive keepAlive = block.keepAlive();
        if (keepAlive != null) {
            keepAlive.heard(sink);
        }
        switch (state()) {
            case TcpState.Inspected _ -> handshake.arriveInInspected(segment, sink);
            case TcpState.SynSent _ -> handshake.arriveInSynSent(segment, sink);
            case TcpState.SynReceived _ -> handshake.arriveInSynReceived(segment, sink);
            case TcpState.Established _ -> transfer.arrive(segment, sink);
            case TcpState.FinWait1 _ -> transfer.arrive(segment, sink);
            case TcpState.FinWait2 _ -> transfer.arrive(segment, sink);
            case TcpState.CloseWait _ -> transfer.arrive(segment, sink);
            case TcpState.Closing _ -> transfer.arrive(segment, sink);
            case TcpState.LastAck _ -> transfer.arrive(segment, sink);
            case TcpState.TimeWait _ -> transfer.arriveInTimeWait(segment, sink);
            case TcpState.Silent _ -> {} // discarded
            case TcpState.Closed _ -> {} // it is out of the table; nothing can reach it
        }
        if (backlog != null) {
            backlog.look();
        }
    }

    // What time does.

    /** A timer's DPC runs. */
    void expire(Expiry.Purpose purpose, Sink sink) {
        switch (purpose) {
            case RETRANSMISSION -> {
                if (block.retransmission().hasExpired(sink)) {
                    retransmit(sink);
                }
            }
            case DELAYED_ACKNOWLEDGMENT -> {
                if (block.delayedAcknowledgment().hasExpired(sink) && receiver.owesSoon()) {
                    receiver.acknowledgeNow();
                }
            }
            case KEEP_ALIVE -> {
                KeepAlive keepAlive = block.keepAlive();
                if (keepAlive != null && !keepAlive.expire(sink)) {
                    block.giveUp(sink);
                }
            }
            case SENT -> {
                Indication.Sent sent = isQuiet() ? null : sender.finished(false);
                if (sent != null) {
                    indications().add(sent);
                }
            }
        }
    }

    private void retransmit(Sink sink) {
        switch (state()) {
            case TcpState.Inspected _ -> block.fail(TcpEvent.GAVE_UP, sink);
            case TcpState.SynSent _ -> handshake.retransmit(sink);
            case TcpState.SynReceived _ -> handshake.retransmit(sink);
            case TcpState.Established _ -> transfer.retransmit(sink);
            case TcpState.FinWait1 _ -> transfer.retransmit(sink);
            case TcpState.FinWait2 _ -> {} // all that we sent is acknowledged
            case TcpState.CloseWait _ -> transfer.retransmit(sink);
            case TcpState.Closing _ -> transfer.retransmit(sink);
            case TcpState.LastAck _ -> transfer.retransmit(sink);
            case TcpState.TimeWait _ -> block.become(TcpEvent.TIME_WAIT_OVER, sink);
            case TcpState.Silent _ -> {} // its timers are stopped; this DPC was queued before
            case TcpState.Closed _ -> {} // as well
        }
        if (backlog != null) {
            backlog.look();
        }
    }

    private void acknowledge(Sink sink) {
        block.wire().send(ACK, sender.highest(), ByteString.EMPTY, sink);
    }

    /** The call in hand ends: acknowledges what no data have acknowledged meanwhile. */
    void settle(Sink sink) {
        if (isQuiet()) {
            return;
        }
        if (receiver.owesNow()) {
            acknowledge(sink);
        } else if (receiver.owesSoon() && !block.delayedAcknowledgment().isSet()) {
            block.delayedAcknowledgment().set(DELAYED_ACKNOWLEDGMENT_NS, sink);
        }
    }

    // Nothing may be sent any more.
    private boolean isQuiet() {
        return isClosed() || state() instanceof TcpState.Silent;
    }
}
