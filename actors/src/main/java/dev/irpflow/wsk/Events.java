package dev.irpflow.wsk;

import org.jspecify.annotations.Nullable;

/**
 * What the callbacks of a connected socket are to be told, and what they have answered. Page:
 * wdk-ddi-src/content/wsk/nc-wsk-pfn_wsk_receive_event.md.
 */
final class Events {
    /** How the peer has disconnected. */
    enum Disconnect {
        GRACEFUL,
        ABORTIVE
    }

    private final LentLists<DataList> lists = new LentLists<>();
    private boolean receiving;
    private boolean stopped;
    private boolean rearmed;
    private boolean lost;
    private boolean watched;
    private @Nullable Long backlog;
    private @Nullable Disconnect disconnect;

    /** Whether WskReceiveEvent runs: it never runs twice at a time on one socket. */
    boolean isReceiving() {
        return receiving;
    }

    /** Whether the client wants no WskReceiveEvent before a WskReceive. */
    boolean isStopped() {
        return stopped;
    }

    /** WskReceiveEvent begins. */
    void begin() {
        receiving = true;
        rearmed = false;
    }

    /** WskReceiveEvent has returned, and has taken all or left something. */
    void end(boolean tookAll) {
        receiving = false;
        // A WskReceive that was called meanwhile counts: which came first, nobody can tell.
        stopped = !tookAll && !rearmed;
    }

    /** WskReceive was called. */
    void rearm() {
        stopped = false;
        rearmed = true;
    }

    /** The lists of indicated data that the client has. */
    LentLists<DataList> lists() {
        return lists;
    }

    /** Whether the transport was asked to tell of changes of the ideal send backlog. */
    boolean isBacklogWatched() {
        return watched;
    }

    /** It is being asked. */
    void watchBacklog() {
        watched = true;
    }

    /** The ideal send backlog has changed: its newest size is to be told. */
    void backlog(long size) {
        backlog = size;
    }

    /** The ideal send backlog that is to be told; null for none. */
    @Nullable Long backlog() {
        return backlog;
    }

    /** It is being told. */
    void backlogTold() {
        backlog = null;
    }

    /** The peer has disconnected: to be told once. */
    void disconnected(Disconnect how) {
        disconnect = how;
    }

    /** What is to be told of a disconnect; null for nothing. */
    @Nullable Disconnect disconnect() {
        return disconnect;
    }

    /** It is being told. */
    void disconnectTold() {
        disconnect = null;
    }

    /** The socket is no longer functional: to be told once. */
    void lost() {
        lost = true;
    }

    /** Whether that is still to be told. */
    boolean isLost() {
        return lost;
    }

    /** It is being told. */
    void lostTold() {
        lost = false;
    }
}
