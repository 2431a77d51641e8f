package dev.irpflow.wsk;

import com.google.protobuf.GeneratedMessage;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.tcpip.TcpSend;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What goes to the peer. WSK keeps no data: a send ends when the peer has acknowledged every octet
 * of it. Page: wdk-ddi-src/content/wsk/nc-wsk-pfn_wsk_send.md.
 *
 * <p>Several strands may send at once, and the transport must get their data in the order in which
 * this queue has them: while one strand is inside the transport, it gives what others bring.
 */
final class SendQueue {
    private record Turn(Pending pending, GeneratedMessage function) {}

    private final Deque<Pending> given = new ArrayDeque<>(4); // one for each TcpSend, oldest first
    private final Deque<Turn> waiting = new ArrayDeque<>(2);
    private boolean inside;

    /** Whether nothing is on its way to the peer. */
    boolean isEmpty() {
        return given.isEmpty() && waiting.isEmpty();
    }

    /** Calls TcpSend or TcpDisconnect, now or when its turn has come. */
    void give(Pending pending, GeneratedMessage function, Agenda agenda) {
        if (inside) {
            waiting.addLast(new Turn(pending, function));
        } else {
            call(pending, function, agenda);
        }
    }

    /** The transport has returned: the next one has its turn. */
    void returned(Agenda agenda) {
        inside = false;
        Turn next = waiting.pollFirst();
        if (next != null) {
            call(next.pending(), next.function(), agenda);
        }
    }

    /** The transport has refused it, and so it gets nothing more of it. */
    void refused(Pending pending) {
        given.remove(pending);
        withdraw(pending);
    }

    /** Takes back what the transport was not given yet; false if it has it. */
    boolean withdraw(Pending pending) {
        return waiting.removeIf(turn -> turn.pending() == pending);
    }

    /** The peer has acknowledged this many of the oldest. */
    void acknowledged(int count, Agenda agenda) {
        for (int i = 0; i < count; i++) {
            Pending pending = given.pollFirst();
            if (pending == null) {
                throw new IllegalStateException("the transport acknowledges a send too many");
            }
            end(pending, NtStatus.STATUS_SUCCESS, pending.bytes(), agenda);
        }
    }

    /** None of them will be acknowledged any more. */
    void fail(NtStatus status, Agenda agenda) {
        for (Pending next = given.pollFirst(); next != null; next = given.pollFirst()) {
            end(next, status, 0, agenda);
        }
        for (Turn next = waiting.pollFirst(); next != null; next = waiting.pollFirst()) {
            end(next.pending(), status, 0, agenda);
        }
    }

    private void call(Pending pending, GeneratedMessage function, Agenda agenda) {
        inside = true;
        if (function instanceof TcpSend) {
            given.addLast(pending);
        }
        agenda.ask(function, pending);
    }

    // The IRP of WskDisconnect waits for the FIN, whatever becomes of its last data.
    private static void end(Pending pending, NtStatus status, long bytes, Agenda agenda) {
        if (pending.operation() == Operation.SEND && pending.claim()) {
            agenda.finish(pending, status, bytes);
        }
    }
}
