package dev.irpflow.wsk;

import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.wsk.WskSocket;
import org.jspecify.annotations.Nullable;

/** WskSocket. Page: wdk-ddi-src/content/wsk/nc-wsk-pfn_wsk_socket.md. */
final class Opening {
    static final int SOCK_STREAM = 1;
    static final int IPPROTO_TCP = 6;
    static final int SOCK_DGRAM = 2;
    static final int IPPROTO_UDP = 17;
    private static final int SOCK_RAW = 3;
    private static final int WSK_FLAG_BASIC_SOCKET = 0;
    private static final int WSK_FLAG_LISTEN_SOCKET = 1;
    private static final int WSK_FLAG_CONNECTION_SOCKET = 2;
    private static final int WSK_FLAG_DATAGRAM_SOCKET = 4;
    private static final int WSK_FLAG_STREAM_SOCKET = 8;

    void open(Agenda agenda, Pending pending, Sink sink) {
        WskSocket request = (WskSocket) pending.request();
        SocketCategory category = category(request.getFlags());
        AddressFamily family = AddressFamily.of(request.getAddressFamily());
        WskStatus refusal = refusal(request, family);
        if (refusal != null || category == null || family == null) {
            WskStatus why = refusal != null ? refusal : WskStatus.NO_TRANSPORT;
            refuse(agenda, pending, why, request, sink);
            return;
        }
        Registration registration = pending.registration();
        Socket socket = sink.machine().objects().add(new Socket(registration, category, family));
        if (category != SocketCategory.BASIC) { // which has no callbacks
            socket.give(
                    request.hasSocketContext() ? request.getSocketContext() : null,
                    request.getDispatch());
        }
        CachedDescriptor security = pending.descriptor();
        if (security != null) {
            socket.options().secure(security);
        }
        registration.socketOpened();
        agenda.finish(
                pending,
                NtStatus.STATUS_SUCCESS,
                socket.id(),
                WskSocket.Out.newBuilder().setSocket(socket.id()).build());
    }

    // Simplified: no machine has a TDI transport, whose device could be opened.
    private static void refuse(
            Agenda agenda, Pending pending, WskStatus why, WskSocket request, Sink sink) {
        if (TdiDevices.hasDevice(request, pending.registration())) {
            agenda.finish(pending, NtStatus.STATUS_OBJECT_NAME_NOT_FOUND, 0);
        } else {
            agenda.refuse(pending, why, sink);
        }
    }

    // Simplified: datagram sockets of Windows may be raw.
    private static @Nullable WskStatus refusal(WskSocket request, @Nullable AddressFamily family) {
        return switch (request.getFlags()) {
            case WSK_FLAG_DATAGRAM_SOCKET ->
                    refusalOfDatagrams(family, request.getSocketType(), request.getProtocol());
            // Every transport has options, so that its type and protocol say which of them it is.
            case WSK_FLAG_BASIC_SOCKET ->
                    request.getSocketType() == SOCK_DGRAM
                            ? refusalOfDatagrams(
                                    family, request.getSocketType(), request.getProtocol())
                            : refusalOfTransport(
                                    family, request.getSocketType(), request.getProtocol());
            case WSK_FLAG_LISTEN_SOCKET, WSK_FLAG_CONNECTION_SOCKET, WSK_FLAG_STREAM_SOCKET ->
                    refusalOfTransport(family, request.getSocketType(), request.getProtocol());
            default -> WskStatus.INVALID_PARAMETER; // no flag, or several, of the page
        };
    }

    /** What a family, type and protocol are answered with that no transport here has. */
    static @Nullable WskStatus refusalOfTransport(
            @Nullable AddressFamily family, int type, int protocol) {
        if (family != null && type == SOCK_STREAM && protocol == IPPROTO_TCP) {
            return null;
        }
        return type == SOCK_RAW || type == SOCK_DGRAM || protocol == IPPROTO_UDP
                ? WskStatus.NO_TRANSPORT
                : WskStatus.INVALID_PARAMETER;
    }

    // Segments in a datagram socket are no more than an error of the caller's.
    private static @Nullable WskStatus refusalOfDatagrams(
            @Nullable AddressFamily family, int type, int protocol) {
        if (family != null && type == SOCK_DGRAM && protocol == IPPROTO_UDP) {
            return null;
        }
        return type == SOCK_RAW ? WskStatus.NO_TRANSPORT : WskStatus.INVALID_PARAMETER;
    }

    private static @Nullable SocketCategory category(int flags) {
        return switch (flags) {
            case WSK_FLAG_BASIC_SOCKET -> SocketCategory.BASIC;
            case WSK_FLAG_LISTEN_SOCKET -> SocketCategory.LISTEN;
            case WSK_FLAG_CONNECTION_SOCKET -> SocketCategory.CONNECTION;
            case WSK_FLAG_STREAM_SOCKET -> SocketCategory.STREAM;
            case WSK_FLAG_DATAGRAM_SOCKET -> SocketCategory.DATAGRAM;
            default -> null;
        };
    }
}
