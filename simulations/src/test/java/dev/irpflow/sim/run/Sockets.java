package dev.irpflow.sim.run;

import java.util.List;

/** Texts of steps about two machines that talk over sockets. */
final class Sockets {
    /** Both machines have a provider; the server listens, the client is connected. */
    static final String CONNECT =
            """
              - { call: WskRegister, on: server, with: { version: "1.0" }, as: sr }
              - { call: WskCaptureProviderNPI, on: server, with: { registration: $sr.registration, wait_timeout: 5 s }, as: sn }
              - { call: WskSocket, on: server, with: { client: $sn.client, address_family: AF_INET, socket_type: SOCK_STREAM, protocol: IPPROTO_TCP, flags: WSK_FLAG_LISTEN_SOCKET }, as: listener }
              - { call: WskBind, on: server, with: { socket: $listener.socket, local_address: any:5000, flags: 0 } }
              - { begin: WskAccept, on: server, with: { listen_socket: $listener.socket, flags: 0 }, as: accepted, returns: STATUS_PENDING }
              - { call: WskRegister, on: client, with: { version: "1.0" }, as: cr }
              - { call: WskCaptureProviderNPI, on: client, with: { registration: $cr.registration, wait_timeout: 5 s }, as: cn }
              - { call: WskSocket, on: client, with: { client: $cn.client, address_family: AF_INET, socket_type: SOCK_STREAM, protocol: IPPROTO_TCP, flags: WSK_FLAG_CONNECTION_SOCKET }, as: socket }
              - { call: WskBind, on: client, with: { socket: $socket.socket, local_address: any:0, flags: 0 } }
              - { call: WskConnect, on: client, with: { socket: $socket.socket, remote_address: server:5000, flags: 0 } }
              - { await: $accepted, on: server }
            """;

    /** Five bytes go from the client to the server. */
    static final String SEND =
            """
              - { begin: WskReceive, on: server, with: { socket: $accepted.accept_socket, buffer: zeros 64 B, flags: 0 }, as: receive, returns: STATUS_PENDING }
              - { call: WskSend, on: client, with: { socket: $socket.socket, buffer: text hello, flags: 0 }, gives: { bytes_sent: 5 B } }
              - { await: $receive, on: server, gives: { bytes_received: 5 B } }
            """;

    /** Everything is closed and given back. */
    static final String CLOSE =
            """
              - { call: WskCloseSocket, on: client, with: { socket: $socket.socket } }
              - { call: WskCloseSocket, on: server, with: { socket: $accepted.accept_socket } }
              - { call: WskCloseSocket, on: server, with: { socket: $listener.socket } }
              - { call: WskReleaseProviderNPI, on: client, with: { registration: $cr.registration } }
              - { call: WskDeregister, on: client, with: { registration: $cr.registration } }
              - { call: WskReleaseProviderNPI, on: server, with: { registration: $sr.registration } }
              - { call: WskDeregister, on: server, with: { registration: $sr.registration } }
            """;

    static final String EXCHANGE = CONNECT + SEND + CLOSE;

    /** The same exchange with names of its own for what its calls give. */
    static final String SECOND = renamed(EXCHANGE);

    private Sockets() {}

    // Results that are named twice would be two values of one name.
    private static String renamed(String steps) {
        String text = steps;
        for (String name :
                List.of("sr", "sn", "cr", "cn", "listener", "socket", "accepted", "receive")) {
            text =
                    text.replace("as: " + name + ",", "as: " + name + "2,")
                            .replace("as: " + name + " }", "as: " + name + "2 }")
                            .replace("$" + name + ".", "$" + name + "2.")
                            .replace("$" + name + ",", "$" + name + "2,");
        }
        return text;
    }

    /** A scenario of two machines with these steps. */
    static String scenario(String steps) {
        return "machines: { client: {}, server: {} }\nsteps:\n" + steps;
    }
}
