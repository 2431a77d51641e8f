package dev.irpflow.kernel;

import dev.irpflow.stage.Footprint;
import dev.irpflow.stage.Site;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the I/O manager does in strands of its own: it closes file objects, cancels IRPs and unloads
 * a driver that is stopped. While one is under way, the device of its file is referenced, and the
 * driver is not unloaded. Page: windows-driver-docs-pr/kernel/unload-routine-environment.md.
 */
public final class IoManagerWork {
    private static final long UNDER_WAY = Site.key("work of the I/O manager");

    private final Footprint footprint;
    private final long cell;
    private final Set<Object> work = new LinkedHashSet<>(2);
    private @Nullable Event idle;

    IoManagerWork(Footprint footprint, long machine) {
        this.footprint = footprint;
        this.cell = Site.join(machine, UNDER_WAY);
    }

    /** One begins. */
    public void begun(Object one) {
        footprint.write(cell);
        work.add(one);
    }

    /** One has ended. */
    public void ended(Object one) {
        footprint.write(cell);
        if (work.remove(one) && work.isEmpty() && idle != null) {
            idle.signal();
        }
    }

    /** Whether none is under way. */
    public boolean isIdle() {
        footprint.read(cell);
        return work.isEmpty();
    }

    /** Signals this event when the last one has ended. */
    public void whenIdle(Event event) {
        footprint.write(cell);
        idle = event;
    }
}
