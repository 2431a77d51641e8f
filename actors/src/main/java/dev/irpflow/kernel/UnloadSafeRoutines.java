package dev.irpflow.kernel;

import dev.irpflow.kernel.StackLocation.CompletionRoutine;
import dev.irpflow.stage.Footprint;
import dev.irpflow.stage.Site;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Completion routines that IoSetCompletionRoutineEx has set, from the IoCallDriver that sends their
 * IRP on until they have returned: each keeps its driver loaded. Page:
 * wdk-ddi-src/content/wdm/nf-wdm-iosetcompletionroutineex.md.
 */
public final class UnloadSafeRoutines implements ImageKeeper {
    private static final long SENT = Site.key("unload-safe completion routines");

    private record Sent(CompletionRoutine routine, Irp irp) {}

    private final Footprint footprint;
    private final long cell;
    private final List<Sent> sent = new ArrayList<>(2);
    private @Nullable Place awaited;
    private @Nullable Event free;

    UnloadSafeRoutines(Footprint footprint, long machine) {
        this.footprint = footprint;
        this.cell = Site.join(machine, SENT);
    }

    /** Its IRP is sent on. */
    public void sent(CompletionRoutine routine, Irp irp) {
        footprint.write(cell);
        sent.add(new Sent(routine, irp));
    }

    /** It has returned, or was not wanted. */
    public void done(CompletionRoutine routine) {
        footprint.write(cell);
        for (int i = 0; i < sent.size(); i++) {
            if (sent.get(i).routine() == routine) {
                sent.remove(i);
                break;
            }
        }
        if (free != null && awaited != null && !keeps(awaited)) {
            free.signal();
            free = null;
        }
    }

    /** Whether one of this driver's has still to run or to return. */
    @Override
    public boolean keeps(Place driver) {
        footprint.read(cell);
        return sent.stream().anyMatch(one -> one.routine().owner() == driver);
    }

    @Override
    public void whenNoneKeeps(Place driver, Event event) {
        footprint.write(cell);
        awaited = driver;
        free = event;
    }

    @Override
    public @Nullable Standstill keeping() {
        footprint.everything();
        if (free == null || awaited == null) {
            return null;
        }
        Place driver = awaited;
        List<String> irps =
                sent.stream()
                        .filter(one -> one.routine().owner() == driver)
                        .map(one -> one.irp().label())
                        .toList();
        return new Standstill(
                "%s is to be unloaded, but completion routines that it has set with"
                                .formatted(driver)
                        + " IoSetCompletionRoutineEx have not run: of "
                        + String.join(", ", irps),
                driver.toString(),
                null);
    }
}
