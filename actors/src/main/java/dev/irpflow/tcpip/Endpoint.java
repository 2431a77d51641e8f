package dev.irpflow.tcpip;

import dev.irpflow.kernel.Place;
import java.util.ArrayList;
import java.util.List;

/** An endpoint of TCP: a local address, and later a listener or a connection. */
final class Endpoint extends LocalEndpoint {
    /** What has become of an endpoint. */
    sealed interface Role {
        /** Nothing yet. */
        record Bound() implements Role {}

        /** It takes connections; these the client does not know yet. */
        record Listening(List<Connection> unknown) implements Role {
            Listening() {
                this(new ArrayList<>(1));
            }
        }

        /** It is one end of a connection, which may be over. */
        record Connected(Connection connection) implements Role {}
    }

    private Role role;

    private Endpoint(
            Place client, int ip, int port, Sharing sharing, int receiveBuffer, Role role) {
        super(client, ip, port, sharing, receiveBuffer);
        this.role = role;
    }

    /** An endpoint that is only bound. */
    static Endpoint bound(Place client, int ip, int port, Sharing sharing, int receiveBuffer) {
        return new Endpoint(client, ip, port, sharing, receiveBuffer, new Role.Bound());
    }

    /** The endpoint of a connection that a listener has taken; its context is not known yet. */
    static Endpoint accepted(Endpoint listener, Connection connection) {
        return new Endpoint(
                listener.client(),
                connection.flow().localIp(),
                listener.port(),
                listener.sharing(),
                listener.receiveBuffer(),
                new Role.Connected(connection));
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
