package dev.irpflow.rdbss;

/**
 * NT_CREATE_PARAMETERS: what the requester of an open asks for.
 *
 * @param desiredAccess ACCESS_MASK
 * @param shareAccess FILE_SHARE_ bits
 * @param disposition FILE_SUPERSEDE 0 to FILE_OVERWRITE_IF 5
 * @param createOptions FILE_ options
 * @param fileAttributes FILE_ATTRIBUTE_ bits for a new file
 */
record OpenRequest(
        int desiredAccess,
        int shareAccess,
        int disposition,
        int createOptions,
        int fileAttributes) {
    static final int FILE_OPEN = 1;
    static final int FILE_CREATE = 2;
    static final int FILE_OPEN_IF = 3;

    static final int FILE_DIRECTORY_FILE = 0x1;
    static final int FILE_NON_DIRECTORY_FILE = 0x40;
    static final int FILE_CREATE_TREE_CONNECTION = 0x80;
    static final int FILE_OPEN_REMOTE_INSTANCE = 0x400;
    static final int FILE_DELETE_ON_CLOSE = 0x1000;
    static final int FILE_OPEN_FOR_BACKUP_INTENT = 0x4000;
    static final int FILE_OPEN_REPARSE_POINT = 0x200000;

    private static final int FILE_READ_ATTRIBUTES = 0x80;

    boolean has(int options) {
        return (createOptions & options) == options;
    }

    /** Whether RDBSS may look for an open to share at all, before it asks the mini-redirector. */
    boolean isCollapsible() {
        return (disposition == FILE_OPEN || disposition == FILE_OPEN_IF)
                && !has(FILE_DELETE_ON_CLOSE)
                && !has(FILE_OPEN_FOR_BACKUP_INTENT)
                && desiredAccess != FILE_READ_ATTRIBUTES;
    }

    /** Whether an open that was made for the other request could serve this one. */
    boolean isServedBy(OpenRequest other) {
        return desiredAccess == other.desiredAccess
                && shareAccess == other.shareAccess
                && has(FILE_OPEN_REPARSE_POINT) == other.has(FILE_OPEN_REPARSE_POINT);
    }
}
