package dev.irpflow.wsk;

import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.ComponentTimer;
import org.jspecify.annotations.Nullable;

/** A held call of WskCaptureProviderNPI: its strand waits for the provider, or for a time-out. */
final class WaitingCapture {
    private final Registration registration;
    private final Call call;
    private @Nullable ComponentTimer timeOut;

    WaitingCapture(Registration registration, Call call) {
        this.registration = registration;
        this.call = call;
    }

    Registration registration() {
        return registration;
    }

    Call call() {
        return call;
    }

    /** Gives it a time-out; without one it waits for ever. */
    void timeOut(ComponentTimer armed) {
        this.timeOut = armed;
    }

    /** It waits no more. */
    void end() {
        if (timeOut != null) {
            timeOut.disarm();
        }
    }
}
