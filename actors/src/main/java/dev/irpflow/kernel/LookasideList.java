package dev.irpflow.kernel;

/** LOOKASIDE_LIST_EX: hands out blocks of one size. */
public final class LookasideList extends KernelObject {
    private final Region.Kind kind;
    private final int size;
    private final String tag;
    private final boolean raises;

    /** A new one; its maker adds it to the machine's objects. */
    public LookasideList(Region.Kind kind, int size, String tag, boolean raises) {
        this.kind = kind;
        this.size = size;
        this.tag = tag;
        this.raises = raises;
    }

    /** The pool of its blocks. */
    public Region.Kind kind() {
        return kind;
    }

    /** Bytes of a block. */
    public int size() {
        return size;
    }

    /** The tag of its blocks. */
    public String tag() {
        return tag;
    }

    /** Whether an allocation that fails raises. */
    public boolean raises() {
        return raises;
    }

    @Override
    protected void tell(Facts facts) {
        facts.add("pool", kind).add("bytes of a block", size).add("tag", tag);
    }

    @Override
    protected String noun() {
        return "lookaside";
    }
}
