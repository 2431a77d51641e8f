package dev.irpflow.wsk;

import com.google.protobuf.GeneratedMessage;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.kernel.IoCompleteRequest;

/**
 * Works off an {@link Agenda}. Completion routines run on the strand in hand: the caller's when an
 * operation ends inline, else the DPC on which the transport has called.
 */
final class Completing {
    private static final int IO_NETWORK_INCREMENT = 2;

    private final Registrations registrations;
    private final Indicating indicating;
    private final Closing closing;

    Completing(Registrations registrations, Indicating indicating, Closing closing) {
        this.registrations = registrations;
        this.indicating = indicating;
        this.closing = closing;
    }

    /** Does the next thing; what comes after it is done when it has returned. */
    void proceed(Agenda agenda, Sink sink) {
        GeneratedMessage request = agenda.nextRequest();
        if (request != null) {
            sink.call(agenda.call(), request, agenda);
            return;
        }
        Pending due = agenda.nextDue();
        if (due != null) {
            sink.call(agenda.call(), completeRequest(due), agenda);
            return;
        }
        Socket indicated = agenda.indicated();
        if (indicated != null && indicating.next(agenda, indicated, sink)) {
            return;
        }
        if (closing.finishesOwn(agenda, sink)) {
            proceed(agenda, sink);
            return;
        }
        agenda.end(sink);
    }

    /** IoCompleteRequest has returned: the client may have freed the IRP, or used it again. */
    void completed(Pending pending, Agenda agenda, Sink sink) {
        switch (pending.target()) {
            case null -> {}
            case Socket socket -> {
                socket.irpEnded();
                closing.whenDrained(socket, agenda, sink);
            }
            case Registration registration -> {
                registration.irpEnded();
                registrations.returnDeregister(registration, sink);
            }
        }
    }

    private static IoCompleteRequest completeRequest(Pending due) {
        return IoCompleteRequest.newBuilder()
                .setIrp(due.irp().id())
                .setPriorityBoost(IO_NETWORK_INCREMENT)
                .build();
    }
}
