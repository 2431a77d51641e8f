package dev.irpflow.kernel;

import org.jspecify.annotations.Nullable;

/** Something that the kernel of a machine knows by number: an IRP, an event, a region, a timer. */
public abstract class KernelObject {
    private long id;
    private @Nullable String label;
    private boolean gone;
    private @Nullable Loan loans;

    /** Its number within the machine; numbers are never given twice. */
    public final long id() {
        return id;
    }

    /** The kind in its label, such as {@code irp}. */
    protected abstract String noun();

    /** How trace and reports name it, such as {@code irp-17}. */
    public final String label() {
        if (label == null) {
            label = noun() + "-" + id;
        }
        return label;
    }

    /** Whether it was freed, closed or deleted: whoever still uses it breaks a rule. */
    public final boolean isGone() {
        return gone;
    }

    /** What its operation has been lent, newest first; null for nothing. */
    @Nullable Loan loans() {
        return loans;
    }

    void lend(@Nullable Loan newest) {
        this.loans = newest;
    }

    void number(long number) {
        this.id = number;
    }

    void markGone() {
        this.gone = true;
    }

    @Override
    public final String toString() {
        return label();
    }
}
