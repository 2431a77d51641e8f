package dev.irpflow.wsk;

import dev.irpflow.protocol.wsk.Ipv6V6only;
import org.jspecify.annotations.Nullable;

/**
 * IPV6_V6ONLY: off, before the socket is bound, it makes a socket of AF_INET6 dual-stack. Pages:
 * desktop-src/WinSock/ipproto-ipv6-socket-options.md, dual-stack-sockets.md.
 */
final class V6OnlyOption extends UlongOption<Ipv6V6only> {
    V6OnlyOption() {
        super(
                new UlongMessage<>(
                        Ipv6V6only.class,
                        Ipv6V6only::getRequestType,
                        Ipv6V6only::hasInputBuffer,
                        Ipv6V6only::getInputBuffer,
                        value -> Ipv6V6only.Out.newBuilder().setOutputBuffer(value).build()));
    }

    @Override
    boolean isOf(SocketCategory category) {
        return category != SocketCategory.BASIC;
    }

    @Override
    boolean isOf(Socket socket) {
        return socket.family() == AddressFamily.IPV6 && super.isOf(socket);
    }

    @Override
    int get(Socket socket) {
        return socket.options().isIpv6Only() ? 1 : 0;
    }

    @Override
    @Nullable WskStatus set(Socket socket, int value) {
        if (!(socket.state() instanceof SocketState.Created)) {
            return WskStatus.WRONG_STATE;
        }
        socket.options().ipv6Only(value != 0);
        return null;
    }
}
