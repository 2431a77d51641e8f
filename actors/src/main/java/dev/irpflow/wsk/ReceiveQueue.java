package dev.irpflow.wsk;

import com.google.protobuf.ByteString;
import dev.irpflow.kernel.Sink;
import dev.irpflow.kernel.Strand;
import dev.irpflow.protocol.kernel.BufferRef;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.wsk.WskReceive;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What the peer has sent and nobody has taken, and the receives that wait for more. Receives are
 * served in the order in which they came. Page: wdk-ddi-src/content/wsk/nc-wsk-pfn_wsk_receive.md.
 */
final class ReceiveQueue {
    static final int WSK_FLAG_WAITALL = 0x2;
    static final int WSK_FLAG_DRAIN = 0x4;

    private final Deque<Pending> receives = new ArrayDeque<>(4);
    private final Deque<ByteString> chunks = new ArrayDeque<>(4);
    private final Events events;
    private int taken; // octets of the first chunk that are gone
    private long buffered;
    private int credit;
    private boolean pushed;
    private boolean ended;

    ReceiveQueue(Events events) {
        this.events = events;
    }

    /** A receive waits for its turn. */
    void add(Pending receive) {
        receives.addLast(receive);
    }

    /** A receive was cancelled. */
    void remove(Pending receive) {
        receives.remove(receive);
    }

    /** The peer has sent. */
    void arrived(ByteString data, boolean push) {
        chunks.addLast(data);
        buffered += data.size();
        pushed = push;
    }

    /** The peer will send no more. */
    void end() {
        ended = true;
    }

    /** Whether a receive would end at once. */
    boolean canServe(WskReceive request) {
        if (!receives.isEmpty() || events.isReceiving()) {
            return false;
        }
        if ((request.getFlags() & WSK_FLAG_DRAIN) != 0) {
            return ended;
        }
        boolean all = (request.getFlags() & WSK_FLAG_WAITALL) != 0;
        return ended || buffered >= (all ? request.getBuffer().getLength() : 1);
    }

    /** Gives what is there to the receives that wait. While a callback has the data, they wait. */
    void serve(Agenda agenda, Sink sink) {
        while (!receives.isEmpty() && !events.isReceiving() && (buffered > 0 || ended)) {
            Pending head = receives.getFirst();
            if (head.isLostToCancel()) {
                receives.removeFirst();
                continue;
            }
            WskReceive request = (WskReceive) head.request();
            if (buffered > 0) {
                take(head, request, agenda.call().strand(), sink);
            }
            if (!isDone(head, request)) {
                return;
            }
            receives.removeFirst();
            if (head.claim()) {
                agenda.finish(head, NtStatus.STATUS_SUCCESS, head.bytes());
            }
        }
    }

    /** Nothing will come any more, and what is there is thrown away. */
    void fail(NtStatus status, Agenda agenda) {
        for (Pending next = receives.pollFirst(); next != null; next = receives.pollFirst()) {
            if (next.claim()) {
                agenda.finish(next, status, status == NtStatus.STATUS_CANCELLED ? 0 : next.bytes());
            }
        }
        chunks.clear();
        taken = 0;
        buffered = 0;
    }

    /** Octets that lie here. */
    long buffered() {
        return buffered;
    }

    /** Whether the last of them ended one of the peer's sends. */
    boolean isPushed() {
        return pushed;
    }

    /** A copy of all that lies here. */
    ByteString all() {
        ByteString all = ByteString.EMPTY;
        for (ByteString chunk : chunks) {
            all = all.concat(chunk);
        }
        return all.substring(taken);
    }

    /** Somebody has taken the oldest octets. */
    void consume(long octets) {
        long left = octets;
        buffered -= octets;
        credit += (int) octets;
        while (left > 0) {
            int rest = chunks.getFirst().size() - taken;
            if (left < rest) {
                taken += (int) left;
                return;
            }
            left -= rest;
            taken = 0;
            chunks.removeFirst();
        }
    }

    /** Octets consumed since {@link #takeCredit}. */
    int credit() {
        return credit;
    }

    int takeCredit() {
        int octets = credit;
        credit = 0;
        return octets;
    }

    // A receive with WSK_FLAG_DRAIN throws all away until the peer ends.
    private boolean isDone(Pending receive, WskReceive request) {
        if (ended && buffered == 0) {
            return true;
        }
        if ((request.getFlags() & WSK_FLAG_DRAIN) != 0) {
            return false;
        }
        boolean full = receive.bytes() == request.getBuffer().getLength();
        return full || (receive.bytes() > 0 && (request.getFlags() & WSK_FLAG_WAITALL) == 0);
    }

    private void take(Pending receive, WskReceive request, Strand strand, Sink sink) {
        if ((request.getFlags() & WSK_FLAG_DRAIN) != 0) {
            consume(buffered);
            return;
        }
        BufferRef buffer = request.getBuffer();
        long room = buffer.getLength() - receive.bytes();
        while (room > 0 && buffered > 0) {
            ByteString chunk = chunks.getFirst();
            int length = (int) Math.min(room, chunk.size() - taken);
            boolean whole = length == chunk.size();
            sink.machine()
                    .memory()
                    .write(
                            buffer,
                            (int) receive.bytes(),
                            whole ? chunk : chunk.substring(taken, taken + length),
                            strand.irql(),
                            receive.socket().registration().owner());
            receive.done(length);
            room -= length;
            consume(length);
        }
    }
}
