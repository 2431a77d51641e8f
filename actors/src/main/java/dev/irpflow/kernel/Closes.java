package dev.irpflow.kernel;

import dev.irpflow.stage.Footprint;
import dev.irpflow.stage.Site;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The file objects that the I/O manager closes in strands of its own: while one is under way, its
 * device is referenced, and the driver is not unloaded. Page:
 * windows-driver-docs-pr/kernel/unload-routine-environment.md.
 */
public final class Closes {
    private static final long UNDER_WAY = Site.key("closes under way");

    private final Footprint footprint;
    private final long cell;
    private final Set<FileObject> files = new LinkedHashSet<>(2);
    private @Nullable Event idle;

    Closes(Footprint footprint, long machine) {
        this.footprint = footprint;
        this.cell = Site.join(machine, UNDER_WAY);
    }

    void begun(FileObject file) {
        footprint.write(cell);
        files.add(file);
    }

    void ended(FileObject file) {
        footprint.write(cell);
        if (files.remove(file) && files.isEmpty() && idle != null) {
            idle.signal();
        }
    }

    /** Whether none is under way. */
    public boolean isIdle() {
        footprint.read(cell);
        return files.isEmpty();
    }

    /** Signals this event when the last one has ended. */
    public void whenIdle(Event event) {
        footprint.write(cell);
        idle = event;
    }
}
