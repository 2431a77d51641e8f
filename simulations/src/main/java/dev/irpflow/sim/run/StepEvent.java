package dev.irpflow.sim.run;

import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.Event;
import dev.irpflow.protocol.kernel.KeWaitForSingleObject;

/**
 * What a step or a line waits for while it plays: the end of another one, a time, a moment. The
 * wait is a call like any other, in the trace too, but it is nothing that the scenario says: no
 * moment counts it, and no fault strikes it.
 */
final class StepEvent extends Event {
    StepEvent() {
        super(Type.NOTIFICATION);
    }

    /** Whether a call is the wait of a step, and no call that the scenario or a driver makes. */
    static boolean isWaitedForBy(Call call) {
        return call.request() instanceof KeWaitForSingleObject wait
                && call.to().machine().objects().find(wait.getObject()) instanceof StepEvent;
    }
}
