package dev.irpflow.sim.bench;

import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.CallKind;
import dev.irpflow.kernel.Component;
import dev.irpflow.kernel.Message;
import dev.irpflow.kernel.Place;
import dev.irpflow.kernel.Return;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.kernel.IoReuseIrp;
import dev.irpflow.protocol.status.NtStatus;
import org.jspecify.annotations.Nullable;

/**
 * Two bare components, one of which calls the other over and over: what a message costs by itself.
 */
final class BarePair {
    private BarePair() {}

    /** Answers every call at once. */
    static final class Callee implements Component {
        @Override
        public void on(Message message, Sink sink) {
            if (message instanceof Call call) {
                sink.returns(call, NtStatus.STATUS_SUCCESS);
            }
        }
    }

    /** Calls, and calls again when the return is there. */
    static final class Caller implements Component {
        private final Place callee;
        private long left;
        private @Nullable Call thread;

        Caller(Place callee, long calls) {
            this.callee = callee;
            this.left = calls;
        }

        boolean isDone() {
            return left == 0;
        }

        @Override
        public void on(Message message, Sink sink) {
            Call within;
            switch (message) {
                case Call call -> {
                    thread = call;
                    within = call;
                }
                case Return answer -> {
                    left--;
                    within = answer.call().outer() == null ? thread : answer.call().outer();
                }
            }
            if (within == null) {
                throw new IllegalStateException("a return without a thread");
            }
            if (left == 0) {
                sink.returns(within, NtStatus.STATUS_SUCCESS);
            } else {
                // Any small request will do: the callee does not look at it.
                sink.call(
                        within,
                        CallKind.CALL,
                        callee,
                        IoReuseIrp.newBuilder().setIrp(left).build(),
                        this);
            }
        }
    }
}
