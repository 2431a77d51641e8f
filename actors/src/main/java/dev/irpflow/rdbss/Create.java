package dev.irpflow.rdbss;

import org.jspecify.annotations.Nullable;

/**
 * RX_CONTEXT.Create, and PrefixClaim: an open on its way from the name to the FOBX. Page:
 * wdk-ddi-src/content/rxcontx/ns-rxcontx-_rx_context.md.
 */
final class Create implements RxPayload {
    /** What the server is to be reached for. */
    enum Purpose {
        /** A file is opened. */
        FILE,
        /** ThisIsATreeConnectOpen: the connection itself is opened. */
        TREE_CONNECTION,
        /** ThisIsAPrefixClaim: MUP asks whether there is such a share. */
        PREFIX_CLAIM
    }

    private final Purpose purpose;
    private final RemoteName name;
    private final OpenRequest request;
    private String rest = "\\";
    private @Nullable VNetRoot vNetRoot;
    private @Nullable Fcb fcb;
    private @Nullable SrvOpen srvOpen;
    private @Nullable Fobx fobx;
    private boolean holdsFcb;
    private boolean purged;

    Create(Purpose purpose, RemoteName name, OpenRequest request) {
        this.purpose = purpose;
        this.name = name;
        this.request = request;
    }

    Purpose purpose() {
        return purpose;
    }

    RemoteName name() {
        return name;
    }

    /** NtCreateParameters. */
    OpenRequest request() {
        return request;
    }

    /** The path below the share, with a leading backslash. */
    String rest() {
        return rest;
    }

    void rest(String belowShare) {
        rest = belowShare.isEmpty() ? "\\" : belowShare;
    }

    /** The connection, referenced by this open until it ends; null before that is there. */
    @Nullable VNetRoot vNetRoot() {
        return vNetRoot;
    }

    /** The connection of an open that has one. */
    VNetRoot theVNetRoot() {
        if (vNetRoot == null) {
            throw new IllegalStateException("an open without a connection");
        }
        return vNetRoot;
    }

    void vNetRoot(@Nullable VNetRoot found) {
        vNetRoot = found;
    }

    /** The file, referenced by this open until it ends; null before it is found. */
    @Nullable Fcb fcb() {
        return fcb;
    }

    /** The file of an open that has found it. */
    Fcb theFcb() {
        if (fcb == null) {
            throw new IllegalStateException("an open without a file");
        }
        return fcb;
    }

    void fcb(@Nullable Fcb found) {
        fcb = found;
    }

    /** The SRV_OPEN that is tried; null before that. */
    @Nullable SrvOpen srvOpen() {
        return srvOpen;
    }

    void srvOpen(@Nullable SrvOpen tried) {
        srvOpen = tried;
    }

    /** What the mini-redirector has made with RxCreateNetFobx; null before that. */
    @Nullable Fobx fobx() {
        return fobx;
    }

    void fobx(@Nullable Fobx made) {
        fobx = made;
    }

    /** Whether its thread holds the FCB exclusive for it. */
    boolean holdsFcb() {
        return holdsFcb;
    }

    void holdsFcb(boolean yes) {
        holdsFcb = yes;
    }

    /** Whether put-off closes were done already to resolve a sharing violation. */
    boolean isPurged() {
        return purged;
    }

    void purge() {
        purged = true;
    }
}
