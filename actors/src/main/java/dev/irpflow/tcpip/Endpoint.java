package dev.irpflow.tcpip;

import dev.irpflow.kernel.Place;
import dev.irpflow.kernel.Sink;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An endpoint of TCP: a local address, and later a listener or a connection. */
final class Endpoint extends LocalEndpoint {
    /** What has become of an endpoint. */
    sealed interface Role {
        /** Nothing yet. */
        record Bound() implements Role {}

        /** It takes connections. */
        final class Listening implements Role {
            private final boolean inspects;
            private final List<Connection> unknown = new ArrayList<>(1);
            private long requests;

            Listening(boolean inspects) {
                this.inspects = inspects;
            }

            /** The number of a request that the client is to inspect; 0 if it inspects none. */
            long nextRequest() {
                return inspects ? ++requests : 0;
            }

            /** The request of this number that is not over; null for none. */
            @Nullable Connection find(long request) {
                for (Connection connection : unknown) {
                    if (request != 0 && connection.request() == request) {
                        return connection;
                    }
                }
                return null;
            }

            /** Those that the client does not know as connections yet. */
            List<Connection> unknown() {
                return unknown;
            }
        }

        /** It is one end of a connection, which may be over. */
        record Connected(Connection connection) implements Role {}
    }

    // RFC 7323, 2.3: sequence numbers bear no larger window.
    private static final int LARGEST_BUFFER = 1 << 30;

    private Role role;
    private boolean keepsAlive;

    private Endpoint(
            Place client, LocalAddress local, Sharing sharing, int receiveBuffer, Role role) {
        super(client, local, sharing, receiveBuffer);
        this.role = role;
    }

    /** An endpoint that is only bound. */
    static Endpoint bound(Place client, LocalAddress local, Sharing sharing, int receiveBuffer) {
        return new Endpoint(client, local, sharing, receiveBuffer, new Role.Bound());
    }

    /** The endpoint of a connection that a listener has taken; its context is not known yet. */
    static Endpoint accepted(Endpoint listener, Connection connection) {
        Endpoint accepted =
                new Endpoint(
                        listener.client(),
                        new LocalAddress(connection.flow().local(), listener.local().port(), false),
                        listener.sharing(),
                        listener.receiveBuffer(),
                        new Role.Connected(connection));
        accepted.keepsAlive = listener.keepsAlive;
        return accepted;
    }

    /** The endpoint of this number; null for none. */
    static @Nullable Endpoint find(long id, Sink sink) {
        return sink.machine().objects().find(id, Endpoint.class);
    }

    /** The size of a receive buffer of which a client asks for so many octets, without a sign. */
    static int bufferOf(int octets) {
        return Math.clamp(Integer.toUnsignedLong(octets), 1, LARGEST_BUFFER);
    }

    /** Whether it may become anything: a connection that was never made leaves it as it was. */
    boolean isFree() {
        return switch (role) {
            case Role.Bound _ -> true;
            case Role.Listening _ -> false;
            case Role.Connected connected -> connected.connection().hasFailed();
        };
    }

    /** Its connection, null for none. */
    @Nullable Connection connection() {
        return role instanceof Role.Connected connected ? connected.connection() : null;
    }

    /** Whether its connections ask a silent peer if it is there. */
    boolean keepsAlive() {
        return keepsAlive;
    }

    void keepsAlive(boolean on) {
        keepsAlive = on;
    }

    Role role() {
        return role;
    }

    void role(Role newRole) {
        this.role = newRole;
    }

    boolean isListening() {
        return role instanceof Role.Listening;
    }

    @Override
    protected String noun() {
        return "tcp-endpoint";
    }
}
