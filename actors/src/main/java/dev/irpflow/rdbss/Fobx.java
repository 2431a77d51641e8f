package dev.irpflow.rdbss;

/**
 * FOBX: one open of a file by one file object, whose FsContext2 it is. Page:
 * windows-driver-docs-pr/ifs/the-fobx-structure.md.
 */
final class Fobx extends RxStructure {
    private final SrvOpen srvOpen;
    private boolean cleanedUp;

    Fobx(SrvOpen srvOpen) {
        this.srvOpen = srvOpen;
    }

    SrvOpen srvOpen() {
        return srvOpen;
    }

    Fcb fcb() {
        return srvOpen.fcb();
    }

    /** Whether IRP_MJ_CLEANUP has come: it has no handle any more. */
    boolean isCleanedUp() {
        return cleanedUp;
    }

    void cleanUp() {
        cleanedUp = true;
    }

    @Override
    protected String noun() {
        return "fobx";
    }
}
