package dev.irpflow.redirector;

import dev.irpflow.protocol.status.NtStatus;

/** The redirector's context of a NET_ROOT: a share, and its session on the server. */
final class RemoteShare {
    private final ServerConnection server;
    private final String name;
    private long session;
    private NtStatus state = NtStatus.STATUS_USER_SESSION_DELETED;

    RemoteShare(ServerConnection server, String name) {
        this.server = server;
        this.name = name;
    }

    /** The server that offers it. */
    ServerConnection server() {
        return server;
    }

    /** Its name, without the server's. */
    String name() {
        return name;
    }

    /** The number of its session. */
    long session() {
        return session;
    }

    /** STATUS_SUCCESS while it has a session; else why it has none. */
    NtStatus state() {
        return state;
    }

    /** It has a session now. */
    void opened(long number) {
        session = number;
        state = NtStatus.STATUS_SUCCESS;
    }

    /** It has no session any more, and this is what requests for it get. */
    void lost(NtStatus why) {
        state = why;
    }
}
