package dev.irpflow.wsk;

import dev.irpflow.protocol.status.NtStatus;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The sends that the transport has taken, oldest first, one for each TcpSend. WSK keeps no data: an
 * IRP ends when the peer has acknowledged every octet of it. Page:
 * wdk-ddi-src/content/wsk/nc-wsk-pfn_wsk_send.md.
 */
final class SendQueue {
    private final Deque<Pending> sends = new ArrayDeque<>(4);

    /** The transport is about to be given the data of a WskSend, or the last of a WskDisconnect. */
    void add(Pending pending) {
        sends.addLast(pending);
    }

    /** The transport has refused it. */
    void remove(Pending pending) {
        sends.remove(pending);
    }

    /** The peer has acknowledged this many of the oldest. */
    void acknowledged(int count, Agenda agenda) {
        for (int i = 0; i < count; i++) {
            Pending pending = sends.pollFirst();
            if (pending == null) {
                throw new IllegalStateException("the transport acknowledges a send too many");
            }
            end(pending, NtStatus.STATUS_SUCCESS, pending.bytes(), agenda);
        }
    }

    /** None of them will be acknowledged any more. */
    void fail(NtStatus status, Agenda agenda) {
        for (Pending next = sends.pollFirst(); next != null; next = sends.pollFirst()) {
            end(next, status, 0, agenda);
        }
    }

    // The final data of WskDisconnect end nothing: its IRP waits for the FIN.
    private static void end(Pending pending, NtStatus status, long bytes, Agenda agenda) {
        if (pending.operation() == Operation.SEND && pending.claim()) {
            agenda.finish(pending, status, bytes);
        }
    }
}
