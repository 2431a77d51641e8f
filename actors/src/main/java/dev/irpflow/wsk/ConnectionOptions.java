package dev.irpflow.wsk;

import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.wsk.SoKeepalive;
import dev.irpflow.protocol.wsk.SoRcvbuf;

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

        // Simplified: keep-alive packets are never sent.
        @Override
        NtStatus set(Socket socket, int value) {
            if (value != 0 && value != 1) {
                return NtStatus.STATUS_INVALID_PARAMETER;
            }
            socket.options().keepAlive(value == 1);
            return NtStatus.STATUS_SUCCESS;
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

        // Simplified: the transport has the size of the bind, and at most 65,535 bytes.
        @Override
        NtStatus set(Socket socket, int value) {
            if (value == 0) {
                return NtStatus.STATUS_INVALID_PARAMETER;
            }
            socket.options().receiveBuffer(value);
            return NtStatus.STATUS_SUCCESS;
        }
    }
}
