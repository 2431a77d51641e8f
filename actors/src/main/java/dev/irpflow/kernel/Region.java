package dev.irpflow.kernel;

/**
 * Memory that a machine owns: a pool allocation, a driver's nonpaged buffer, a user buffer. Its
 * bytes are reached only through {@link Memory}, which checks and counts each access.
 */
public final class Region extends KernelObject {
    /** Where the memory comes from, which decides who may touch it when. */
    public enum Kind {
        /** Nonpaged pool: at any IRQL up to DISPATCH_LEVEL. */
        NONPAGED_POOL,
        /** Paged pool: below DISPATCH_LEVEL only. */
        PAGED_POOL,
        /** A buffer of a process: below DISPATCH_LEVEL only, unless it is locked. */
        USER
    }

    private final Kind kind;
    private final String tag;
    private final byte[] bytes;
    private final String owner;
    private int locks;

    Region(Kind kind, String tag, int length, String owner) {
        this.kind = kind;
        this.tag = tag;
        this.bytes = new byte[length];
        this.owner = owner;
    }

    /** Where it comes from. */
    public Kind kind() {
        return kind;
    }

    /** The four-character pool tag; "" for none. */
    public String tag() {
        return tag;
    }

    /** Length in bytes. */
    public int length() {
        return bytes.length;
    }

    /** Which component allocated it. */
    public String owner() {
        return owner;
    }

    /** How often its pages are locked: then it can be touched at DISPATCH_LEVEL. */
    public int locks() {
        return locks;
    }

    /** Whether it can be touched at DISPATCH_LEVEL. */
    public boolean isResident() {
        return kind == Kind.NONPAGED_POOL || locks > 0;
    }

    byte[] bytes() {
        return bytes;
    }

    void lock() {
        locks++;
    }

    void unlock() {
        locks--;
    }

    @Override
    protected String noun() {
        return "region";
    }
}
