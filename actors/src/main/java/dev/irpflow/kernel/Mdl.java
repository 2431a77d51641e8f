package dev.irpflow.kernel;

import dev.irpflow.protocol.kernel.BufferRef;
import org.jspecify.annotations.Nullable;

/** MDL: describes the pages of a buffer, and whether they are locked and mapped. */
public final class Mdl extends KernelObject {
    /** MDL_PARTIAL. */
    public static final int PARTIAL = 0x10;

    private static final int PARTIAL_HAS_BEEN_MAPPED = 0x20;

    private final long capacity;
    private BufferRef buffer;
    private boolean partial;
    private boolean mappedBySource;
    private @Nullable Mdl next;
    private boolean locked;
    private boolean nonpaged;
    private boolean mapped;

    /** A new one; its maker adds it to the machine's objects. */
    public Mdl(BufferRef buffer) {
        this.buffer = buffer;
        this.capacity = buffer.getLength();
    }

    /** What it describes, and itself. */
    public BufferRef described() {
        return buffer.toBuilder().setMdl(id()).build();
    }

    /** What it describes, as a system address. */
    public BufferRef systemAddress() {
        return buffer.toBuilder().clearMdl().build();
    }

    /** How many bytes it has room to describe. */
    public long capacity() {
        return capacity;
    }

    /** Whether it describes a part of what another one describes. */
    public boolean isPartial() {
        reads();
        return partial;
    }

    /** From now on it describes this part of a source, whose mapping serves it too. */
    public void describesPart(BufferRef part, Mdl source) {
        writes();
        buffer = part.toBuilder().clearMdl().build();
        partial = true;
        mappedBySource = source.isMapped();
        mapped = mappedBySource;
    }

    /** A mapping of its own goes; that of its source is not its. */
    public void prepareForReuse() {
        writes();
        mapped = mapped && mappedBySource;
    }

    /** The one that follows in the chain of an IRP; null for the last. */
    public @Nullable Mdl next() {
        reads();
        return next;
    }

    /** Puts one at the end of the chain that it begins. */
    public void append(Mdl last) {
        Mdl end = this;
        for (Mdl after = next(); after != null && after != last; after = after.next()) {
            end = after;
        }
        end.writes();
        end.next = last;
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
        return (isMapped() ? 0x1 : 0)
                | (isLocked() ? 0x2 : 0)
                | (isNonpaged() ? 0x4 : 0)
                | (partial ? PARTIAL : 0)
                | (partial && mapped && !mappedBySource ? PARTIAL_HAS_BEEN_MAPPED : 0);
    }

    @Override
    protected void tell(Facts facts) {
        facts.add("region", buffer.getRegion())
                .add("offset", buffer.getOffset())
                .add("bytes", buffer.getLength())
                .add("locked", locked ? "yes" : "no")
                .add("nonpaged pool", nonpaged ? "yes" : null)
                .add("mapped", mapped ? "yes" : null)
                .add("next", next)
                .add("partial", partial ? "yes" : null);
    }

    @Override
    protected String noun() {
        return "mdl";
    }
}
