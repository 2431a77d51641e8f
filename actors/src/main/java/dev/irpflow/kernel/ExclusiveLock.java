package dev.irpflow.kernel;

import dev.irpflow.protocol.contract.Irql;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A lock with one owner at a time, which raises the IRQL of its owner or leaves it. */
public abstract class ExclusiveLock extends KernelObject implements Lock {
    /**
     * A strand that spins or waits.
     *
     * @param call its held call
     * @param form how the lock is wanted
     * @param oldIrql the IRQL to which the release will return
     */
    public record Contender(Call call, HeldLocks.Form form, Irql oldIrql) implements Lots.Lot {
        @Override
        public Call held() {
            return call;
        }
    }

    private final LockKind kind;
    private final Irql level;
    private final List<Contender> contenders = new ArrayList<>(2);
    private @Nullable Strand owner;

    ExclusiveLock(LockKind kind, Irql level) {
        this.kind = kind;
        this.level = level;
    }

    @Override
    public final LockKind kind() {
        return kind;
    }

    /** Who holds it, null for nobody. */
    public final @Nullable Strand holder() {
        reads();
        return owner;
    }

    @Override
    public final List<Strand> owners() {
        reads();
        return owner == null ? List.of() : List.of(owner);
    }

    /** The strands that want it, first come first. */
    public final List<Contender> contenders() {
        reads();
        return contenders;
    }

    /** Gives it to a strand, whose IRQL is that of the lock from now on if the form raises. */
    public final void take(Strand by, HeldLocks.Form form, Irql oldIrql) {
        writes();
        owner = by;
        by.locks().add(new HeldLocks.Held(this, kind, form, oldIrql));
        raise(by, form);
    }

    /** Takes it from its owner, whose IRQL stays. */
    public final void release() {
        writes();
        Strand by = owner;
        owner = null;
        if (by != null) {
            by.locks().remove(this);
        }
    }

    /** Gives the free lock to one that wants it; the held call is to be returned then. */
    public final Contender handOver(int index) {
        writes();
        Contender next = contenders.remove(index);
        Strand strand = next.call().strand();
        strand.wants(null, false);
        take(strand, next.form(), next.oldIrql());
        return next;
    }

    /** Lets the strand of a held call stand still until {@link #handOver} gives it the lock. */
    final void add(Contender contender, boolean spins) {
        writes();
        contenders.add(contender);
        contender.call().strand().wants(this, spins);
    }

    final void raise(Strand strand, HeldLocks.Form form) {
        if (form.raises() && strand.irql().compareTo(level) < 0) {
            strand.changeIrql(level);
        }
    }

    @Override
    protected void tell(Facts facts) {
        facts.add("kind", kind).add("owner", owner);
        contenders.forEach(contender -> facts.add("wanted by", contender.call().strand()));
    }
}
