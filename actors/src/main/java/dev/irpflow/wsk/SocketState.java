package dev.irpflow.wsk;

import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.tcpip.TransportAddress;
import java.util.EnumSet;
import org.jspecify.annotations.Nullable;

/**
 * The phases of a socket. Each says which functions are legal in it, and with what it answers the
 * others: the pages name a status for few pairs, and {@link WskStatus#WRONG_STATE} serves for the
 * rest.
 */
sealed interface SocketState {
    /** The word for it in the trace. */
    String word();

    /** The functions that it may be asked for. */
    Legal legal();

    /** What any other function is answered with. */
    default NtStatus otherwise(Operation operation) {
        return NtStatus.STATUS_INVALID_DEVICE_STATE;
    }

    /** The transport's endpoint, 0 while there is none. */
    default long endpoint() {
        return 0;
    }

    /** What WskGetLocalAddress reads; asked only where it is legal. */
    default TransportAddress local() {
        throw new IllegalStateException("a socket that is " + word() + " has no address");
    }

    /** The connection, null where there is none. */
    default @Nullable Connection connection() {
        return null;
    }

    /** What a bound datagram socket has, null for any other. */
    default @Nullable DatagramQueue datagrams() {
        return null;
    }

    /** Made, not bound. */
    record Created() implements SocketState {
        @Override
        public String word() {
            return "created";
        }

        @Override
        public Legal legal() {
            return Legal.CREATED;
        }
    }

    /** The transport is being asked for an endpoint. */
    record Binding() implements SocketState {
        @Override
        public String word() {
            return "binding";
        }

        @Override
        public Legal legal() {
            return Legal.CLOSE_ALONE;
        }
    }

    /** Has a local address. A stream socket is still undecided. */
    record Bound(long endpoint, TransportAddress local) implements SocketState {
        @Override
        public String word() {
            return "bound";
        }

        @Override
        public Legal legal() {
            return Legal.BOUND;
        }
    }

    /** A datagram socket that is bound: it sends and receives. */
    record BoundForDatagrams(long endpoint, TransportAddress local, DatagramQueue datagrams)
            implements SocketState {
        @Override
        public String word() {
            return "bound";
        }

        @Override
        public Legal legal() {
            return Legal.BOUND_FOR_DATAGRAMS;
        }
    }

    /** The transport has lost the endpoint: only closing is left, and giving back kept data. */
    sealed interface Lost extends SocketState {
        @Override
        default String word() {
            return "non-functional";
        }

        @Override
        default Legal legal() {
            return Legal.CLOSE_ALONE;
        }

        @Override
        default NtStatus otherwise(Operation operation) {
            return NtStatus.STATUS_FILE_FORCED_CLOSED;
        }
    }

    /** Was a datagram socket that is bound. */
    record LostForDatagrams(DatagramQueue datagrams) implements Lost {}

    /**
     * Was listening.
     *
     * @param untold the callbacks that could still tell of it
     */
    record LostListener(EnumSet<SocketEvent> untold) implements Lost {}

    /** Takes connections. */
    record Listening(long endpoint, TransportAddress local, AcceptQueue accepts)
            implements SocketState {
        @Override
        public String word() {
            return "listening";
        }

        @Override
        public Legal legal() {
            return Legal.LISTENING;
        }
    }

    /** The handshake is under way. */
    record Connecting(Bound bound, Pending connect) implements SocketState {
        @Override
        public String word() {
            return "connecting";
        }

        @Override
        public long endpoint() {
            return bound.endpoint();
        }

        @Override
        public TransportAddress local() {
            return bound.local();
        }

        @Override
        public Legal legal() {
            return Legal.UNCONNECTED;
        }
    }

    /**
     * The handshake was given up; the transport may still tell how it ended, so that nothing new is
     * begun. Also where it has failed, if {@link WskChoice#CONNECT_AGAIN} says so.
     */
    record Unconnectable(Bound bound) implements SocketState {
        @Override
        public String word() {
            return "unconnectable";
        }

        @Override
        public long endpoint() {
            return bound.endpoint();
        }

        @Override
        public TransportAddress local() {
            return bound.local();
        }

        @Override
        public Legal legal() {
            return Legal.UNCONNECTED;
        }
    }

    /** Has a peer; each direction may have ended. */
    record Connected(Connection connection) implements SocketState {
        @Override
        public String word() {
            return "connected";
        }

        @Override
        public long endpoint() {
            return connection.endpoint();
        }

        @Override
        public TransportAddress local() {
            return connection.local();
        }

        // Receiving goes on after either side has ended: it then gives 0 bytes at last.
        @Override
        public Legal legal() {
            return connection.maySend() ? Legal.CONNECTED : Legal.SENDING_ENDED;
        }
    }

    /** The connection was reset by one side: why is what sends and receives are told. */
    record Aborted(Connection connection, NtStatus why) implements SocketState {
        @Override
        public String word() {
            return "aborted";
        }

        @Override
        public long endpoint() {
            return connection.endpoint();
        }

        @Override
        public TransportAddress local() {
            return connection.local();
        }

        @Override
        public Legal legal() {
            return Legal.UNCONNECTED;
        }

        @Override
        public NtStatus otherwise(Operation operation) {
            return operation == Operation.SEND || operation == Operation.RECEIVE
                    ? why
                    : NtStatus.STATUS_INVALID_DEVICE_STATE;
        }
    }

    /** In TCP silent mode: its connection stays, and only closing is left. */
    record Silent(Connection connection) implements SocketState {
        @Override
        public String word() {
            return "silent";
        }

        @Override
        public long endpoint() {
            return connection.endpoint();
        }

        @Override
        public Legal legal() {
            return Legal.CLOSE_ALONE;
        }
    }

    /**
     * Was connected, or was to be.
     *
     * @param connection null if there was none yet
     */
    record NonFunctional(@Nullable Connection connection) implements Lost {}

    /**
     * WskCloseSocket was called: any function that follows is a breach, see {@link WskRule}. One
     * that was pended before ends as the others did that were under way.
     */
    record Closing(Pending close) implements SocketState {
        @Override
        public String word() {
            return "closing";
        }

        @Override
        public Legal legal() {
            return Legal.NOTHING;
        }
    }
}
