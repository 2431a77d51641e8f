package dev.irpflow.kernel;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * ERESOURCE: many readers or one writer, each as often as it likes. Deadlock detection does not
 * look at it, yet threads that wait for each other are found. Page:
 * windows-driver-docs-pr/kernel/introduction-to-eresource-routines.md.
 */
public final class Resource extends KernelObject implements Lock {
    /** How it is wanted. */
    public enum Access {
        /** For writing. */
        EXCLUSIVE,
        /** For reading, behind writers that wait. */
        SHARED,
        /** For reading, before writers that wait. */
        SHARED_STARVE_EXCLUSIVE,
        /** For reading, behind writers that wait even if the caller reads already. */
        SHARED_WAIT_FOR_EXCLUSIVE
    }

    /**
     * A strand that waits.
     *
     * @param call its held call
     * @param access how it wants the resource
     */
    public record Waiter(Call call, Access access) implements Lots.Lot {
        @Override
        public Call held() {
            return call;
        }

        private boolean writes() {
            return access == Access.EXCLUSIVE;
        }
    }

    private final Map<Strand, Integer> times = new LinkedHashMap<>();
    private final List<Waiter> waiters = new ArrayList<>(2);
    private @Nullable Strand writer;
    private @Nullable Pointed pointed;

    /** Owners that are known by a pointer, and so are no thread. */
    private static final class Pointed {
        private final Map<Long, Integer> times = new LinkedHashMap<>(2);
        private boolean writes;
    }

    @Override
    public LockKind kind() {
        return LockKind.RESOURCE;
    }

    @Override
    public List<Strand> owners() {
        reads();
        return List.copyOf(times.keySet());
    }

    /** Whether anybody owns it: a strand, or whoever a pointer stands for. */
    public boolean isOwned() {
        reads();
        return !times.isEmpty() || pointed != null;
    }

    /** How an owner pointer owns it: 0 for not at all. */
    public int timesOf(long pointer) {
        reads();
        return pointed == null ? 0 : pointed.times.getOrDefault(pointer, 0);
    }

    /** What a strand owns belongs to whoever this pointer stands for, from now on. */
    public void passTo(long pointer, Strand from) {
        writes();
        Pointed owners = pointed == null ? new Pointed() : pointed;
        pointed = owners;
        Integer often = times.remove(from);
        owners.times.merge(pointer, often == null ? 1 : often, Integer::sum);
        owners.writes = writer == from;
        if (writer == from) {
            writer = null;
        }
        from.locks().remove(this);
        from.writes();
    }

    /** Takes it once from whoever this pointer stands for; true if nobody owns it now. */
    public boolean release(long pointer) {
        writes();
        Pointed owners = pointed;
        if (owners == null || owners.times.merge(pointer, -1, Integer::sum) > 0) {
            return false;
        }
        owners.times.remove(pointer);
        if (owners.times.isEmpty()) {
            pointed = null;
        }
        return !isOwned();
    }

    /** Whether its owner, a strand or a pointer, writes. */
    public boolean isWritten() {
        reads();
        return writer != null || (pointed != null && pointed.writes);
    }

    /** Who owns it for writing, null for nobody. */
    public @Nullable Strand writer() {
        reads();
        return writer;
    }

    /** How often a strand has it. */
    public int timesOf(Strand strand) {
        reads();
        return times.getOrDefault(strand, 0);
    }

    /** The owner of this number, as resources know threads; null if that thread does not own it. */
    public @Nullable Strand ownerOf(long thread) {
        for (Strand owner : owners()) {
            if (owner.id() == thread) {
                return owner;
            }
        }
        return null;
    }

    /** How many wait to write, or to read. */
    public int waiting(boolean toWrite) {
        reads();
        return (int) waiters.stream().filter(waiter -> waiter.writes() == toWrite).count();
    }

    /** Whether a strand would get it now. */
    public boolean isOpenTo(Strand strand, Access access) {
        reads();
        if (!isOwned() || writer == strand) {
            return true;
        }
        if (isWritten()) {
            return false;
        }
        return switch (access) {
            case EXCLUSIVE -> false;
            case SHARED -> waiting(true) == 0 || times.containsKey(strand);
            case SHARED_STARVE_EXCLUSIVE -> true;
            case SHARED_WAIT_FOR_EXCLUSIVE -> waiting(true) == 0;
        };
    }

    /** Gives it to a strand, which may get it. */
    public void take(Strand by, Access access) {
        writes();
        if (times.merge(by, 1, Integer::sum) == 1) {
            by.locks().add(new HeldLocks.Held(this, kind(), HeldLocks.Form.RAISING, by.irql()));
        }
        if (access == Access.EXCLUSIVE) {
            writer = by;
        }
    }

    /** Lets the strand of a held call wait until {@code next} gives it the resource. */
    public void await(Waiter waiter) {
        writes();
        waiters.add(waiter);
        waiter.call().strand().wants(this, false);
        Deadlock.look(waiter.call());
    }

    // Whoever waits for writers although it reads relies on a release by another thread.
    @Override
    public List<Strand> inTheWayOf(Strand waiting) {
        List<Strand> others = new ArrayList<>();
        for (Waiter waiter : waiters) {
            if (waiter.call().strand() != waiting) {
                continue;
            }
            if (writer != null || waiter.writes()) {
                others.addAll(times.keySet());
            } else if (!times.containsKey(waiting)) {
                waiters.stream()
                        .filter(Waiter::writes)
                        .map(w -> w.call().strand())
                        .forEach(others::add);
            }
        }
        return others;
    }

    /** Takes it once from an owner; true if nobody owns it now. */
    public boolean release(Strand by) {
        writes();
        if (times.merge(by, -1, Integer::sum) > 0) {
            return false;
        }
        times.remove(by);
        by.locks().remove(this);
        by.writes();
        if (writer == by) {
            writer = null;
        }
        return !isOwned();
    }

    /** Makes its writer a reader. */
    public void convert() {
        writes();
        writer = null;
    }

    /**
     * Those who may get it now that nobody has it: one writer each, or the first of all readers.
     * Who waits longest comes first.
     *
     * @param afterWriter whether a writer gave it back: otherwise writers go first
     */
    public List<Waiter> candidates(boolean afterWriter) {
        reads();
        List<Waiter> candidates = new ArrayList<>();
        boolean readers = false;
        boolean writersFirst = !afterWriter && waiting(true) > 0;
        for (Waiter waiter : waiters) {
            if (waiter.writes() || (!readers && !writersFirst)) {
                candidates.add(waiter);
                readers |= !waiter.writes();
            }
        }
        return candidates;
    }

    /** Gives it to one that waits, and to all readers with the first of them. */
    public List<Waiter> handOver(Waiter chosen) {
        return chosen.writes() ? give(List.of(chosen)) : handToReaders();
    }

    /** Gives it to all readers that wait. */
    public List<Waiter> handToReaders() {
        return give(waiters.stream().filter(waiter -> !waiter.writes()).toList());
    }

    private List<Waiter> give(List<Waiter> next) {
        writes();
        for (Waiter waiter : next) {
            waiters.remove(waiter);
            Strand strand = waiter.call().strand();
            strand.wants(null, false);
            take(strand, waiter.access());
        }
        return next;
    }

    @Override
    protected void tell(Facts facts) {
        facts.add("writer", writer);
        times.forEach((owner, often) -> facts.add("owner", owner).add("times", often));
        if (pointed != null) {
            pointed.times.forEach((owner, often) ->
                    facts.add("owner pointer", "0x%X".formatted(owner)).add("times", often));
        }
        waiters.forEach(waiter -> facts.add("wanted by", waiter.call().strand()));
    }

    @Override
    protected String noun() {
        return "resource";
    }
}
