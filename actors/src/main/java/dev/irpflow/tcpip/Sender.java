package dev.irpflow.tcpip;

import static dev.irpflow.tcpip.Wire.ACK;
import static dev.irpflow.tcpip.Wire.FIN;
import static dev.irpflow.tcpip.Wire.PSH;

import com.google.protobuf.ByteString;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.network.TcpSegment;
import org.jspecify.annotations.Nullable;

/**
 * The sending direction of a connection: what is queued, sent and acknowledged, when to send more
 * and when again. Numbers are sequence numbers; RFC 9293, section 3.3.1.
 */
final class Sender {
    /** Repetitions of a segment before the connection is given up: TcpMaxDataRetransmissions. */
    static final int MAX_RETRANSMISSIONS = 5;

    // After so many repetitions of a large segment a link on the way may be too narrow for it, and
    // say nothing: then the size that every link must carry is tried (EnablePMTUBHDetect).
    private static final int RETRANSMISSIONS_THAT_MEAN_BLACK_HOLE = 2;

    // The most that the ideal send backlog is: sio-ideal-send-backlog-query.md.
    private static final int LARGEST_BACKLOG = 16 << 20;

    private final Wire wire;
    private final LazyTimer timer;
    private final SendQueue queue = new SendQueue();
    private final RetransmissionTimeout timeout = new RetransmissionTimeout();
    private final CongestionWindow congestion;
    private final int smallSegment; // which every link carries
    private int segmentSize;
    private int oldest; // SND.UNA
    private int next; // SND.NXT; behind highest while sending again
    private int highest; // one past the last number that was ever sent
    private int window; // SND.WND, counted from windowAcknowledgment
    private int largestWindow;
    private int windowSequence; // SND.WL1
    private int windowAcknowledgment; // SND.WL2
    private boolean finQueued;
    private int finAt; // the number of the FIN once it is queued
    private int retransmissions; // since the peer last answered
    private boolean timing; // whether a segment's round trip is being measured
    private int timedAt;
    private long timedSince;

    /** Begins with a SYN of this number, which counts as sent. */
    Sender(Wire wire, LazyTimer timer, int initial, int segmentSize, int smallSegment) {
        this.wire = wire;
        this.timer = timer;
        this.segmentSize = segmentSize;
        this.smallSegment = smallSegment;
        this.oldest = initial;
        this.next = initial + 1;
        this.highest = next;
        this.congestion = new CongestionWindow(segmentSize, initial);
    }

    /** The number of a segment without data. */
    int highest() {
        return highest;
    }

    /** The number of our SYN, as long as it is not acknowledged. */
    int oldest() {
        return oldest;
    }

    /** The peer takes no larger segments. */
    void limitSegments(int size) {
        segmentSize = Math.min(segmentSize, size);
    }

    /** Whether a FIN is queued or sent, and not acknowledged. */
    boolean isFinPending() {
        return finQueued && !Sequence.isAfter(oldest, finAt);
    }

    /** Whether all octets are acknowledged. */
    boolean isIdle() {
        return queue.length() == 0;
    }

    void append(ByteString data) {
        queue.append(data);
    }

    /** Lets a FIN follow what is queued. */
    void disconnect() {
        finQueued = true;
        finAt = oldest + queue.length();
    }

    /** Forgets what is queued: the connection is gone. */
    void clear() {
        queue.clear();
    }

    /** Whether an acknowledgment number can be right: RFC 5961, section 5. */
    boolean isPlausible(int acknowledgment) {
        return !Sequence.isAfter(acknowledgment, highest)
                && !Sequence.isBefore(acknowledgment, oldest - Math.max(largestWindow, 1));
    }

    /** Our SYN is acknowledged: from now on numbers count octets. */
    void synAcknowledged(TcpSegment segment, long now) {
        if (retransmissions == 0) {
            timeout.measure(now - timedSince);
        }
        timeout.recover();
        retransmissions = 0;
        oldest++;
        timer.clear();
        window = segment.getWindow();
        largestWindow = window;
        windowSequence = segment.getSequence();
        windowAcknowledgment = segment.getAcknowledgment();
    }

    /** A SYN has gone out, for the first time or again. */
    void synSent(Sink sink) {
        timedSince = sink.now();
        timer.set(timeout.ns(), sink);
    }

    /** Counts a SYN that stayed without answer; false if it is the last. */
    boolean maySendSynAgain(int limit) {
        if (retransmissions == limit) {
            return false;
        }
        retransmissions++;
        timeout.backOff();
        return true;
    }

    /** Takes the acknowledgment and the window of a segment of the peer. */
    void acknowledged(TcpSegment segment, Sink sink) {
        int acknowledgment = segment.getAcknowledgment();
        boolean moved = updateWindow(segment);
        if (Sequence.isAfter(acknowledgment, oldest)) {
            advance(acknowledgment, sink);
        } else if (next == oldest) {
            answered(moved);
        } else if (acknowledgment == oldest && !moved && isBare(segment)) {
            advise(congestion.duplicate(oldest, highest, segmentSize), sink);
        }
    }

    // Nothing is under way: the peer answers a probe of its window, or opens it.
    private void answered(boolean moved) {
        retransmissions = 0;
        if (moved) {
            timeout.recover();
            timer.clear();
        }
    }

    private void advance(int acknowledgment, Sink sink) {
        if (timing && !Sequence.isBefore(acknowledgment, timedAt)) {
            timing = false;
            timeout.measure(sink.now() - timedSince);
        }
        timeout.recover();
        retransmissions = 0;
        int octets = Math.min(acknowledgment - oldest, queue.length());
        oldest = acknowledgment;
        next = Sequence.later(next, oldest);
        queue.drop(octets);
        if (oldest == highest) {
            timer.clear();
        } else {
            timer.set(timeout.ns(), sink);
        }
        advise(congestion.acknowledged(octets, oldest, segmentSize), sink);
    }

    // RFC 9293, 3.10.7.4: only newer segments say something about the window.
    private boolean updateWindow(TcpSegment segment) {
        int sequence = segment.getSequence();
        int acknowledgment = segment.getAcknowledgment();
        boolean newer =
                Sequence.isBefore(windowSequence, sequence)
                        || (windowSequence == sequence
                                && !Sequence.isAfter(windowAcknowledgment, acknowledgment));
        if (!newer) {
            return false;
        }
        boolean moved = window != segment.getWindow();
        window = segment.getWindow();
        largestWindow = Math.max(largestWindow, window);
        windowSequence = sequence;
        windowAcknowledgment = acknowledgment;
        return moved;
    }

    private static boolean isBare(TcpSegment segment) {
        return segment.getData().isEmpty() && segment.getFlags() == ACK;
    }

    private void advise(CongestionWindow.Advice advice, Sink sink) {
        switch (advice) {
            case GO_ON -> {}
            case RESEND_OLDEST -> resendOldest(sink);
        }
    }

    /** The sends that are acknowledged now, oldest first; null for none. */
    Indication.@Nullable Sent finished(boolean finNow) {
        int sends = 0;
        long octets = 0;
        for (int size = queue.finish(); size >= 0; size = queue.finish()) {
            sends++;
            octets += size;
        }
        return sends > 0 || finNow ? new Indication.Sent(sends, octets, finNow) : null;
    }

    /** Sends what the windows allow. */
    void send(Sink sink) {
        while (true) {
            int pending = queue.length() - queue.taken();
            int size = sizeOfNext(pending);
            if (size == 0 ? !isFinNext(0, pending) : isSilly(size, pending)) {
                break;
            }
            put(size, isFinNext(size, pending), sink);
        }
        if (next == oldest && isWaiting() && !timer.isSet()) {
            timer.set(timeout.ns(), sink); // nothing is under way that could bring a wider window
        }
    }

    /** Octets that the peer and the network may be given now. */
    private int allowed() {
        int byPeer = windowAcknowledgment + window - next;
        return Math.max(0, Math.min(byPeer, oldest + congestion.size() - next));
    }

    private int sizeOfNext(int pending) {
        return Math.min(Math.min(pending, segmentSize), allowed());
    }

    private boolean isFinNext(int size, int pending) {
        return finQueued && size == pending && next + size == finAt && allowed() > size;
    }

    // RFC 9293, 3.8.6.2.1: a part of what is queued goes out as a full segment or not at all,
    // unless the peer's buffer is that small.
    private boolean isSilly(int size, int pending) {
        return size < pending && size < segmentSize && size < largestWindow / 2;
    }

    private boolean isWaiting() {
        return queue.length() > 0 || isFinPending();
    }

    private void put(int size, boolean fin, Sink sink) {
        ByteString data = size == 0 ? ByteString.EMPTY : queue.take(size);
        boolean last = size > 0 && queue.taken() == queue.length();
        int sequence = next;
        if (next != highest) {
            timing = false; // Karn: the round trip of a repeated segment is ambiguous
        } else if (!timing) {
            timing = true;
            timedAt = next + size + (fin ? 1 : 0);
            timedSince = sink.now();
        }
        next += size + (fin ? 1 : 0);
        highest = Sequence.later(highest, next);
        if (!timer.isSet()) {
            timer.set(timeout.ns(), sink);
        }
        wire.send(ACK | (last ? PSH : 0) | (fin ? FIN : 0), sequence, data, sink);
    }

    private void resendOldest(Sink sink) {
        timing = false;
        int size = Math.min(segmentSize, queue.length());
        size = Math.min(size, highest - oldest);
        boolean fin = finQueued && oldest + size == finAt && Sequence.isAfter(highest, finAt);
        wire.send(ACK | (fin ? FIN : 0), oldest, queue.oldest(size), sink);
    }

    /** Asks the peer whether it is there: a segment that it has had. */
    void ask(Sink sink) {
        wire.send(ACK, oldest - 1, ByteString.EMPTY, sink);
    }

    /**
     * How many octets are best kept outstanding: what the network carries in a round trip, within
     * what the peer takes. In steps of powers of two, so that not each acknowledgment changes it.
     */
    int idealBacklog() {
        int carried = Math.min(LARGEST_BACKLOG, congestion.lasting());
        int step = Integer.highestOneBit(Math.max(1, carried - 1)) << 1;
        return Math.min(Math.min(LARGEST_BACKLOG, step), largestWindow);
    }

    /** The retransmission timer has expired; false if the connection is to be given up. */
    boolean timedOut(Sink sink) {
        if (retransmissions == MAX_RETRANSMISSIONS) {
            return false;
        }
        retransmissions++;
        timeout.backOff();
        if (highest == oldest) {
            persist(sink);
            return true;
        }
        if (retransmissions == RETRANSMISSIONS_THAT_MEAN_BLACK_HOLE) {
            segmentSize = Math.min(segmentSize, smallSegment);
        }
        congestion.timedOut(oldest, highest, segmentSize);
        timing = false;
        next = oldest;
        queue.rewind();
        send(sink);
        if (next == oldest) {
            probe(sink); // the window is closed even to what was sent before
        }
        return true;
    }

    // Nothing is under way: the peer's window is closed, or open by less than is worth while. The
    // little that it takes is sent now: RFC 9293, 3.8.6.2.1.
    private void persist(Sink sink) {
        int pending = queue.length() - queue.taken();
        int size = sizeOfNext(pending);
        if (size > 0) {
            put(size, isFinNext(size, pending), sink);
        } else {
            probe(sink);
        }
    }

    // A segment just before the peer's window, without data: the peer must answer with its window.
    // RFC 9293, 3.8.6.1 asks for an octet of data; this asks the same and changes no state.
    private void probe(Sink sink) {
        ask(sink);
        timer.set(timeout.ns(), sink);
    }
}
