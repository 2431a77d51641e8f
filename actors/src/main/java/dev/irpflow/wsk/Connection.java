package dev.irpflow.wsk;

import com.google.protobuf.GeneratedMessage;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.tcpip.TcpReceiveWindow;
import dev.irpflow.protocol.tcpip.TcpReceived;
import dev.irpflow.protocol.tcpip.TransportAddress;
import org.jspecify.annotations.Nullable;

/** A connected socket's two directions, and what waits in each. */
final class Connection implements Credited {
    /** The direction to the peer. */
    private enum Sending {
        OPEN,
        /** WskDisconnect was called: no more sends. */
        FINISHING,
        /** The peer has acknowledged the FIN. */
        FINISHED
    }

    // A receiver that takes little at a time tells the transport rarely. The rest of the octets
    // that
    // the transport takes stays open meanwhile, so that the peer is never stopped.
    private static final int CREDIT_WORTH_A_CALL = 16 * 1024;

    private final long endpoint;
    private final TransportAddress local;
    private final TransportAddress remote;
    private final SendQueue sends = new SendQueue();
    private final ReceiveQueue receives;
    private final Events events = new Events();
    private Sending sending = Sending.OPEN;
    private @Nullable Pending disconnect;

    Connection(long endpoint, TransportAddress local, TransportAddress remote) {
        this.endpoint = endpoint;
        this.local = local;
        this.remote = remote;
        this.receives = new ReceiveQueue(events);
    }

    /** The transport's endpoint. */
    long endpoint() {
        return endpoint;
    }

    TransportAddress local() {
        return local;
    }

    TransportAddress remote() {
        return remote;
    }

    SendQueue sends() {
        return sends;
    }

    ReceiveQueue receives() {
        return receives;
    }

    /** What its callbacks are to be told. */
    Events events() {
        return events;
    }

    /** Whether WskDisconnect has not been called yet. */
    boolean maySend() {
        return sending == Sending.OPEN;
    }

    /** Whether no send and no disconnect waits for the peer. */
    boolean isAtRest() {
        return sends.isEmpty() && disconnect == null;
    }

    /** WskDisconnect closes the direction to the peer. */
    void finishSending(Pending with) {
        sending = Sending.FINISHING;
        disconnect = with;
    }

    /** The peer has acknowledged all that was sent, and the FIN. */
    void finished(Agenda agenda) {
        sending = Sending.FINISHED;
        endDisconnect(NtStatus.STATUS_SUCCESS, agenda);
    }

    /** The transport has refused a send, or a disconnect, which may then be tried again. */
    void refused(Pending pending) {
        sends.refused(pending);
        if (pending == disconnect) {
            disconnect = null;
            sending = Sending.OPEN;
        }
    }

    /** Ends every IRP: with one status what was to be sent, with another what waits for data. */
    void fail(NtStatus toPeer, NtStatus fromPeer, Agenda agenda) {
        sends.fail(toPeer, agenda);
        endDisconnect(toPeer, agenda);
        receives.fail(fromPeer, agenda);
    }

    @Override
    public @Nullable GeneratedMessage consumed() {
        int octets = receives.takeCredit();
        return octets == 0 ? null : TcpReceived.Out.newBuilder().setConsumed(octets).build();
    }

    /** Opens the transport's window if that is worth a call. */
    void openWindow(Agenda agenda, SocketOptions options) {
        int half = options.receiveBuffer() >>> 1;
        if (receives.credit() > 0 && receives.credit() >= Math.min(CREDIT_WORTH_A_CALL, half)) {
            agenda.request(
                    TcpReceiveWindow.newBuilder()
                            .setEndpoint(endpoint)
                            .setConsumed(receives.takeCredit())
                            .build());
        }
    }

    private void endDisconnect(NtStatus status, Agenda agenda) {
        Pending pending = disconnect;
        disconnect = null;
        if (pending != null && pending.claim()) {
            agenda.finish(pending, status, 0);
        }
    }
}
