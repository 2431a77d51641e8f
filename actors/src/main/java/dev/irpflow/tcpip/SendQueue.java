package dev.irpflow.tcpip;

import com.google.protobuf.ByteString;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Sends that are not acknowledged yet, oldest first, and how far they have been put into segments.
 * A ring of byte strings: taking a segment's worth copies nothing unless it spans two sends.
 */
final class SendQueue {
    private @Nullable ByteString[] ring = new ByteString[4];
    private int head; // index of the oldest send
    private int count;
    private int acknowledged; // octets of the oldest send that are acknowledged
    private int length; // octets in the queue
    private int taken; // octets from the front that were put into segments
    private int cursor; // offset from head of the send in which the next octet lies
    private int cursorOffset; // octets of that send that were put into segments

    /** Octets that are not acknowledged. */
    int length() {
        return length;
    }

    /** Octets of these that were put into segments. */
    int taken() {
        return taken;
    }

    void append(ByteString send) {
        if (count == ring.length) {
            grow();
        }
        ring[(head + count) & (ring.length - 1)] = send;
        count++;
        length += send.size();
    }

    /** The next octets for a segment; there are as many. */
    ByteString take(int octets) {
        ByteString segment = ByteString.EMPTY;
        int missing = octets;
        while (missing > 0) {
            ByteString send = at(cursor);
            int part = Math.min(missing, send.size() - cursorOffset);
            if (part == 0) {
                cursor++;
                cursorOffset = 0;
                continue;
            }
            ByteString piece = send.substring(cursorOffset, cursorOffset + part);
            segment = segment.isEmpty() ? piece : segment.concat(piece);
            cursorOffset += part;
            missing -= part;
        }
        taken += octets;
        return segment;
    }

    /** The oldest octets, which were put into a segment before; there are as many. */
    ByteString oldest(int octets) {
        ByteString segment = ByteString.EMPTY;
        int offset = acknowledged;
        for (int i = 0; segment.size() < octets; i++) {
            ByteString send = at(i);
            if (offset >= send.size()) {
                offset -= send.size(); // done, and not taken out yet
                continue;
            }
            int end = Math.min(send.size(), offset + octets - segment.size());
            segment = segment.concat(send.substring(offset, end));
            offset = 0;
        }
        return segment;
    }

    /** Puts everything into segments anew. */
    void rewind() {
        taken = 0;
        cursor = 0;
        cursorOffset = acknowledged;
    }

    /** Drops the oldest octets: they are acknowledged. */
    void drop(int octets) {
        boolean isTaken = octets <= taken;
        length -= octets;
        acknowledged += octets;
        taken = isTaken ? taken - octets : 0;
        if (!isTaken) {
            // More than was taken since the last rewind: what was sent before that has arrived.
            cursor = 0;
            cursorOffset = acknowledged;
            while (cursor < count && cursorOffset > at(cursor).size()) {
                cursorOffset -= at(cursor).size();
                cursor++;
            }
        }
    }

    /** Takes the oldest send out if all of it is acknowledged, and gives its size, else -1. */
    int finish() {
        if (count == 0 || acknowledged < at(0).size()) {
            return -1;
        }
        int size = at(0).size();
        ring[head] = null;
        head = (head + 1) & (ring.length - 1);
        count--;
        acknowledged -= size;
        if (cursor > 0) {
            cursor--;
        } else {
            cursorOffset = acknowledged;
        }
        return size;
    }

    void clear() {
        Arrays.fill(ring, null);
        head = 0;
        count = 0;
        acknowledged = 0;
        length = 0;
        taken = 0;
        cursor = 0;
        cursorOffset = 0;
    }

    private ByteString at(int offset) {
        ByteString send = ring[(head + offset) & (ring.length - 1)];
        if (send == null) {
            throw new IllegalStateException("no send at " + offset + " of " + count);
        }
        return send;
    }

    private void grow() {
        @Nullable ByteString[] larger = new ByteString[ring.length * 2];
        for (int i = 0; i < count; i++) {
            larger[i] = ring[(head + i) & (ring.length - 1)];
        }
        ring = larger;
        head = 0;
    }
}
