package dev.irpflow.wsk;

import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.tcpip.IpAddressesChanged;
import dev.irpflow.protocol.tcpip.IpWatchAddresses;
import dev.irpflow.protocol.wsk.SioAddressListChange;

/**
 * SIO_ADDRESS_LIST_CHANGE: ends once the list of the socket's family has become another. Page:
 * windows-driver-docs-pr/network/sio-address-list-change.md.
 */
final class AddressChangeCode implements SocketCode<SioAddressListChange> {
    private boolean watches;

    @Override
    public Class<SioAddressListChange> message() {
        return SioAddressListChange.class;
    }

    @Override
    public IrpUse irpUse(SioAddressListChange request) {
        return IrpUse.REQUIRED;
    }

    @Override
    public boolean mayPendAsAWhole() {
        return false;
    }

    @Override
    public void carryOut(SioAddressListChange request, Control control, Sink sink) {
        Pending change = control.pending();
        if (change == null) {
            control.end(NtStatus.STATUS_REQUEST_NOT_ACCEPTED);
            return;
        }
        if (!change.pend(sink.self())) {
            control.end(NtStatus.STATUS_CANCELLED);
            return;
        }
        control.socket().addressChanges().add(change);
        if (!watches) {
            watches = true;
            control.agenda().request(IpWatchAddresses.getDefaultInstance());
        }
    }

    @Override
    public void cancelled(Pending pending) {
        pending.socket().addressChanges().remove(pending);
    }

    /** Addresses of a family have come or gone. */
    static void changed(Agenda agenda, IpAddressesChanged change, Sink sink) {
        AddressFamily family = change.getIpv6() ? AddressFamily.IPV6 : AddressFamily.IPV4;
        for (Socket socket : sink.machine().objects().all(Socket.class)) {
            if (socket.family() == family) {
                end(socket, NtStatus.STATUS_SUCCESS, agenda);
            }
        }
    }

    /** Ends those of a socket that nobody else can end any more. */
    static void end(Socket socket, NtStatus status, Agenda agenda) {
        for (Pending change : socket.takeAddressChanges()) {
            if (change.claim()) {
                agenda.finish(change, status, 0);
            }
        }
    }
}
