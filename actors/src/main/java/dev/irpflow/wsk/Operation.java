package dev.irpflow.wsk;

/** The functions that take an IRP, as far as sockets and their states tell them apart. */
enum Operation {
    /** WskSocket: of the client object. */
    SOCKET,
    /** WskSocketConnect: of the client object. */
    SOCKET_CONNECT,
    /** A control code of WskControlClient that is given an IRP: of the client object. */
    CONTROL_CLIENT,
    /** WskGetAddressInfo: of the client object. */
    GET_ADDRESS_INFO,
    /** WskGetNameInfo: of the client object. */
    GET_NAME_INFO,
    BIND,
    LISTEN,
    ACCEPT,
    INSPECT_COMPLETE,
    CONNECT,
    SEND,
    RECEIVE,
    DISCONNECT,
    SEND_TO,
    SEND_MESSAGES,
    RECEIVE_FROM,
    GET_LOCAL_ADDRESS,
    GET_REMOTE_ADDRESS,
    /** A control code of WskControlSocket. */
    CONTROL,
    CLOSE;

    /** Whether it is one of the client object; the others are of a socket. */
    boolean isOfClient() {
        return switch (this) {
            case SOCKET, SOCKET_CONNECT, CONTROL_CLIENT, GET_ADDRESS_INFO, GET_NAME_INFO -> true;
            case BIND,
                    LISTEN,
                    ACCEPT,
                    INSPECT_COMPLETE,
                    CONNECT,
                    SEND,
                    RECEIVE,
                    DISCONNECT,
                    SEND_TO,
                    SEND_MESSAGES,
                    RECEIVE_FROM,
                    GET_LOCAL_ADDRESS,
                    GET_REMOTE_ADDRESS,
                    CONTROL,
                    CLOSE ->
                    false;
        };
    }
}
