package dev.irpflow.redirector;

import dev.irpflow.protocol.status.NtStatus;

/** The redirector's context of a SRV_OPEN: a file of a share, and its handle on the server. */
final class RemoteFile {
    private final RemoteShare share;
    private final String path;
    private long handle;
    private boolean directory;
    private NtStatus state = NtStatus.STATUS_FILE_CLOSED;

    RemoteFile(RemoteShare share, String path) {
        this.share = share;
        this.path = path;
    }

    /** The share that it lies in. */
    RemoteShare share() {
        return share;
    }

    /** Its name from the root of the share. */
    String path() {
        return path;
    }

    /** The number of its handle. */
    long handle() {
        return handle;
    }

    /** Whether it is a directory. */
    boolean isDirectory() {
        return directory;
    }

    /** STATUS_SUCCESS while it has a handle; else why it has none. */
    NtStatus state() {
        return state;
    }

    /** It has a handle now. */
    void opened(long number, boolean isDirectory) {
        handle = number;
        directory = isDirectory;
        state = NtStatus.STATUS_SUCCESS;
    }

    /** It has no handle any more, and this is what requests for it get. */
    void lost(NtStatus why) {
        state = why;
    }
}
