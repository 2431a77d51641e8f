package dev.irpflow.wsk;

import dev.irpflow.protocol.wsk.SoBroadcast;
import org.jspecify.annotations.Nullable;

/**
 * SO_BROADCAST: without it a datagram to a broadcast address is refused. Page:
 * windows-driver-docs-pr/network/so-broadcast.md.
 */
final class BroadcastOption extends UlongOption<SoBroadcast> {
    BroadcastOption() {
        super(
                new UlongMessage<>(
                        SoBroadcast.class,
                        SoBroadcast::getRequestType,
                        SoBroadcast::hasInputBuffer,
                        SoBroadcast::getInputBuffer,
                        value -> SoBroadcast.Out.newBuilder().setOutputBuffer(value).build()));
    }

    @Override
    boolean isOf(SocketCategory category) {
        return category == SocketCategory.DATAGRAM;
    }

    @Override
    int get(Socket socket) {
        return socket.options().broadcasts() ? 1 : 0;
    }

    @Override
    @Nullable WskStatus set(Socket socket, int value) {
        if (value != 0 && value != 1) {
            return WskStatus.INVALID_PARAMETER;
        }
        socket.options().broadcast(value == 1);
        return null;
    }
}
