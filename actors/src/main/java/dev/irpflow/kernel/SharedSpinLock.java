package dev.irpflow.kernel;

import dev.irpflow.protocol.contract.Irql;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * EX_SPIN_LOCK: many readers or one writer at DISPATCH_LEVEL. While a writer waits, nobody begins
 * to read. Page: windows-driver-docs-pr/kernel/reader-writer-spin-locks.md.
 */
public final class SharedSpinLock extends KernelObject implements Lock {
    /**
     * A strand that spins.
     *
     * @param call its held call
     * @param writes whether it wants to write
     * @param form how the lock is wanted
     * @param oldIrql the IRQL to which the release will return
     */
    public record Spinner(Call call, boolean writes, HeldLocks.Form form, Irql oldIrql)
            implements Lots.Lot {
        @Override
        public Call held() {
            return call;
        }
    }

    private final List<Spinner> spinners = new ArrayList<>(2);
    private final List<Strand> readers = new ArrayList<>(2);
    private @Nullable Strand writer;

    @Override
    public LockKind kind() {
        return LockKind.SHARED_SPIN_LOCK;
    }

    /** Who writes, null for nobody. */
    public @Nullable Strand writer() {
        reads();
        return writer;
    }

    /** Whether a strand reads. */
    public boolean isReadBy(Strand strand) {
        reads();
        return readers.contains(strand);
    }

    @Override
    public List<Strand> owners() {
        reads();
        return writer == null ? List.copyOf(readers) : List.of(writer);
    }

    // A reader waits for the writers too that wait before it.
    @Override
    public List<Strand> inTheWayOf(Strand waiting) {
        List<Strand> others = new ArrayList<>(writer == null ? List.of() : List.of(writer));
        boolean wantsToWrite =
                spinners.stream().anyMatch(s -> s.writes() && s.call().strand() == waiting);
        boolean converts = readers.contains(waiting);
        if (wantsToWrite || converts) {
            others.addAll(readers);
            others.remove(waiting);
        }
        if (!wantsToWrite) {
            waitingWriters().forEach(spinner -> others.add(spinner.call().strand()));
        }
        return others;
    }

    /** Whether a strand would get it now. */
    public boolean isOpenTo(boolean toWrite) {
        reads();
        return writer == null && (toWrite ? readers.isEmpty() : waitingWriters().isEmpty());
    }

    /** Gives it to a strand. */
    public void take(Strand by, boolean toWrite, HeldLocks.Form form, Irql oldIrql) {
        writes();
        if (toWrite) {
            writer = by;
        } else {
            readers.add(by);
        }
        by.locks().add(new HeldLocks.Held(this, kind(), form, oldIrql));
        raise(by, form);
    }

    /** Lets the strand of a held call spin until {@link #handOver} gives it the lock. */
    public void spin(Spinner spinner) {
        writes();
        spinners.add(spinner);
        Strand strand = spinner.call().strand();
        strand.wants(this, true);
        raise(strand, spinner.form());
        Deadlock.look(spinner.call());
    }

    /** Makes the only reader the writer; false if others read or a writer waits. */
    public boolean tryConvert(Strand reader) {
        reads();
        if (readers.size() > 1 || !waitingWriters().isEmpty()) {
            return false;
        }
        writes();
        readers.clear();
        writer = reader;
        return true;
    }

    /** Takes it from one of its owners, whose IRQL stays. */
    public void release(Strand by) {
        writes();
        if (writer == by) {
            writer = null;
        } else {
            readers.remove(by);
        }
        by.locks().remove(this);
    }

    /** Who may get it now, in the order of their coming: writers, else readers. */
    public List<Spinner> candidates() {
        reads();
        List<Spinner> writers = waitingWriters();
        if (!writers.isEmpty()) {
            return isOpenTo(true) ? writers : List.of();
        }
        return writer == null ? List.copyOf(spinners) : List.of();
    }

    /** Gives it to one that spins; the held call is to be returned then. */
    public void handOver(Spinner next) {
        writes();
        spinners.remove(next);
        Strand strand = next.call().strand();
        strand.wants(null, false);
        take(strand, next.writes(), next.form(), next.oldIrql());
    }

    private List<Spinner> waitingWriters() {
        return spinners.stream().filter(Spinner::writes).toList();
    }

    private static void raise(Strand strand, HeldLocks.Form form) {
        if (form.raises() && !strand.isAtDispatch()) {
            strand.changeIrql(Irql.DISPATCH_LEVEL);
        }
    }

    @Override
    protected void tell(Facts facts) {
        facts.add("writer", writer);
        readers.forEach(reader -> facts.add("reader", reader));
        spinners.forEach(spinner -> facts.add("wanted by", spinner.call().strand()));
    }

    @Override
    protected String noun() {
        return "shared-lock";
    }
}
