package dev.irpflow.kernel;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * EX_PUSH_LOCK: many readers or one writer. While a writer waits, nobody begins to read; in which
 * order those who wait get it is promised to nobody. Page:
 * wdk-ddi-src/content/wdm/nf-wdm-exinitializepushlock.md.
 */
public final class PushLock extends KernelObject implements Lock {
    /**
     * A strand that waits.
     *
     * @param call its held call
     * @param writes whether it wants to write
     */
    public record Waiter(Call call, boolean writes) implements Lots.Lot {
        @Override
        public Call held() {
            return call;
        }
    }

    private final Map<Strand, Integer> readers = new LinkedHashMap<>(2);
    private final List<Waiter> waiters = new ArrayList<>(2);
    private @Nullable Strand writer;

    @Override
    public LockKind kind() {
        return LockKind.PUSH_LOCK;
    }

    @Override
    public List<Strand> owners() {
        reads();
        return writer == null ? List.copyOf(readers.keySet()) : List.of(writer);
    }

    /** Who writes, null for nobody. */
    public @Nullable Strand writer() {
        reads();
        return writer;
    }

    /** Whether a strand reads. */
    public boolean isReadBy(Strand strand) {
        reads();
        return readers.containsKey(strand);
    }

    /** Whether a strand would get it now. */
    public boolean isOpen(boolean toWrite) {
        reads();
        return writer == null && (toWrite ? readers.isEmpty() : !writerWaits());
    }

    // Whoever reads already waits behind a writer as everybody does, and so for itself.
    @Override
    public List<Strand> inTheWayOf(Strand waiting) {
        for (Waiter waiter : waiters) {
            if (waiter.call().strand() == waiting) {
                return writer != null || waiter.writes() ? owners() : waitingWriters();
            }
        }
        return owners();
    }

    /** Gives it to a strand. */
    public void take(Strand by, boolean toWrite) {
        writes();
        if (toWrite) {
            writer = by;
        } else if (readers.merge(by, 1, Integer::sum) > 1) {
            return;
        }
        by.locks().add(new HeldLocks.Held(this, kind(), HeldLocks.Form.RAISING, by.irql()));
    }

    /** Lets the strand of a held call wait until {@link #handOver} gives it the lock. */
    public void await(Waiter waiter) {
        writes();
        waiters.add(waiter);
        waiter.call().strand().wants(this, false);
        Deadlock.look(waiter.call());
    }

    /** Takes it once from an owner. */
    public void release(Strand by) {
        writes();
        if (writer == by) {
            writer = null;
        } else if (readers.merge(by, -1, Integer::sum) > 0) {
            return;
        } else {
            readers.remove(by);
        }
        by.locks().remove(this);
    }

    /** Who may get it now: each writer if nobody has it, and the first of all readers. */
    public List<Waiter> candidates() {
        reads();
        if (writer != null || !readers.isEmpty()) {
            return List.of();
        }
        List<Waiter> candidates = new ArrayList<>();
        boolean readersAreThere = false;
        for (Waiter waiter : waiters) {
            if (waiter.writes() || !readersAreThere) {
                candidates.add(waiter);
                readersAreThere |= !waiter.writes();
            }
        }
        return candidates;
    }

    /** Gives it to one that waits, and to all readers with the first of them. */
    public List<Waiter> handOver(Waiter chosen) {
        writes();
        List<Waiter> next =
                chosen.writes()
                        ? List.of(chosen)
                        : waiters.stream().filter(waiter -> !waiter.writes()).toList();
        for (Waiter waiter : next) {
            waiters.remove(waiter);
            Strand strand = waiter.call().strand();
            strand.wants(null, false);
            take(strand, waiter.writes());
        }
        return next;
    }

    private boolean writerWaits() {
        return waiters.stream().anyMatch(Waiter::writes);
    }

    private List<Strand> waitingWriters() {
        return waiters.stream().filter(Waiter::writes).map(w -> w.call().strand()).toList();
    }

    @Override
    protected void tell(Facts facts) {
        facts.add("writer", writer);
        readers.forEach((reader, often) -> facts.add("reader", reader).add("times", often));
        waiters.forEach(waiter -> facts.add("wanted by", waiter.call().strand()));
    }

    @Override
    protected String noun() {
        return "push-lock";
    }
}
