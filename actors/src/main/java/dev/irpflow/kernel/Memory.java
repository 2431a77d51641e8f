package dev.irpflow.kernel;

import com.google.protobuf.ByteString;
import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.protocol.kernel.BufferRef;
import org.jspecify.annotations.Nullable;

/** The memory of a machine: regions, the limits of its pools, and every access to them. */
public final class Memory {
    private final Machine machine;
    private final long nonpagedLimit;
    private final long pagedLimit;
    private long nonpagedUsed;
    private long pagedUsed;

    Memory(Machine machine, MachineSettings settings) {
        this.machine = machine;
        this.nonpagedLimit = settings.nonpagedPool();
        this.pagedLimit = settings.pagedPool();
    }

    /** Bytes of nonpaged pool in use. */
    public long nonpagedUsed() {
        return nonpagedUsed;
    }

    /** Bytes of paged pool in use. */
    public long pagedUsed() {
        return pagedUsed;
    }

    /** Allocates zeroed memory; null if its pool has no room left. */
    public @Nullable Region allocate(Region.Kind kind, String tag, int length, String owner) {
        switch (kind) {
            case NONPAGED_POOL -> {
                if (nonpagedUsed + length > nonpagedLimit) {
                    return null;
                }
                nonpagedUsed += length;
            }
            case PAGED_POOL -> {
                if (pagedUsed + length > pagedLimit) {
                    return null;
                }
                pagedUsed += length;
            }
            case USER -> {}
        }
        return machine.objects().add(new Region(kind, tag, length, owner));
    }

    /** Frees a region; who touches it later breaks a rule. */
    public void free(Region region) {
        switch (region.kind()) {
            case NONPAGED_POOL -> nonpagedUsed -= region.length();
            case PAGED_POOL -> pagedUsed -= region.length();
            case USER -> {}
        }
        machine.objects().remove(region);
    }

    /** A reference to all of a region. */
    public static BufferRef all(Region region) {
        return ref(region, 0, region.length());
    }

    /** A reference to a part of a region. */
    public static BufferRef ref(Region region, long offset, long length) {
        return BufferRef.newBuilder()
                .setRegion(region.id())
                .setOffset(offset)
                .setLength(length)
                .build();
    }

    /** Copies bytes out of memory on behalf of a component; empty if the access is a violation. */
    public ByteString read(BufferRef from, Irql irql, Place by) {
        Region region = check(from, irql, by, "reads");
        return region == null
                ? ByteString.EMPTY
                : ByteString.copyFrom(
                        region.bytes(), (int) from.getOffset(), (int) from.getLength());
    }

    /**
     * Copies bytes into memory on behalf of a component, from the buffer's start plus {@code at}.
     */
    public void write(BufferRef to, int at, ByteString data, Irql irql, Place by) {
        Region region = check(to, irql, by, "writes");
        if (region == null) {
            return;
        }
        if (at < 0 || at + data.size() > to.getLength()) {
            machine.violated(
                    KernelRule.MEMORY_IN_BOUNDS,
                    by,
                    "%s writes %d bytes at %d of a buffer of %d bytes (%s)"
                            .formatted(by, data.size(), at, to.getLength(), region),
                    null);
            return;
        }
        data.copyTo(region.bytes(), (int) to.getOffset() + at);
    }

    /** Locks the pages of a buffer, so that it can be touched at DISPATCH_LEVEL. */
    public void lock(BufferRef buffer, Irql irql, Place by) {
        Region region = check(buffer, irql, by, "locks");
        if (region != null) {
            region.lock();
        }
    }

    /** Takes one lock of the pages of a buffer away. */
    public void unlock(BufferRef buffer, Irql irql, Place by) {
        Region region = check(buffer, irql, by, "unlocks");
        if (region != null) {
            region.unlock();
        }
    }

    private @Nullable Region check(BufferRef ref, Irql irql, Place by, String verb) {
        Region region = machine.objects().find(ref.getRegion(), Region.class);
        if (region == null) {
            Rule rule =
                    machine.objects().wasGiven(ref.getRegion())
                            ? KernelRule.MEMORY_AFTER_FREE
                            : KernelRule.MEMORY_IN_BOUNDS;
            String what = "%s %s region-%d, which is not there".formatted(by, verb, ref.getRegion());
            machine.violated(rule, by, what, null);
            return null;
        }
        if (ref.getOffset() < 0 || ref.getOffset() + ref.getLength() > region.length()) {
            machine.violated(
                    KernelRule.MEMORY_IN_BOUNDS,
                    by,
                    "%s %s %d bytes at %d of %s, which has %d"
                            .formatted(by, verb, ref.getLength(), ref.getOffset(), region,
                                    region.length()),
                    null);
            return null;
        }
        if (irql.compareTo(Irql.DISPATCH_LEVEL) >= 0 && !region.isResident()) {
            machine.violated(
                    KernelRule.PAGED_MEMORY_AT_DISPATCH,
                    by,
                    "%s %s %s (%s) at %s".formatted(by, verb, region, region.kind(), irql),
                    null);
            return null;
        }
        return region;
    }
}
