package dev.irpflow.redirector;

import java.util.ArrayList;
import java.util.List;

/**
 * The stream redirector with one slip, for learning to find it: when the connection is lost, it
 * asks again what the server has not answered and what it has not sent yet, and forgets what it was
 * just sending. Nobody completes that request any more, so its IRP never ends. The slip shows only
 * if the connection is lost in such a moment.
 */
public final class ForgetfulRedirector extends StreamRedirector {
    /** Made by its name in a scenario. */
    public ForgetfulRedirector() {}

    @Override
    Outstanding newOutstanding() {
        return new Forgetful();
    }

    private static final class Forgetful extends Outstanding {
        @Override
        List<PendingRequest> toRepeat() {
            List<PendingRequest> requests = new ArrayList<>(sent());
            requests.addAll(toSend());
            return requests;
        }
    }
}
