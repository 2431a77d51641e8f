package dev.irpflow.ke.dispatcher;

import dev.irpflow.ke.routine.Broken;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.Sink;
import dev.irpflow.kernel.StrandKind;

/** What a threaded DPC must not do although its IRQL allows it. */
public final class ThreadedDpc {
    private ThreadedDpc() {}

    /** Tells against a threaded DPC that would block; false for any other strand. */
    public static boolean blocks(Call call, String how, Sink sink) {
        if (call.strand().kind() != StrandKind.THREADED_DPC) {
            return false;
        }
        Broken.rule(
                DispatcherRule.THREADED_DPC_WAITS,
                call,
                "%s in %s".formatted(how, call.strand()),
                sink);
        return true;
    }
}
