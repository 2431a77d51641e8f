package dev.irpflow.driver;

import dev.irpflow.kernel.Machine;
import dev.irpflow.kernel.Place;
import dev.irpflow.kernel.Strand;
import dev.irpflow.kernel.Turn;
import dev.irpflow.stage.Site;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A variable that several strands of a driver share: a global of the driver, a member of a device
 * extension or of a context. Java between two calls is atomic, which real code is not; at each
 * access to a cell another strand may go first, as on a real machine at each access to memory. So a
 * lost update is found unless a lock guards it.
 *
 * <p>It is nonpaged memory: any IRQL will do. Keep values in it that do not change, such as records
 * and {@code List.copyOf}; what is behind a value is no part of the cell.
 */
public final class Cell<T extends @Nullable Object> {
    private static final long CELL = Site.key("cell");

    private final DriverHost host;
    private final String name;
    private final long key;
    private final long footprint;
    private final Access access = new Access();
    private T value;
    private boolean traced;

    Cell(DriverHost host, String name, long number, T value) {
        Place place = host.place();
        this.host = host;
        this.name = name;
        this.key = Site.key("cell " + name);
        this.footprint = Site.join(Site.join(place.cell(), CELL), number);
        this.value = value;
    }

    /** Lets the trace tell of each change, by an event of the kind {@code state}. */
    public Cell<T> traced() {
        this.traced = true;
        return this;
    }

    /** Reads it: a step of the strand. */
    public T get() {
        host.yields(access);
        machine().footprint().read(footprint);
        return value;
    }

    /** Writes it: a step of the strand. */
    public void set(T newValue) {
        host.yields(access);
        write(newValue);
    }

    /**
     * Changes it in one step, as an interlocked operation does (InterlockedIncrement,
     * InterlockedExchange); gives the value before.
     *
     * @param change computes the new value from the old one; it calls nothing
     */
    public T update(UnaryOperator<T> change) {
        host.yields(access);
        T before = value;
        write(change.apply(before));
        return before;
    }

    /**
     * What it holds after the run, for a test; a driver reads it with {@link #get}.
     *
     * @throws IllegalStateException if code of the driver runs
     */
    public T atEnd() {
        if (host.isRunning()) {
            throw new IllegalStateException("a driver reads its cells with get");
        }
        return value;
    }

    private void write(T newValue) {
        machine().footprint().write(footprint);
        value = newValue;
        if (traced) {
            machine().log().state(host.place() + "/" + name, String.valueOf(newValue));
        }
    }

    private Machine machine() {
        return host.place().machine();
    }

    @Override
    public String toString() {
        return name;
    }

    // One for all accesses: nothing tells two of them from each other but their strand.
    private final class Access implements Turn {
        @Override
        public long key() {
            return key;
        }

        @Override
        public String describe() {
            return "access to " + name;
        }

        @Override
        public void take(Strand strand) {
            host.goOn(strand);
        }
    }
}
