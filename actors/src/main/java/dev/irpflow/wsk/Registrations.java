package dev.irpflow.wsk;

import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.CallKind;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.kernel.DriverEntry;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.wsk.WskCaptureProviderNPI;
import dev.irpflow.protocol.wsk.WskDeregister;
import dev.irpflow.protocol.wsk.WskQueryProviderCharacteristics;
import dev.irpflow.protocol.wsk.WskRegister;
import dev.irpflow.protocol.wsk.WskReleaseProviderNPI;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The registration functions: clients come and go, and the provider may become ready after its
 * clients have registered. Page:
 * windows-driver-docs-pr/network/registering-a-winsock-kernel-application.md.
 */
final class Registrations {
    private static final int WSK_NO_WAIT = 0;
    private static final int WSK_INFINITE_WAIT = -1;
    private static final long NS_PER_MS = 1_000_000;

    private final WskSettings settings;
    private final Transports transports;
    // All that wait, in the order in which they began to: readiness wakes them in this order.
    private final ArrayDeque<WaitingCapture> waiting = new ArrayDeque<>();
    private boolean readinessArmed;

    Registrations(WskSettings settings, Transports transports) {
        this.settings = settings;
        this.transports = transports;
    }

    // Any version can be registered: a wrong one shows at the capture.
    void register(Call call, WskRegister request, Sink sink) {
        Registration registration =
                sink.machine()
                        .objects()
                        .add(new Registration(call.from(), request.getVersion() & 0xFFFF));
        sink.returns(
                call,
                NtStatus.STATUS_SUCCESS,
                WskRegister.Out.newBuilder().setRegistration(registration.id()).build());
    }

    void capture(Call call, WskCaptureProviderNPI request, Sink sink) {
        Registration registration = registrationOf(call, request.getRegistration(), sink);
        if (registration == null) {
            sink.returns(call, NtStatus.STATUS_DEVICE_NOT_READY);
            return;
        }
        if (request.getWaitTimeout() == WSK_INFINITE_WAIT) {
            refuseWaitInDriverEntry(call, sink);
        }
        switch (registration.phase()) {
            case Registration.Phase.Draining _ ->
                    sink.returns(call, NtStatus.STATUS_DEVICE_NOT_READY);
            case Registration.Phase.Gone _ -> sink.returns(call, NtStatus.STATUS_DEVICE_NOT_READY);
            case Registration.Phase.Registered _ -> {
                if (isReady(sink)) {
                    answer(call, registration, sink);
                } else if (request.getWaitTimeout() == WSK_NO_WAIT) {
                    sink.returns(call, NtStatus.STATUS_DEVICE_NOT_READY);
                } else {
                    hold(call, registration, request.getWaitTimeout(), sink);
                }
            }
        }
    }

    void release(Call call, WskReleaseProviderNPI request, Sink sink) {
        Registration registration = registrationOf(call, request.getRegistration(), sink);
        if (registration != null && registration.isCaptured()) {
            registration.released();
            returnDeregister(registration, sink);
        }
        sink.returns(call, NtStatus.STATUS_SUCCESS);
    }

    void query(Call call, WskQueryProviderCharacteristics request, Sink sink) {
        if (registrationOf(call, request.getRegistration(), sink) == null || !isReady(sink)) {
            sink.returns(call, NtStatus.STATUS_DEVICE_NOT_READY);
            return;
        }
        sink.returns(
                call,
                NtStatus.STATUS_SUCCESS,
                WskQueryProviderCharacteristics.Out.newBuilder()
                        .setHighestVersion(settings.highestVersion())
                        .setLowestVersion(settings.lowestVersion())
                        .build());
    }

    void deregister(Call call, WskDeregister request, Sink sink) {
        Registration registration = registrationOf(call, request.getRegistration(), sink);
        if (registration == null) {
            sink.returns(call, NtStatus.STATUS_SUCCESS);
            return;
        }
        if (!(registration.phase() instanceof Registration.Phase.Registered)) {
            sink.returns(call, NtStatus.STATUS_SUCCESS); // the ledger has told
            return;
        }
        registration.become(new Registration.Phase.Draining(call));
        for (WaitingCapture capture : List.copyOf(registration.waiting())) {
            wake(capture);
            sink.returns(capture.call(), NtStatus.STATUS_DEVICE_NOT_READY);
        }
        if (transports.isAwaitedBy(registration)) {
            sink.dpc("wsk-transport-list", new Later.CancelChanges(registration));
        }
        if (!registration.isDrained()) {
            refuseWaitInCallback(call, "until " + registration.leftOver() + " are gone", sink);
        }
        returnDeregister(registration, sink);
    }

    /** Lets WskDeregister return if it waits and nothing is left to wait for. */
    void returnDeregister(Registration registration, Sink sink) {
        if (registration.phase() instanceof Registration.Phase.Draining draining
                && registration.isDrained()) {
            NameResolution.deregistered(draining.deregister(), registration, sink);
            registration.become(new Registration.Phase.Gone());
            sink.returns(draining.deregister(), NtStatus.STATUS_SUCCESS);
        }
    }

    /** The DPC of the moment at which the provider has become ready. */
    void ready(Call dpc, Sink sink) {
        WaitingCapture next = isReady(sink) ? waiting.peek() : null;
        for (; next != null; next = waiting.peek()) {
            wake(next);
            answer(next.call(), next.registration(), sink);
        }
        sink.returns(dpc, NtStatus.STATUS_SUCCESS);
    }

    /** The DPC of a time-out; what it was for may have ended since its timer expired. */
    void timedOut(Call dpc, WaitingCapture capture, Sink sink) {
        if (waiting.contains(capture)) {
            wake(capture);
            sink.returns(capture.call(), NtStatus.STATUS_DEVICE_NOT_READY);
        }
        sink.returns(dpc, NtStatus.STATUS_SUCCESS);
    }

    private void answer(Call call, Registration registration, Sink sink) {
        if (!settings.serves(registration.version())) {
            sink.returns(call, NtStatus.STATUS_NOINTERFACE);
            return;
        }
        registration.captured();
        Client client = registration.client();
        if (client == null) {
            client = sink.machine().objects().add(new Client(registration));
            registration.client(client);
        }
        sink.returns(
                call,
                NtStatus.STATUS_SUCCESS,
                WskCaptureProviderNPI.Out.newBuilder()
                        .setClient(client.id())
                        .setVersion(settings.servedAs(registration.version()))
                        .build());
    }

    private void hold(Call call, Registration registration, int timeoutMs, Sink sink) {
        refuseWaitInCallback(call, "for the provider", sink);
        WaitingCapture capture = new WaitingCapture(registration, call);
        waiting.add(capture);
        registration.waiting().add(capture);
        if (timeoutMs != WSK_INFINITE_WAIT) {
            var timer = sink.timer("wsk-capture-time-out", new Later.CaptureTimedOut(capture));
            timer.arm(Integer.toUnsignedLong(timeoutMs) * NS_PER_MS);
            capture.timeOut(timer);
        }
        if (!readinessArmed && settings.readyAtNs() != Long.MAX_VALUE) {
            readinessArmed = true;
            sink.timer("wsk-ready", new Later.ProviderReady())
                    .arm(settings.readyAtNs() - sink.now());
        }
    }

    private void wake(WaitingCapture capture) {
        waiting.remove(capture);
        capture.registration().waiting().remove(capture);
        capture.end();
    }

    private boolean isReady(Sink sink) {
        return sink.now() >= settings.readyAtNs() && !sink.self().isStopped();
    }

    private static @Nullable Registration registrationOf(Call call, long id, Sink sink) {
        Registration registration = sink.machine().objects().find(id, Registration.class);
        if (registration == null) {
            sink.violated(
                    WskRule.OBJECT_OF_WSK,
                    call.from(),
                    "%s gives %s a registration block %d that WskRegister never filled in"
                            .formatted(call.from(), call.contract().name(), id),
                    call);
        }
        return registration;
    }

    // Also if WSK is ready: whether it is at the start of the system is nothing to rely on.
    private static void refuseWaitInDriverEntry(Call call, Sink sink) {
        for (Call outer = call.outer(); outer != null; outer = outer.outer()) {
            if (outer.request() instanceof DriverEntry) {
                sink.violated(
                        WskRule.WAIT_IN_DRIVER_ENTRY,
                        call.from(),
                        "%s calls %s with WSK_INFINITE_WAIT in DriverEntry"
                                .formatted(call.from(), call.contract().name()),
                        call);
            }
        }
    }

    // What WSK waits for may need this very strand.
    private static void refuseWaitInCallback(Call call, String what, Sink sink) {
        for (Call outer = call.outer(); outer != null; outer = outer.outer()) {
            boolean event = outer.from() == sink.self() && outer.kind() == CallKind.CALL;
            if (event || outer.kind() == CallKind.COMPLETION) {
                sink.violated(
                        WskRule.WAIT_IN_CALLBACK,
                        call.from(),
                        "%s waits in %s %s, within %s"
                                .formatted(
                                        call.from(),
                                        call.contract().name(),
                                        what,
                                        outer.contract().name()),
                        call);
                return;
            }
        }
    }
}
