package dev.irpflow.kernel;

import dev.irpflow.protocol.kernel.BufferRef;

/** MDL: describes the pages of a buffer, and whether they are locked and mapped. */
public final class Mdl extends KernelObject {
    private final BufferRef buffer;
    private boolean locked;
    private boolean nonpaged;
    private boolean mapped;

    /** A new one; its maker adds it to the machine's objects. */
    public Mdl(BufferRef buffer) {
        this.buffer = buffer;
    }

    /** What it describes, and itself. */
    public BufferRef described() {
        return buffer.toBuilder().setMdl(id()).build();
    }

    /** What it describes, as a system address. */
    public BufferRef systemAddress() {
        return buffer.toBuilder().clearMdl().build();
    }

    /** MDL_PAGES_LOCKED. */
    public boolean isLocked() {
        reads();
        return locked;
    }

    /** Sets {@link #isLocked}. */
    public void locked(boolean yes) {
        writes();
        locked = yes;
    }

    /** MDL_SOURCE_IS_NONPAGED_POOL: its pages need no locking. */
    public boolean isNonpaged() {
        reads();
        return nonpaged;
    }

    /** Sets {@link #isNonpaged}. */
    public void nonpaged() {
        writes();
        nonpaged = true;
    }

    /** MDL_MAPPED_TO_SYSTEM_VA. */
    public boolean isMapped() {
        reads();
        return mapped;
    }

    /** Sets {@link #isMapped}. */
    public void mapped(boolean yes) {
        writes();
        mapped = yes;
    }

    /** MdlFlags, as wdm.h numbers them. */
    public int flags() {
        return (isMapped() ? 0x1 : 0) | (isLocked() ? 0x2 : 0) | (isNonpaged() ? 0x4 : 0);
    }

    @Override
    protected void tell(Facts facts) {
        facts.add("region", buffer.getRegion())
                .add("offset", buffer.getOffset())
                .add("bytes", buffer.getLength())
                .add("locked", locked ? "yes" : "no")
                .add("nonpaged pool", nonpaged ? "yes" : null)
                .add("mapped", mapped ? "yes" : null);
    }

    @Override
    protected String noun() {
        return "mdl";
    }
}
