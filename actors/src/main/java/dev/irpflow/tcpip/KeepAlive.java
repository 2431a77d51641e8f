package dev.irpflow.tcpip;

import dev.irpflow.kernel.Sink;

/**
 * Asks the peer of an idle connection whether it is still there: RFC 1122, section 4.2.3.6. The
 * times and the number are the defaults of Windows. Page:
 * desktop-src/WinSock/sio-keepalive-vals.md.
 */
final class KeepAlive {
    /** How long nothing comes before the peer is asked. */
    static final long IDLE_NS = 7_200_000_000_000L;

    /** How long an answer is waited for. */
    static final long INTERVAL_NS = 1_000_000_000L;

    /** How often it is asked in vain before the connection is given up. */
    static final int PROBES = 10;

    private final LazyTimer timer;
    private final Sender sender;
    private int unanswered;

    KeepAlive(Connection connection, Sender sender) {
        this.timer =
                new LazyTimer("tcp-keep-alive", new Expiry(connection, Expiry.Purpose.KEEP_ALIVE));
        this.sender = sender;
    }

    /** Something has come from the peer, or nothing can have come yet. */
    void heard(Sink sink) {
        unanswered = 0;
        timer.set(IDLE_NS, sink);
    }

    /** Nobody is asked any more. */
    void stop() {
        timer.stop();
    }

    /** The timer's DPC runs; false if the connection is to be given up. */
    boolean expire(Sink sink) {
        if (!timer.hasExpired(sink)) {
            return true;
        }
        if (!sender.isIdle() || sender.isFinPending()) {
            heard(sink); // retransmissions find out whether the peer is there
            return true;
        }
        if (unanswered == PROBES) {
            return false;
        }
        unanswered++;
        sender.ask(sink);
        timer.set(INTERVAL_NS, sink);
        return true;
    }
}
