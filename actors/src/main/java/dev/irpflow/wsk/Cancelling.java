package dev.irpflow.wsk;

import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.Irp;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.kernel.DriverCancel;
import dev.irpflow.protocol.kernel.IoReleaseCancelSpinLock;
import dev.irpflow.protocol.status.NtStatus;

/**
 * The cancel routine of every IRP that WSK pends. That it was called means that IoCancelIrp has won
 * the exchange, so this ends the IRP and nobody else does. Page:
 * windows-driver-docs-pr/kernel/introduction-to-cancel-routines.md.
 */
final class Cancelling {
    private final Connecting connecting;
    private final Sending sending;
    private final SocketControl control;
    private final Transports transports;

    Cancelling(
            Connecting connecting, Sending sending, SocketControl control, Transports transports) {
        this.connecting = connecting;
        this.sending = sending;
        this.control = control;
        this.transports = transports;
    }

    void cancel(Call call, DriverCancel request, Sink sink) {
        Irp irp = sink.machine().objects().find(request.getIrp(), Irp.class);
        if (irp == null || !(irp.currentStack().own() instanceof Pending pending)) {
            throw new IllegalStateException(call + " for an IRP that WSK does not hold");
        }
        sink.call(
                call,
                IoReleaseCancelSpinLock.newBuilder().setIrql(request.getCancelIrql()).build(),
                new Step.Unlocked(call, pending));
    }

    /** Takes the IRP from where it waits, and ends it. */
    Agenda unlocked(Step.Unlocked step, Sink sink) {
        Agenda agenda = Agenda.of(step.cancel());
        Pending pending = step.pending();
        switch (pending.operation()) {
            case ACCEPT -> {
                if (pending.socket().state() instanceof SocketState.Listening listening) {
                    listening.accepts().remove(pending);
                }
            }
            case CONNECT, SOCKET_CONNECT -> connecting.cancelled(agenda, pending, sink);
            case SEND -> sending.cancelled(agenda, pending, sink);
            case RECEIVE -> {
                if (pending.socket().state() instanceof SocketState.Connected connected) {
                    connected.connection().receives().remove(pending);
                }
            }
            case CONTROL -> control.cancelled(pending);
            case RECEIVE_FROM -> {
                if (pending.socket().state() instanceof SocketState.BoundForDatagrams bound) {
                    bound.datagrams().remove(pending);
                }
            }
            case DISCONNECT -> {} // WskChoice.CANCELLED_DISCONNECT
            case SEND_TO, SEND_MESSAGES -> {} // nothing of it has begun
            case CONTROL_CLIENT -> transports.cancelled(pending);
            case GET_ADDRESS_INFO, GET_NAME_INFO -> {} // its work item finds it ended
            case SOCKET,
                    BIND,
                    LISTEN,
                    INSPECT_COMPLETE,
                    GET_LOCAL_ADDRESS,
                    GET_REMOTE_ADDRESS,
                    CLOSE ->
                    throw new IllegalStateException(pending + " cannot be cancelled");
        }
        // Information is 0, whatever lies in the buffer: implementing-a-cancel-routine.md.
        agenda.finish(pending, NtStatus.STATUS_CANCELLED, 0);
        return agenda;
    }
}
