package dev.irpflow.wsk;

import com.google.protobuf.GeneratedMessage;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.Sink;

/**
 * One control code of WskControlClient that takes no IRP: its return is its end.
 *
 * @param <R> its message
 */
interface ClientCode<R extends GeneratedMessage> {
    /** Its message. */
    Class<R> message();

    /** Does it, and returns from the call. */
    void carryOut(R request, Call call, Registration client, Sink sink);
}
