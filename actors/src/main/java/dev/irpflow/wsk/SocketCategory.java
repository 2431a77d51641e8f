package dev.irpflow.wsk;

/**
 * What a socket was made for, and so which functions its provider dispatch table has. Page:
 * windows-driver-docs-pr/network/winsock-kernel-socket-categories.md.
 */
enum SocketCategory {
    /** WSK_FLAG_BASIC_SOCKET: control codes only. */
    BASIC,
    /** WSK_FLAG_LISTEN_SOCKET. */
    LISTEN,
    /** WSK_FLAG_CONNECTION_SOCKET. */
    CONNECTION,
    /** WSK_FLAG_STREAM_SOCKET: undecided until WskListen or WskConnect. */
    STREAM,
    /** WSK_FLAG_DATAGRAM_SOCKET. */
    DATAGRAM;

    /** Whether the provider dispatch table has this function. */
    boolean has(Operation operation) {
        return switch (operation) {
            case CONTROL, CLOSE -> true;
            case BIND, GET_LOCAL_ADDRESS -> this != BASIC;
            case LISTEN -> this == STREAM;
            case ACCEPT -> this == LISTEN || this == STREAM;
            case INSPECT_COMPLETE -> this == LISTEN;
            case CONNECT, SEND, RECEIVE, DISCONNECT, GET_REMOTE_ADDRESS ->
                    this == CONNECTION || this == STREAM;
            case SEND_TO, SEND_MESSAGES, RECEIVE_FROM -> this == DATAGRAM;
            case SOCKET, SOCKET_CONNECT, CONTROL_CLIENT, GET_ADDRESS_INFO, GET_NAME_INFO ->
                    false; // of the client object, not of a socket
        };
    }
}
