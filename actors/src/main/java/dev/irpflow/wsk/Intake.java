package dev.irpflow.wsk;

import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.Irp;
import dev.irpflow.kernel.SentOn;
import dev.irpflow.kernel.Sink;
import dev.irpflow.kernel.StackLocation.CompletionRoutine;
import dev.irpflow.protocol.status.NtStatus;
import org.jspecify.annotations.Nullable;

/**
 * How WSK takes what a client gives it: the IRP of a call, its socket or client object. From then
 * on the IRP is completed exactly once, whatever the call returns. Page:
 * windows-driver-docs-pr/network/using-irps-with-winsock-kernel-functions.md.
 */
final class Intake {
    private final Completing completing;

    Intake(Completing completing) {
        this.completing = completing;
    }

    /** Takes the IRP of a call on a socket; null if the call has been answered already. */
    @Nullable Pending ofSocket(
            Call call, long socketId, long irpId, Operation operation, Sink sink) {
        Pending pending = take(call, irpId, operation, sink);
        return pending != null && enter(call, pending, socketId, operation, sink) != null
                ? pending
                : null;
    }

    /** The socket of a call without an IRP; null if the call has been answered already. */
    @Nullable Socket ofSocket(Call call, long socketId, Operation operation, Sink sink) {
        return enter(call, null, socketId, operation, sink);
    }

    /** Takes the IRP of a call on a client object; null if the call has been answered already. */
    @Nullable Pending ofClient(
            Call call, long clientId, long irpId, Operation operation, Sink sink) {
        Pending pending = take(call, irpId, operation, sink);
        return pending != null && enter(call, pending, clientId, sink) != null ? pending : null;
    }

    /** The client object of a call without an IRP; null if the call has been answered already. */
    @Nullable Client ofClient(Call call, long clientId, Sink sink) {
        return enter(call, null, clientId, sink);
    }

    /** Ends the IRP of a call inline, and with it the call. */
    void answer(Call call, Pending pending, NtStatus status, Sink sink) {
        Agenda agenda = Agenda.of(call, pending);
        agenda.finish(pending, status, 0);
        completing.proceed(agenda, sink);
    }

    /**
     * Whether an operation that could end inline is to end later; then it is marked pending, and
     * the caller has it ended by a DPC. Clients must cope with either.
     */
    boolean isToPend(Call call, Pending pending, Sink sink) {
        if (!isToPend(call, sink)) {
            return false;
        }
        pending.markPending();
        return true;
    }

    /** Whether what could end inline is not to. */
    static boolean isToPend(Call call, Sink sink) {
        return call.isToPend() || sink.choose(call, "inline or pended", 2) != 0;
    }

    /**
     * The socket of WskRelease, which is legal in each of its phases; null if there is none, which
     * breaks a rule.
     */
    static @Nullable Socket ofRelease(Call call, long id, Sink sink) {
        Socket socket = sink.machine().objects().find(id, Socket.class);
        if (socket == null) {
            sink.violated(
                    WskRule.SOCKET_AFTER_CLOSE,
                    call.from(),
                    "%s calls %s on wsk-socket-%d, which is not there"
                            .formatted(call.from(), call.contract().name(), id),
                    call);
        }
        return socket;
    }

    /** Whether a code that takes no IRP was given one, which breaks a rule. */
    static boolean refusesIrp(Call call, long irpId, Sink sink) {
        if (irpId == 0) {
            return false;
        }
        sink.violated(
                WskRule.IRP_MUST_BE_NULL,
                call.from(),
                "%s gives %s irp-%d".formatted(call.from(), call.contract().name(), irpId),
                call);
        return true;
    }

    /** Says that a code was given no IRP that demands one, which breaks a rule. */
    static void noteNoIrp(Call call, Sink sink) {
        sink.violated(
                WskRule.IRP_GIVEN,
                call.from(),
                "%s gives %s no IRP".formatted(call.from(), call.contract().name()),
                call);
    }

    private static @Nullable Pending take(Call call, long irpId, Operation operation, Sink sink) {
        Irp irp = sink.machine().objects().find(irpId, Irp.class);
        if (irp == null || isHeld(irp)) {
            String which = irp == null ? "irp-" + irpId + ", which is not there" : irp + " again";
            return refuse(WskRule.IRP_GIVEN, which, call, sink);
        }
        if (!irp.hasNextLocation()) {
            String which = irp + ", which has no stack location left";
            return refuse(WskRule.IRP_HAS_LOCATION, which, call, sink);
        }
        if (irp.origin() == Irp.Origin.ALLOCATED && irp.currentOrNull() == null) {
            checkCompletionRoutine(irp, call, sink);
        }
        SentOn giver = SentOn.take(irp, call.from());
        if (irp.operation() == 0) {
            irp.carries(sink.machine().newOperation());
        }
        call.serves(irp.operation());
        Pending pending = new Pending(irp, operation, call.request(), giver);
        irp.currentStack().own(pending);
        return pending;
    }

    private static boolean isHeld(Irp irp) {
        return irp.currentOrNull() != null && irp.currentStack().own() instanceof Pending;
    }

    private static @Nullable Pending refuse(WskRule rule, String which, Call call, Sink sink) {
        String what = "%s gives %s %s".formatted(call.from(), call.contract().name(), which);
        sink.violated(rule, call.from(), what, call);
        sink.returns(call, NtStatus.STATUS_INVALID_PARAMETER);
        return null;
    }

    // An IRP that came down from another driver may pass through without a routine of its own.
    private static void checkCompletionRoutine(Irp irp, Call call, Sink sink) {
        CompletionRoutine routine = irp.nextStack().completion();
        if (routine != null && routine.onSuccess() && routine.onError() && routine.onCancel()) {
            return;
        }
        String what =
                routine == null
                        ? "without a completion routine"
                        : "whose completion routine is not invoked on success, error and cancel";
        sink.violated(
                WskRule.IRP_COMPLETION_ROUTINE,
                call.from(),
                "%s gives %s %s %s".formatted(call.from(), call.contract().name(), irp, what),
                call);
    }

    private @Nullable Socket enter(
            Call call, @Nullable Pending pending, long id, Operation operation, Sink sink) {
        Socket socket = sink.machine().objects().find(id, Socket.class);
        if (socket == null) {
            refuseSocketThatIsGone(call, pending, id, sink);
            return null;
        }
        if (pending != null) {
            pending.aim(socket);
            pending.about(socket);
        }
        if (!socket.category().has(operation)) {
            breach(
                    WskRule.SLOT_OF_CATEGORY,
                    pending,
                    NtStatus.STATUS_INVALID_DEVICE_REQUEST,
                    "%s calls %s on %s, a %s socket"
                            .formatted(
                                    call.from(), call.contract().name(), socket, socket.category()),
                    call,
                    sink);
            return null;
        }
        if (socket.state() instanceof SocketState.Closing) {
            refuseSocketThatIsGone(call, pending, id, sink);
            return null;
        }
        socket.entered(call);
        return socket;
    }

    private @Nullable Client enter(Call call, @Nullable Pending pending, long id, Sink sink) {
        Client client = sink.machine().objects().find(id, Client.class);
        if (client == null) {
            breach(
                    WskRule.OBJECT_OF_WSK,
                    pending,
                    NtStatus.STATUS_INVALID_HANDLE,
                    "%s gives %s the client object %d, which no capture has returned"
                            .formatted(call.from(), call.contract().name(), id),
                    call,
                    sink);
            return null;
        }
        if (pending != null) {
            pending.aim(client.registration());
        }
        if (!client.registration().isCaptured()) {
            breach(
                    WskRule.PROVIDER_CALL_AFTER_RELEASE,
                    pending,
                    NtStatus.STATUS_DEVICE_NOT_READY,
                    "%s calls %s after it has released every capture of %s"
                            .formatted(call.from(), call.contract().name(), client.registration()),
                    call,
                    sink);
            return null;
        }
        return client;
    }

    private void refuseSocketThatIsGone(Call call, @Nullable Pending pending, long id, Sink sink) {
        boolean ever = sink.machine().objects().wasGiven(id);
        breach(
                ever ? WskRule.SOCKET_AFTER_CLOSE : WskRule.OBJECT_OF_WSK,
                pending,
                NtStatus.STATUS_INVALID_HANDLE,
                "%s calls %s on wsk-socket-%d, %s"
                        .formatted(
                                call.from(),
                                call.contract().name(),
                                id,
                                ever ? "which it has closed" : "which never was"),
                call,
                sink);
    }

    private void breach(
            WskRule rule,
            @Nullable Pending pending,
            NtStatus status,
            String what,
            Call call,
            Sink sink) {
        sink.violated(rule, call.from(), what, call);
        if (pending == null) {
            sink.returns(call, status);
        } else {
            answer(call, pending, status, sink);
        }
    }
}
