package dev.irpflow.sim.run;

import com.google.protobuf.Message;
import dev.irpflow.driver.CallbackCode;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.Event;
import dev.irpflow.protocol.kernel.IoWorkitemRoutine;
import dev.irpflow.protocol.kernel.KDeferredRoutine;
import dev.irpflow.protocol.kernel.KStartRoutine;
import dev.irpflow.protocol.status.NtStatus;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The routine in which lines of scripts run that have strands of their own: work items, DPCs and
 * threads. Its context says which lines.
 */
final class ScriptLater implements CallbackCode {
    private final Map<Long, Consumer<Call>> parked = new LinkedHashMap<>();
    private long count;
    private long open;
    private @Nullable Event idle;

    /** Keeps lines until their strand begins; gives the context by which it finds them. */
    long park(Consumer<Call> lines) {
        parked.put(++count, lines);
        return count;
    }

    /** Lines have been put into a work item. */
    void begun() {
        open++;
    }

    /** The lines of a work item have ended. */
    void ended() {
        open--;
        if (open == 0 && idle != null) {
            idle.signal();
        }
    }

    /**
     * Waits until no lines are in a work item any more: a driver is not unloaded before, since a
     * work item holds a reference to its device.
     */
    void awaitEnd(RunningMachine here) {
        if (open > 0) {
            Event event = here.newEvent();
            idle = event;
            StepThread.waitOn(here, event);
            idle = null;
            here.machine().objects().remove(event);
        }
    }

    @Override
    public Answer serve(Call call, Message.@Nullable Builder out) {
        long context =
                switch (call.request()) {
                    case IoWorkitemRoutine item -> item.getContext();
                    case KDeferredRoutine dpc -> dpc.getDeferredContext();
                    case KStartRoutine thread -> thread.getStartContext();
                    default -> throw new IllegalStateException("no routine for lines: " + call);
                };
        Consumer<Call> lines = parked.remove(context);
        if (lines != null) {
            lines.accept(call);
        }
        return new Answer(NtStatus.STATUS_SUCCESS, null);
    }

    @Override
    public Set<Class<? extends Message>> slots() {
        return Set.of();
    }
}
