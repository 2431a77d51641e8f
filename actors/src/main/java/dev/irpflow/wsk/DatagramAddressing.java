package dev.irpflow.wsk;

import com.google.protobuf.GeneratedMessage;
import dev.irpflow.address.IpAddress;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.tcpip.TransportAddress;
import dev.irpflow.protocol.wsk.SioWskSetRemoteAddress;
import dev.irpflow.protocol.wsk.SioWskSetSendtoAddress;
import dev.irpflow.protocol.wsk.SocketAddress;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * SIO_WSK_SET_REMOTE_ADDRESS and SIO_WSK_SET_SENDTO_ADDRESS, which without an address take the
 * fixed one away. Pages: windows-driver-docs-pr/network/sio-wsk-set-remote-address.md,
 * sio-wsk-set-sendto-address.md.
 *
 * @param <R> its message
 */
final class DatagramAddressing<R extends GeneratedMessage> implements SocketCode<R> {
    private final Class<R> message;
    private final Function<R, @Nullable SocketAddress> given;
    private final BiConsumer<DatagramQueue, @Nullable TransportAddress> fix;

    private DatagramAddressing(
            Class<R> message,
            Function<R, @Nullable SocketAddress> given,
            BiConsumer<DatagramQueue, @Nullable TransportAddress> fix) {
        this.message = message;
        this.given = given;
        this.fix = fix;
    }

    /** SIO_WSK_SET_REMOTE_ADDRESS. */
    static DatagramAddressing<SioWskSetRemoteAddress> remote() {
        return new DatagramAddressing<>(
                SioWskSetRemoteAddress.class,
                set -> set.hasRemoteAddress() ? set.getRemoteAddress() : null,
                DatagramQueue::fixRemote);
    }

    /** SIO_WSK_SET_SENDTO_ADDRESS. */
    static DatagramAddressing<SioWskSetSendtoAddress> sendTo() {
        return new DatagramAddressing<>(
                SioWskSetSendtoAddress.class,
                set -> set.hasRemoteAddress() ? set.getRemoteAddress() : null,
                DatagramQueue::fixDestination);
    }

    @Override
    public Class<R> message() {
        return message;
    }

    @Override
    public IrpUse irpUse(R request) {
        return IrpUse.REQUIRED;
    }

    @Override
    public void carryOut(R request, Control control, Sink sink) {
        control.end(fix(given.apply(request), control, sink), sink);
    }

    private @Nullable WskStatus fix(@Nullable SocketAddress to, Control control, Sink sink) {
        Socket socket = control.socket();
        if (socket.category() != SocketCategory.DATAGRAM) {
            return WskStatus.CODE_OF_OTHER_SOCKETS;
        }
        if (!(socket.state() instanceof SocketState.BoundForDatagrams bound)) {
            return WskStatus.WRONG_STATE;
        }
        TransportAddress address = to == null ? null : Addresses.of(to, socket);
        if (to != null && address == null) {
            return WskStatus.INVALID_ADDRESS;
        }
        if (address != null && (IpAddress.of(address).isAny() || address.getPort() == 0)) {
            return WskStatus.ADDRESS_COMPONENT;
        }
        fix.accept(bound.datagrams(), address);
        if (!WskChoice.BEFORE_FIXED_REMOTE.isUsual(sink)) {
            bound.datagrams().dropOthers();
            bound.datagrams().openWindow(control.agenda());
        }
        return null;
    }
}
