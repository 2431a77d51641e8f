package dev.irpflow.kernel;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * LOOKASIDE_LIST_EX: hands out blocks of one size, and keeps a few that were given back: the next
 * allocation gets the newest of them with what lay in it, but for the link in its first bytes.
 */
public final class LookasideList extends KernelObject {
    // Windows adjusts the depth of each list to its use, and begins with 4.
    private static final int DEPTH = 4;
    private static final int LINK_BYTES = 8; // SINGLE_LIST_ENTRY on x64

    private final Deque<byte[]> blocks = new ArrayDeque<>(0);
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

    /** Whether a block is like those of this list. */
    public boolean canKeep(Region block) {
        return block.kind() == kind && block.length() == size;
    }

    /** Keeps the bytes of a block; false if it has enough of them. */
    boolean keep(byte[] block) {
        writes();
        if (blocks.size() == DEPTH) {
            return false;
        }
        Arrays.fill(block, 0, Math.min(LINK_BYTES, block.length), (byte) 0);
        blocks.push(block);
        return true;
    }

    /** Takes the block that was kept last; null for none. */
    byte @Nullable [] reuse() {
        writes();
        return blocks.poll();
    }

    @Override
    protected void tell(Facts facts) {
        facts.add("pool", kind)
                .add("bytes of a block", size)
                .add("tag", tag)
                .add("blocks kept", blocks.size());
    }

    @Override
    protected String noun() {
        return "lookaside";
    }
}
