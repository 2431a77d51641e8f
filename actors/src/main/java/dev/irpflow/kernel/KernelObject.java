package dev.irpflow.kernel;

import dev.irpflow.stage.Footprint;
import org.jspecify.annotations.Nullable;

/** Something that the kernel of a machine knows by number: an IRP, an event, a region, a timer. */
public abstract class KernelObject {
    private long id;
    private @Nullable String label;
    private boolean gone;
    private @Nullable Loan loans;
    private @Nullable ObjectTable table;

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
        Footprint footprint = footprint();
        if (footprint != null && table != null) {
            footprint.read(table.presenceCell(id));
        }
        return gone;
    }

    /** What its operation has been lent, newest first; null for nothing. */
    @Nullable Loan loans() {
        reads();
        return loans;
    }

    void lend(@Nullable Loan newest) {
        writes();
        this.loans = newest;
    }

    /** What a crash dump says of its state, beyond its number and kind. */
    protected void tell(Facts facts) {}

    void number(long number, ObjectTable in) {
        this.id = number;
        this.table = in;
    }

    /** Notes for the footprint of the present step that its state is read. */
    protected final void reads() {
        Footprint footprint = footprint();
        if (footprint != null) {
            footprint.read(cell());
        }
    }

    /** Notes for the footprint of the present step that its state is changed. */
    protected final void writes() {
        Footprint footprint = footprint();
        if (footprint != null) {
            footprint.write(cell());
        }
    }

    /** Tells whoever watches the run that it goes over to another state. */
    protected final void changes(String from, String to) {
        Host.Observer observer = observer();
        if (observer != null && !from.equals(to)) {
            observer.changed(noun(), from, to);
        }
    }

    /** Who watches the run; null for nobody. */
    final Host.@Nullable Observer observer() {
        return table == null ? null : table.observer();
    }

    /** Where accesses are noted; null if nobody is told of steps. */
    final @Nullable Footprint footprint() {
        Footprint footprint = table == null ? null : table.footprint();
        return footprint == null || !footprint.isOn() ? null : footprint;
    }

    /** Its state as a cell of footprints. */
    final long cell() {
        return table == null ? 0 : table.cell(id);
    }

    void markGone() {
        this.gone = true;
    }

    @Override
    public final String toString() {
        return label();
    }
}
