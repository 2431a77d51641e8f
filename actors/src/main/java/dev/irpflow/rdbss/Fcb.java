package dev.irpflow.rdbss;

import java.util.ArrayList;
import java.util.List;

/**
 * FCB: one file of a share, however often it is open; FsContext of its file objects. It is
 * referenced by its table and by each SRV_OPEN, and references its NET_ROOT. Page:
 * windows-driver-docs-pr/ifs/the-fcb-structure.md.
 */
final class Fcb extends RxStructure {
    /** FCB_STATE_ bits, from the public fcb.h of an independent implementation. */
    static final int STATE_DELETE_ON_CLOSE = 0x1;

    static final int STATE_ORPHANED = 0x80;

    /** NODE_TYPE_CODE of what is behind the name. */
    enum FileType {
        UNKNOWN,
        FILE,
        DIRECTORY
    }

    private final NetRoot netRoot;
    private final String path;
    private final Resource resource = new Resource();
    private final List<SrvOpen> srvOpens = new ArrayList<>(1);
    private FileType type = FileType.UNKNOWN;
    private int state;
    private long fileSize;
    private long validDataLength;
    private long allocationSize;
    private int openCount;
    private int uncleanCount;

    Fcb(NetRoot netRoot, String path) {
        this.netRoot = netRoot;
        this.path = path;
    }

    NetRoot netRoot() {
        return netRoot;
    }

    Minirdr minirdr() {
        return netRoot.minirdr();
    }

    /** The path within the share, {@code \dir\x}; {@code \} for its root. */
    String path() {
        return path;
    }

    /** The regular resource: shared to read, exclusive to write and to open or close. */
    Resource resource() {
        return resource;
    }

    /** Its opens on the server, oldest first. */
    List<SrvOpen> srvOpens() {
        return srvOpens;
    }

    FileType type() {
        return type;
    }

    boolean has(int stateBits) {
        return (state & stateBits) == stateBits;
    }

    void set(int stateBits) {
        state |= stateBits;
    }

    void clear(int stateBits) {
        state &= ~stateBits;
    }

    /** Bytes. */
    long fileSize() {
        return fileSize;
    }

    /** Bytes. */
    long allocationSize() {
        return allocationSize;
    }

    /** Bytes, up to the file size. */
    long validDataLength() {
        return validDataLength;
    }

    void type(FileType said) {
        type = said;
    }

    /** What the server said of the file, in bytes. */
    void sizes(long size, long allocation, long valid) {
        fileSize = size;
        allocationSize = allocation;
        validDataLength = valid;
    }

    /** The file has a new size, in bytes. */
    void resize(long size) {
        fileSize = size;
        validDataLength = Math.min(validDataLength, size);
        allocationSize = size;
    }

    /** Bytes were written up to here, unbuffered: the file is at least that long. */
    void extendTo(long end) {
        if (end > fileSize) {
            fileSize = end;
            allocationSize = Math.max(allocationSize, end);
        }
        validDataLength = Math.max(validDataLength, end);
    }

    /** OpenCount: file objects that are open. */
    int openCount() {
        return openCount;
    }

    void countOpen(int change) {
        openCount += change;
    }

    /** UncleanCount: file objects that have not been cleaned up. */
    int uncleanCount() {
        return uncleanCount;
    }

    void countUnclean(int change) {
        uncleanCount += change;
    }

    @Override
    protected String noun() {
        return "fcb";
    }
}
