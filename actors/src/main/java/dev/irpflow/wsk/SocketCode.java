package dev.irpflow.wsk;

import com.google.protobuf.GeneratedMessage;
import dev.irpflow.kernel.Return;
import dev.irpflow.kernel.Sink;

/**
 * One control code of WskControlSocket: an option, or a request of its own.
 *
 * @param <R> its message
 */
interface SocketCode<R extends GeneratedMessage> {
    /** Its message. */
    Class<R> message();

    /** Whether this call of it takes an IRP. */
    IrpUse irpUse(R request);

    /** Whether with an IRP all of it may happen later. */
    default boolean mayPendAsAWhole() {
        return true;
    }

    /** Whether its end hangs on the transport, so that without an IRP it has none. */
    default boolean asksTransport() {
        return false;
    }

    /** Does it on a socket whose phase allows control codes. */
    void carryOut(R request, Control control, Sink sink);

    /** The transport has answered what it was asked for this code. */
    default void answered(Return answer, Control control, Sink sink) {
        throw new IllegalStateException(message() + " has asked the transport nothing");
    }

    /** IoCancelIrp has won an IRP that this code has pended. */
    default void cancelled(Pending pending) {
        throw new IllegalStateException(pending + " cannot be cancelled");
    }
}
