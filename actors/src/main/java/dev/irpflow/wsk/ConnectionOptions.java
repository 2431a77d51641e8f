package dev.irpflow.wsk;

import com.google.protobuf.GeneratedMessage;
import dev.irpflow.protocol.tcpip.TcpKeepAlive;
import dev.irpflow.protocol.tcpip.TcpReceiveBuffer;
import dev.irpflow.protocol.tcpip.UdpReceiveBuffer;
import dev.irpflow.protocol.wsk.SoKeepalive;
import dev.irpflow.protocol.wsk.SoRcvbuf;
import org.jspecify.annotations.Nullable;

/** The options that an accepted socket inherits from its listening socket. */
final class ConnectionOptions {
    private ConnectionOptions() {}

    /** SO_KEEPALIVE. Page: windows-driver-docs-pr/network/so-keepalive.md. */
    static final class KeepAlive extends UlongOption<SoKeepalive> {
        KeepAlive() {
            super(
                    new UlongMessage<>(
                            SoKeepalive.class,
                            SoKeepalive::getRequestType,
                            SoKeepalive::hasInputBuffer,
                            SoKeepalive::getInputBuffer,
                            value -> SoKeepalive.Out.newBuilder().setOutputBuffer(value).build()));
        }

        @Override
        boolean isOf(SocketCategory category) {
            return switch (category) {
                case LISTEN, CONNECTION, STREAM -> true;
                case BASIC, DATAGRAM -> false;
            };
        }

        @Override
        int get(Socket socket) {
            return socket.options().keepsAlive() ? 1 : 0;
        }

        @Override
        @Nullable WskStatus set(Socket socket, int value) {
            if (value != 0 && value != 1) {
                return WskStatus.INVALID_PARAMETER;
            }
            socket.options().keepAlive(value == 1);
            return null;
        }

        @Override
        GeneratedMessage told(Socket socket, long endpoint) {
            return TcpKeepAlive.newBuilder()
                    .setEndpoint(endpoint)
                    .setOn(socket.options().keepsAlive())
                    .build();
        }
    }

    /** SO_RCVBUF. Page: windows-driver-docs-pr/network/so-rcvbuf.md. */
    static final class ReceiveBuffer extends UlongOption<SoRcvbuf> {
        ReceiveBuffer() {
            super(
                    new UlongMessage<>(
                            SoRcvbuf.class,
                            SoRcvbuf::getRequestType,
                            SoRcvbuf::hasInputBuffer,
                            SoRcvbuf::getInputBuffer,
                            value -> SoRcvbuf.Out.newBuilder().setOutputBuffer(value).build()));
        }

        @Override
        boolean isOf(SocketCategory category) {
            return category != SocketCategory.BASIC;
        }

        @Override
        int get(Socket socket) {
            return socket.options().receiveBuffer();
        }

        @Override
        @Nullable WskStatus set(Socket socket, int value) {
            if (value == 0) {
                return WskStatus.INVALID_PARAMETER;
            }
            socket.options().receiveBuffer(value);
            return null;
        }

        @Override
        GeneratedMessage told(Socket socket, long endpoint) {
            int size = socket.options().receiveBuffer();
            return socket.category() == SocketCategory.DATAGRAM
                    ? UdpReceiveBuffer.newBuilder().setEndpoint(endpoint).setSize(size).build()
                    : TcpReceiveBuffer.newBuilder().setEndpoint(endpoint).setSize(size).build();
        }
    }
}
