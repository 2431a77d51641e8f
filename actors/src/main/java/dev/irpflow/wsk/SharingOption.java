package dev.irpflow.wsk;

import com.google.protobuf.GeneratedMessage;
import dev.irpflow.protocol.tcpip.TcpSharing;
import dev.irpflow.protocol.wsk.SoExclusiveaddruse;
import dev.irpflow.protocol.wsk.SoReuseaddr;
import org.jspecify.annotations.Nullable;

/**
 * SO_REUSEADDR and SO_EXCLUSIVEADDRUSE: set before the socket is bound. Pages:
 * windows-driver-docs-pr/network/so-reuseaddr.md, so-exclusiveaddruse.md,
 * sharing-transport-addresses.md.
 *
 * <p>Nobody has both: {@link WskChoice#BOTH_KINDS_OF_SHARING}.
 *
 * @param <R> its message
 */
final class SharingOption<R extends GeneratedMessage> extends UlongOption<R> {
    private final TcpSharing sharing;

    private SharingOption(UlongMessage<R> message, TcpSharing sharing) {
        super(message);
        this.sharing = sharing;
    }

    /** SO_REUSEADDR. */
    static SharingOption<SoReuseaddr> reuse() {
        return new SharingOption<>(
                new UlongMessage<>(
                        SoReuseaddr.class,
                        SoReuseaddr::getRequestType,
                        SoReuseaddr::hasInputBuffer,
                        SoReuseaddr::getInputBuffer,
                        value -> SoReuseaddr.Out.newBuilder().setOutputBuffer(value).build()),
                TcpSharing.TCP_SHARING_REUSE);
    }

    /** SO_EXCLUSIVEADDRUSE. */
    static SharingOption<SoExclusiveaddruse> exclusive() {
        return new SharingOption<>(
                new UlongMessage<>(
                        SoExclusiveaddruse.class,
                        SoExclusiveaddruse::getRequestType,
                        SoExclusiveaddruse::hasInputBuffer,
                        SoExclusiveaddruse::getInputBuffer,
                        value ->
                                SoExclusiveaddruse.Out.newBuilder().setOutputBuffer(value).build()),
                TcpSharing.TCP_SHARING_EXCLUSIVE);
    }

    @Override
    boolean isOf(SocketCategory category) {
        return category != SocketCategory.BASIC;
    }

    @Override
    int get(Socket socket) {
        return socket.options().sharing() == sharing ? 1 : 0;
    }

    @Override
    @Nullable WskStatus set(Socket socket, int value) {
        TcpSharing now = socket.options().sharing();
        boolean other = now != sharing && now != TcpSharing.TCP_SHARING_UNSPECIFIED;
        if (!(socket.state() instanceof SocketState.Created)) {
            return WskStatus.WRONG_STATE;
        }
        if ((value != 0 && value != 1) || (value == 1 && other)) {
            return WskStatus.INVALID_PARAMETER;
        }
        if (!other) {
            socket.options().share(value == 1 ? sharing : TcpSharing.TCP_SHARING_UNSPECIFIED);
        }
        return null;
    }
}
