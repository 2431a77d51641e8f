package dev.irpflow.kernel;

import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.stage.Options;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** KSPIN_LOCK: one holder at DISPATCH_LEVEL; the others spin, each on its processor. */
public final class SpinLock extends KernelObject {
    /**
     * A strand that spins.
     *
     * @param call its held call
     * @param form how the lock is wanted
     * @param oldIrql the IRQL to which the release will return
     */
    public record Spinner(Call call, HeldLocks.Form form, Irql oldIrql) {}

    private final LockKind kind;
    private final List<Spinner> spinners = new ArrayList<>(2);
    private @Nullable Strand holder;

    /** A new one; its maker adds it to the machine's objects. */
    public SpinLock(LockKind kind) {
        this.kind = kind;
    }

    /** Plain, or the cancel spin lock. */
    public LockKind kind() {
        return kind;
    }

    /** Who holds it, null for nobody. */
    public @Nullable Strand holder() {
        reads();
        return holder;
    }

    /** The strands that spin for it, first come first. */
    public List<Spinner> spinners() {
        reads();
        return spinners;
    }

    /** The same as the options of who gets it next. */
    public Options candidates() {
        reads();
        return new Candidates(spinners);
    }

    /** Gives it to a strand, which is at DISPATCH_LEVEL from now on if the form raises. */
    public void take(Strand by, HeldLocks.Form form, Irql oldIrql) {
        writes();
        holder = by;
        by.locks().add(new HeldLocks.Held(this, kind, form, oldIrql));
        raise(by, form);
    }

    /** Lets the strand of a held call spin until {@link #handOver} gives it the lock. */
    public void spin(Spinner spinner) {
        writes();
        spinners.add(spinner);
        Strand strand = spinner.call().strand();
        strand.spinFor(this);
        raise(strand, spinner.form());
        Deadlock.look(spinner.call());
    }

    /** Takes it from its holder, whose IRQL stays. */
    public void release() {
        writes();
        Strand by = holder;
        holder = null;
        if (by != null) {
            by.locks().remove(this);
        }
    }

    /** Gives the free lock to one that spins; the held call is to be returned then. */
    public Spinner handOver(int index) {
        writes();
        Spinner next = spinners.remove(index);
        Strand strand = next.call().strand();
        strand.spinFor(null);
        take(strand, next.form(), next.oldIrql());
        return next;
    }

    private static void raise(Strand strand, HeldLocks.Form form) {
        if (form == HeldLocks.Form.RAISING) {
            strand.changeIrql(Irql.DISPATCH_LEVEL);
        }
    }

    @Override
    protected void tell(Facts facts) {
        facts.add("kind", kind).add("owner", holder);
        spinners.forEach(spinner -> facts.add("spins for it", spinner.call().strand()));
    }

    @Override
    protected String noun() {
        return kind == LockKind.CANCEL_SPIN_LOCK ? "cancel-lock" : "lock";
    }

    /** Made only where several spin, which is rare. */
    private record Candidates(List<Spinner> spinners) implements Options {
        @Override
        public Kind kind() {
            return Kind.WAYS;
        }

        @Override
        public int count() {
            return spinners.size();
        }

        @Override
        public long chain(int option) {
            return spinners.get(option).call().strand().chain();
        }

        @Override
        public long step(int option) {
            return spinners.get(option).call().path();
        }

        @Override
        public long number(int option) {
            return spinners.get(option).call().strand().number();
        }

        @Override
        public String describe(int option) {
            return "the lock goes to " + spinners.get(option).call().strand();
        }
    }
}
