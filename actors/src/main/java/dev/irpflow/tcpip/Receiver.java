package dev.irpflow.tcpip;

import com.google.protobuf.ByteString;
import dev.irpflow.protocol.network.TcpFlag;
import dev.irpflow.protocol.network.TcpSegment;
import org.jspecify.annotations.Nullable;

/**
 * The receiving direction of a connection: what has arrived, what is missing, how much more the
 * peer may send, and which acknowledgment is owed. Numbers are sequence numbers; RFC 9293, section
 * 3.3.1.
 */
final class Receiver {
    // Every second segment is acknowledged at once: RFC 9293, 3.8.6.3; TcpAckFrequency of Windows.
    private static final int SEGMENTS_PER_ACKNOWLEDGMENT = 2;

    private int capacity;
    private final int segmentSize;
    private int offered; // the window of our SYN
    private int first; // IRS
    private int next; // RCV.NXT
    private int edge; // the first octet that the peer may not send: it never moves back
    private int unconsumed; // octets that were indicated and still fill the buffer
    private int owed; // segments since the last acknowledgment
    private boolean owedNow;
    private boolean finSeen;
    private int finAt;
    private @Nullable Reassembly early;

    /**
     * @param capacity octets that may be indicated and not consumed
     * @param segmentSize the size of a large segment
     */
    Receiver(int capacity, int segmentSize) {
        this.capacity = capacity;
        this.segmentSize = segmentSize;
    }

    /** The peer's SYN has come. */
    void begin(int initial) {
        first = initial;
        next = initial + 1;
        edge = next + Math.max(offered, capacity);
    }

    /** The window that our SYN offers, before the peer's has come. */
    int offer() {
        offered = Math.max(offered, capacity);
        return capacity;
    }

    /** Lets so many octets be indicated and not consumed; what was offered stays. */
    void resize(int octets) {
        capacity = octets;
    }

    /** The next sequence number expected. */
    int next() {
        return next;
    }

    /** How many numbers of the peer's were taken in order, its SYN among them. */
    int taken() {
        return next - first;
    }

    /** Whether a segment lies in the window at least in part: RFC 9293, 3.10.7.4, first step. */
    boolean accepts(TcpSegment segment) {
        int sequence = segment.getSequence();
        int length = lengthOf(segment);
        if (length == 0) {
            // An empty one may lie just behind the window: so it does when its sender has filled
            // the window, and its acknowledgment must count.
            return !Sequence.isBefore(sequence, next) && !Sequence.isAfter(sequence, edge);
        }
        int last = sequence + length - 1;
        return isInWindow(sequence) || isInWindow(last) || sequence == next;
    }

    private boolean isInWindow(int sequence) {
        return !Sequence.isBefore(sequence, next) && Sequence.isBefore(sequence, edge);
    }

    /**
     * Takes the data and the FIN of an acceptable segment.
     *
     * @return the octets that are now in order, may be empty
     */
    ByteString take(TcpSegment segment) {
        ByteString data = segment.getData();
        boolean fin = (segment.getFlags() & TcpFlag.TCP_FLAG_FIN_VALUE) != 0;
        if (data.isEmpty() && !fin) {
            return data;
        }
        int start = segment.getSequence();
        if (fin && Sequence.isBefore(start + data.size(), edge)) {
            finSeen = true;
            finAt = start + data.size();
            owedNow = true;
        }
        int known = Math.max(0, next - start);
        int end = Math.min(data.size(), edge - start);
        if (known >= end) {
            owedNow = true; // a duplicate, or beyond the window: tell the peer where we are
            return ByteString.EMPTY;
        }
        return arrive(start + known, data.substring(known, end));
    }

    private ByteString arrive(int start, ByteString data) {
        if (start != next) {
            if (early == null) {
                early = new Reassembly();
            }
            early.add(start, data);
            owedNow = true; // RFC 5681, 4.2: a gap is told at once, which lets the peer see a loss
            return ByteString.EMPTY;
        }
        next += data.size();
        ByteString all = data;
        if (early != null && !early.isEmpty()) {
            ByteString more = early.take(next);
            next += more.size();
            all = all.concat(more);
            owedNow = true; // the gap is filled
        }
        unconsumed += all.size();
        owed++;
        return all;
    }

    /** Whether the FIN is next; if so it is taken. */
    boolean takesFin() {
        if (finSeen && finAt == next) {
            finSeen = false;
            next++;
            return true;
        }
        return false;
    }

    /** The client has consumed octets; false if there were not as many. */
    boolean consume(int octets) {
        if (octets < 0 || octets > unconsumed) {
            return false;
        }
        unconsumed -= octets;
        if (isWider()) {
            owedNow = true;
        }
        return true;
    }

    /**
     * Whether there is so much more room than the peer knows that it is told. Large steps only, so
     * that the peer is not drawn into small segments: RFC 9293, 3.8.6.2.2.
     */
    boolean isWider() {
        return next + capacity - unconsumed - edge >= Math.min(capacity / 2, 2 * segmentSize);
    }

    /** Moves the window as far as it opened, and gives its size, which goes into a segment. */
    int advertise() {
        int free = next + capacity - unconsumed;
        if (free - edge >= Math.min(capacity / 2, segmentSize)) {
            edge = free;
        }
        return edge - next;
    }

    /** A segment has gone out that tells the peer where we are. */
    void acknowledged() {
        owed = 0;
        owedNow = false;
    }

    /** The next segment must be answered at once. */
    void acknowledgeNow() {
        owedNow = true;
    }

    boolean owesNow() {
        return owedNow || owed >= SEGMENTS_PER_ACKNOWLEDGMENT;
    }

    boolean owesSoon() {
        return owed > 0;
    }

    /** Whether a segment begins just before the window, as the peer's SYN did and as probes do. */
    boolean isJustBefore(TcpSegment segment) {
        return segment.getSequence() == next - 1;
    }

    /** Forgets what arrived early: the connection is gone. */
    void clear() {
        early = null;
        acknowledged();
    }

    /** How many sequence numbers a segment takes: SYN and FIN count. */
    static int lengthOf(TcpSegment segment) {
        int flags = segment.getFlags();
        return segment.getData().size()
                + ((flags & TcpFlag.TCP_FLAG_SYN_VALUE) != 0 ? 1 : 0)
                + ((flags & TcpFlag.TCP_FLAG_FIN_VALUE) != 0 ? 1 : 0);
    }
}
