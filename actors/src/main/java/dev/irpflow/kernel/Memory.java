package dev.irpflow.kernel;

import com.google.protobuf.ByteString;
import dev.irpflow.kernel.AccessBreaches.Access;
import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.protocol.kernel.BufferRef;
import dev.irpflow.stage.Footprint;
import dev.irpflow.stage.Site;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The memory of a machine: regions, the limits of its pools, and every access to them. */
public final class Memory {
    private static final long POOL = Site.key("pool");

    private final Machine machine;
    private final Footprint footprint;
    private final long pools;
    private final long nonpagedLimit;
    private final long pagedLimit;
    private final Loans loans;
    private final RemoteAccess remote;
    private final AccessBreaches breaches;
    private final long quota;
    private @Nullable Quotas quotas; // made when something is charged for the first time
    private long nonpagedUsed;
    private long pagedUsed;

    Memory(Machine machine, MachineSettings settings) {
        this.machine = machine;
        this.loans = new Loans(machine);
        this.breaches = new AccessBreaches(machine);
        this.remote = new RemoteAccess(machine, this);
        this.footprint = machine.footprint();
        this.pools = Site.join(machine.key(), POOL);
        this.nonpagedLimit = settings.nonpagedPool();
        this.pagedLimit = settings.pagedPool();
        this.quota = settings.memory().poolQuota();
    }

    /** The buffers that are lent. */
    public Loans loans() {
        return loans;
    }

    /** What others may access without a call. */
    public RemoteAccess remote() {
        return remote;
    }

    /** What is charged to processes. */
    public Quotas quotas() {
        if (quotas == null) {
            quotas = new Quotas(machine, quota);
        }
        return quotas;
    }

    /** Bytes of nonpaged pool in use. */
    public long nonpagedUsed() {
        return nonpagedUsed;
    }

    /** Bytes of paged pool in use. */
    public long pagedUsed() {
        return pagedUsed;
    }

    /**
     * Whether an allocation by a driver fails although there is room: Driver Verifier's simulation
     * of low resources.
     */
    public boolean isStarved(Call allocation) {
        return machine.settings().verifier().has(VerifierOption.LOW_RESOURCES)
                && machine.chooseWay(allocation.path(), "low resources", 2, allocation) != 0;
    }

    /** Whether a page that nobody keeps in memory is there at this call all the same. */
    public boolean isInMemoryByLuck(Call at) {
        return breaches.isInMemory(at);
    }

    /** Whether pool that was overwritten is used before its damage is seen. */
    public boolean isPointerFollowed(Call free) {
        return !machine.settings().choices().isUsual(KernelChoice.DAMAGED_POOL)
                || machine.chooseWay(free.path(), "how damaged pool shows", 2, free) != 0;
    }

    /** Allocates zeroed memory; null if its pool has no room left. */
    public @Nullable Region allocate(Region.Kind kind, String tag, int length, String owner) {
        return charge(kind, length)
                ? machine.objects().add(new Region(kind, tag, length, owner))
                : null;
    }

    /**
     * A block of a lookaside list: one that was given back, with what lay in it, or a new one; null
     * if there is none and the pool has no room left.
     */
    public @Nullable Region allocate(LookasideList list, String owner) {
        byte[] old = list.reuse();
        return old == null
                ? allocate(list.kind(), list.tag(), list.size(), owner)
                : machine.objects().add(new Region(list.kind(), list.tag(), old, owner));
    }

    /**
     * Gives a block back, which is touched by nobody from now on: to the list if that keeps it, or
     * to its pool.
     *
     * @return false if it is registered for remote access: then it stays
     */
    public boolean free(Region block, LookasideList list) {
        boolean keeps =
                !block.isRegistered()
                        && !machine.settings().verifier().has(VerifierOption.SPECIAL_POOL)
                        && list.keep(block.bytes());
        if (!keeps) {
            return free(block);
        }
        machine.objects().remove(block);
        return true;
    }

    /** A lookaside list is deleted: the blocks that it kept go back to their pool. */
    public void delete(LookasideList list) {
        while (list.reuse() != null) {
            refund(list.kind(), list.size());
        }
        machine.objects().remove(list);
    }

    /** A local variable goes, with the routine that declared it. */
    void unwound(Region local) {
        breaches.unwound(local);
        machine.objects().remove(local);
    }

    /** A process ends: tells of the pages of its buffers that are still locked. */
    public void ended(Place process) {
        LeftMemory.ended(machine, process);
    }

    /** How many pages of the buffers of a process are locked. */
    public long lockedPagesOf(Place process) {
        return LeftMemory.lockedPages(machine, process);
    }

    /** A driver has unloaded: tells of the pool that it has not freed. */
    public void unloaded(Place driver) {
        LeftMemory.unloaded(machine, driver);
    }

    /**
     * Frees a region; who touches it later breaks a rule.
     *
     * @return false if it is registered for remote access: then it stays
     */
    public boolean free(Region region) {
        if (region.isRegistered()) {
            return false;
        }
        refund(region.kind(), region.length());
        if (quotas != null) {
            quotas.freed(region);
        }
        machine.objects().remove(region);
        return true;
    }

    /**
     * A process gives a buffer back. While a driver has its pages locked they stay, and are found
     * when the process ends.
     */
    public void giveBack(Region buffer) {
        if (buffer.lockedPages() == 0) {
            free(buffer);
        }
    }

    /** Whether nothing is mapped so many bytes after the start of a region: its pool is smaller. */
    boolean isBeyondPool(Region region, long bytes) {
        return switch (region.kind()) {
            case NONPAGED_POOL -> bytes > nonpagedLimit;
            case PAGED_POOL -> bytes > pagedLimit;
            case USER, STACK -> false;
        };
    }

    /** Takes bytes from a pool for an object of the kernel; false if there is no room left. */
    public boolean charge(Region.Kind kind, long bytes) {
        switch (kind) {
            case NONPAGED_POOL -> {
                limit(kind, bytes, nonpagedLimit);
                if (bytes > nonpagedLimit - nonpagedUsed) {
                    footprint.write(poolCell(kind));
                    return false;
                }
                nonpagedUsed += bytes;
            }
            case PAGED_POOL -> {
                limit(kind, bytes, pagedLimit);
                if (bytes > pagedLimit - pagedUsed) {
                    footprint.write(poolCell(kind));
                    return false;
                }
                pagedUsed += bytes;
            }
            case USER, STACK -> {}
        }
        return true;
    }

    /** Gives bytes back to a pool. */
    public void refund(Region.Kind kind, long bytes) {
        switch (kind) {
            case NONPAGED_POOL -> {
                limit(kind, nonpagedUsed, nonpagedLimit);
                nonpagedUsed -= bytes;
            }
            case PAGED_POOL -> {
                limit(kind, pagedUsed, pagedLimit);
                pagedUsed -= bytes;
            }
            case USER, STACK -> {}
        }
    }

    // Two allocations that both succeed do so in either order. An allocation needs the room that
    // was freed just before it only if the pool was more than half full, or it wants more than
    // half.
    private void limit(Region.Kind kind, long bytes, long limit) {
        if (footprint.isOn()) {
            if (bytes > limit / 2) {
                footprint.write(poolCell(kind));
            } else {
                footprint.read(poolCell(kind));
            }
        }
    }

    private long poolCell(Region.Kind kind) {
        return Site.join(pools, Site.key(kind.name()));
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
        Region region = check(from, irql, by, Access.READ);
        if (region == null) {
            return ByteString.EMPTY;
        }
        touched(region, from, by, false);
        return ByteString.copyFrom(region.bytes(), (int) from.getOffset(), (int) from.getLength());
    }

    /**
     * Copies bytes into memory on behalf of a component, from the buffer's start plus {@code at}.
     */
    public void write(BufferRef to, int at, ByteString data, Irql irql, Place by) {
        Region region = check(to, irql, by, Access.WRITE);
        if (region == null) {
            return;
        }
        if (at < 0 || at + data.size() > to.getLength()) {
            breaches.overrun(region, to, at, data.size(), by);
            return;
        }
        boolean whole = at == 0 && data.size() == to.getLength();
        touched(region, whole ? to : ref(region, to.getOffset() + at, data.size()), by, true);
        data.copyTo(region.bytes(), (int) to.getOffset() + at);
    }

    /** Fills a buffer with zeros on behalf of a component. */
    public void zero(BufferRef buffer, Irql irql, Place by) {
        Region region = check(buffer, irql, by, Access.WRITE);
        if (region != null) {
            touched(region, buffer, by, true);
            int from = (int) buffer.getOffset();
            Arrays.fill(region.bytes(), from, from + (int) buffer.getLength(), (byte) 0);
        }
    }

    /** Locks the pages of a buffer, so that it can be touched at DISPATCH_LEVEL. */
    public void lock(BufferRef buffer, Irql irql, Place by) {
        Region region = check(buffer, irql, by, Access.LOCK);
        if (region != null) {
            region.lock(buffer.getOffset(), buffer.getLength());
        }
    }

    /** Takes one lock of the pages of a buffer away. */
    public void unlock(BufferRef buffer, Irql irql, Place by) {
        Region region = check(buffer, irql, by, Access.UNLOCK);
        if (region != null) {
            region.unlock(buffer.getOffset(), buffer.getLength());
        }
    }

    /** The live region that a buffer is a part of; null if there is none, or it goes beyond. */
    public @Nullable Region regionOf(BufferRef buffer) {
        Region region = machine.objects().find(buffer.getRegion(), Region.class);
        return region == null || isBeyond(buffer, region) ? null : region;
    }

    // A direct routine works for its caller, and the trace has its call. A component works for
    // itself, whoever answers for where the buffer is.
    private void touched(Region region, BufferRef part, Place by, boolean writes) {
        if (footprint.isOn()) {
            int from = (int) part.getOffset();
            int to = from + (int) part.getLength();
            footprint.read(region.loansCell(), from, to);
            if (writes) {
                footprint.write(region.bytesCell(), from, to);
            } else {
                footprint.read(region.bytesCell(), from, to);
            }
        }
        Message current = machine.causes().current();
        Place accessor = by;
        if (current != null && !current.to().isDirect()) {
            accessor = current.to();
            machine.log().access(region, part, accessor, writes);
        }
        // Who copies nothing touches no byte, whosever it is.
        if (region.hasLoans() && part.getLength() > 0) {
            loans.check(region, part, writes, accessor);
        }
    }

    /** Why a buffer cannot be accessed at an IRQL; null if it can. */
    public @Nullable Inaccessible inaccessible(BufferRef ref, Irql irql) {
        Region region = machine.objects().find(ref.getRegion(), Region.class);
        if (region == null) {
            boolean was = machine.objects().wasGiven(ref.getRegion());
            return was ? Inaccessible.FREED : Inaccessible.NEVER_THERE;
        }
        if (isBeyond(ref, region)) {
            return Inaccessible.BEYOND_END;
        }
        return irql.compareTo(Irql.DISPATCH_LEVEL) >= 0
                        && !region.isResident(ref.getOffset(), ref.getLength())
                ? Inaccessible.PAGED_AT_DISPATCH
                : null;
    }

    // Whoever accesses memory by a call of this machine answers for it.
    private @Nullable Region check(BufferRef ref, Irql irql, Place by, Access access) {
        Inaccessible why = inaccessible(ref, irql);
        if (why != null) {
            breaches.tell(why, ref, irql, by, access);
            boolean goesOn = why == Inaccessible.PAGED_AT_DISPATCH && !machine.isStopped();
            return goesOn ? machine.objects().find(ref.getRegion(), Region.class) : null;
        }
        Region region = machine.objects().find(ref.getRegion(), Region.class);
        if (region != null && region.isOfPageableKind()) {
            breaches.judgeThreadedDpc(region, ref, access);
        }
        return region;
    }

    private static boolean isBeyond(BufferRef ref, Region region) {
        return ref.getOffset() < 0
                || ref.getLength() < 0
                || ref.getOffset() > region.length() - ref.getLength();
    }
}
