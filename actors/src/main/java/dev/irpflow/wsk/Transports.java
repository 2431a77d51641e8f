package dev.irpflow.wsk;

import com.google.protobuf.GeneratedMessage;
import dev.irpflow.kernel.Machine;
import dev.irpflow.kernel.Sink;
import dev.irpflow.kernel.Strands;
import dev.irpflow.protocol.kernel.KDeferredRoutine;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.wsk.WskSocket;
import dev.irpflow.protocol.wsk.WskSocketConnect;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which transports are there, and the IRPs of WSK_TRANSPORT_LIST_CHANGE, which wait until one comes
 * or goes. A transport that goes takes nothing with it: sockets that are there keep it. Page:
 * windows-driver-docs-pr/network/wsk-transport-list-change.md.
 */
public final class Transports {
    private final WskSettings settings;
    private final Set<TransportProtocol> gone = EnumSet.noneOf(TransportProtocol.class);
    private final Set<TransportProtocol> awaited = EnumSet.noneOf(TransportProtocol.class);
    private final Deque<Pending> waiting = new ArrayDeque<>(1);

    Transports(WskSettings settings) {
        this.settings = settings;
    }

    /** Lets a transport of a machine go, as soon as something else may run. */
    public static void remove(Machine machine, TransportProtocol transport) {
        machine.strands()
                .beginDpc(
                        machine.place("wsk"),
                        "wsk-transport",
                        KDeferredRoutine.getDefaultInstance(),
                        new Later.TransportGone(transport),
                        Strands.ANY_PROCESSOR,
                        0);
    }

    /** Whether a socket can be made for it. */
    boolean has(TransportProtocol transport, Sink sink) {
        return !gone.contains(transport) && sink.now() >= settings.arrivalNs(transport);
    }

    /** What a function that makes a socket is refused with; null if its transport is there. */
    @Nullable WskStatus refusal(GeneratedMessage request, Sink sink) {
        TransportProtocol wanted =
                switch (request) {
                    case WskSocket r -> TransportProtocol.of(r.getProtocol());
                    case WskSocketConnect r -> TransportProtocol.of(r.getProtocol());
                    default -> null;
                };
        return wanted == null || has(wanted, sink) ? null : WskStatus.NO_TRANSPORT;
    }

    /** An IRP waits for a change; nothing waits for a client that deregisters. */
    void await(Agenda agenda, Pending pending, Sink sink) {
        if (!(pending.registration().phase() instanceof Registration.Phase.Registered)) {
            agenda.finish(pending, WskStatus.DEREGISTERED_REQUESTS.in(sink), 0);
            return;
        }
        if (!pending.pend(sink.self())) {
            agenda.finish(pending, NtStatus.STATUS_CANCELLED, 0);
            return;
        }
        waiting.addLast(pending);
        for (TransportProtocol transport : TransportProtocol.values()) {
            long in = settings.arrivalNs(transport) - sink.now();
            if (in > 0 && !gone.contains(transport) && awaited.add(transport)) {
                sink.timer("wsk-transport", new Later.TransportCome(transport)).arm(in);
            }
        }
    }

    /** IoCancelIrp has won an IRP. */
    void cancelled(Pending pending) {
        waiting.remove(pending);
    }

    /** A transport has come: the list has changed, unless it went before. */
    void come(Agenda agenda, TransportProtocol transport) {
        if (!gone.contains(transport)) {
            changed(agenda);
        }
    }

    /** A transport goes: the list changes, unless it was not in it. */
    void goes(Agenda agenda, TransportProtocol transport, Sink sink) {
        boolean wasThere = has(transport, sink);
        gone.add(transport);
        if (wasThere) {
            changed(agenda);
        }
    }

    /** Whether an IRP of a client waits. */
    boolean isAwaitedBy(Registration client) {
        return waiting.stream().anyMatch(pending -> pending.registration() == client);
    }

    /** A client deregisters, which cancels its IRPs. */
    void cancelOf(Registration client, Agenda agenda, Sink sink) {
        List<Pending> ended =
                waiting.stream().filter(each -> each.registration() == client).toList();
        end(ended, WskStatus.DEREGISTERED_REQUESTS.in(sink), agenda);
    }

    private void changed(Agenda agenda) {
        end(new ArrayList<>(waiting), NtStatus.STATUS_SUCCESS, agenda);
    }

    private void end(List<Pending> ended, NtStatus status, Agenda agenda) {
        for (Pending pending : ended) {
            if (pending.claim()) {
                waiting.remove(pending);
                agenda.finish(pending, status, 0);
            }
        }
    }
}
