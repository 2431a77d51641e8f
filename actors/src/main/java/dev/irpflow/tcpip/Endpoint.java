package dev.irpflow.tcpip;

import dev.irpflow.kernel.KernelObject;
import dev.irpflow.kernel.Place;
import dev.irpflow.protocol.tcpip.TcpSharing;
import java.util.ArrayList;
import java.util.List;

/** What a client opens for each socket: a local address, and later a listener or a connection. */
final class Endpoint extends KernelObject {
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

    private final Place client;
    private final int ip;
    private final int port;
    private final TcpSharing sharing;
    private final boolean grantsSharing;
    private final int receiveBuffer;
    private long context;
    private Role role;

    private Endpoint(
            Place client, int ip, int port, Sharing sharing, int receiveBuffer, Role role) {
        this.client = client;
        this.ip = ip;
        this.port = port;
        this.sharing = sharing.mode();
        this.grantsSharing = sharing.isGranted();
        this.receiveBuffer = receiveBuffer;
        this.role = role;
    }

    /**
     * How the local address may be shared.
     *
     * @param mode which of the socket options is set
     * @param isGranted whether the endpoint lets others share where a check of access is asked for
     */
    record Sharing(TcpSharing mode, boolean isGranted) {}

    /** An endpoint that is only bound. */
    static Endpoint bound(Place client, int ip, int port, Sharing sharing, int receiveBuffer) {
        return new Endpoint(client, ip, port, sharing, receiveBuffer, new Role.Bound());
    }

    /** The endpoint of a connection that a listener has taken; its context is not known yet. */
    static Endpoint accepted(Endpoint listener, Connection connection) {
        return new Endpoint(
                listener.client,
                connection.flow().localIp(),
                listener.port,
                new Sharing(listener.sharing, listener.grantsSharing),
                listener.receiveBuffer,
                new Role.Connected(connection));
    }

    Place client() {
        return client;
    }

    /** The client's own name for it, which every indication carries. */
    long context() {
        return context;
    }

    void context(long given) {
        this.context = given;
    }

    /** The local address, 0 for any. */
    int ip() {
        return ip;
    }

    int port() {
        return port;
    }

    TcpSharing sharing() {
        return sharing;
    }

    boolean grantsSharing() {
        return grantsSharing;
    }

    /** Octets that may be indicated and not consumed. */
    int receiveBuffer() {
        return receiveBuffer;
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
