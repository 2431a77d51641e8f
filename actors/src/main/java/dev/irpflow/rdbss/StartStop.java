package dev.irpflow.rdbss;

import dev.irpflow.contract.NtStatuses;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.CallKind;
import dev.irpflow.kernel.DeviceObject;
import dev.irpflow.kernel.DispatchSlots;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.mup.FsRtlDeregisterUncProvider;
import dev.irpflow.protocol.mup.FsRtlRegisterUncProviderEx;
import dev.irpflow.protocol.rdbss.MRxStart;
import dev.irpflow.protocol.rdbss.MRxStop;
import dev.irpflow.protocol.rdbss.RxRegisterMinirdr;
import dev.irpflow.protocol.rdbss.RxStartMinirdr;
import dev.irpflow.protocol.rdbss.RxStopMinirdr;
import dev.irpflow.protocol.status.NtStatus;
import java.util.ArrayList;

/**
 * RxRegisterMinirdr, RxStartMinirdr and RxStopMinirdr. Pages:
 * wdk-ddi-src/content/mrx/nf-mrx-rxregisterminirdr.md, nf-mrx-rxstartminirdr.md,
 * nf-mrx-rxstopminirdr.md.
 */
final class StartStop {
    private static final int DONT_PROVIDE_UNCS = 0x1;

    /** Where starting or stopping goes on. */
    sealed interface StartStopStep extends Step {}

    /** MUP has answered the registration. */
    record UncRegistered(RxContext rx, Call start) implements StartStopStep {}

    /** MRxStart has returned. */
    record Started(RxContext rx, Call start) implements StartStopStep {}

    /** MUP has forgotten a redirector whose MRxStart has failed with this. */
    record StartUndone(Call start, NtStatus status) implements StartStopStep {}

    /** The requests that were under way have ended. */
    record Drained(RxContext rx, Call stop) implements StartStopStep {}

    /** The closes that were put off are done. */
    record Purged(RxContext rx, RxContext closer, Call stop) implements StartStopStep {}

    /** MUP has forgotten the redirector. */
    record UncDeregistered(RxContext rx, Call stop) implements StartStopStep {}

    /** MRxStop has returned. */
    record Stopped(RxContext rx, Call stop) implements StartStopStep {}

    private final Rdbss rdbss;
    private final DispatchSlots slots;

    StartStop(Rdbss rdbss, DispatchSlots slots) {
        this.rdbss = rdbss;
        this.slots = slots;
    }

    /** RxRegisterMinirdr: the device is there, and whoever opens it reaches RDBSS. */
    void register(Call call, RxRegisterMinirdr request, Sink sink) {
        DeviceObject device = new DeviceObject(request.getDeviceName(), sink.self());
        if (!sink.machine().namespace().add(device)) {
            // CHOICE: the page lists two codes, of which this one is an error.
            sink.returns(call, NtStatus.STATUS_OBJECT_NAME_COLLISION);
            return;
        }
        sink.machine().objects().add(device);
        rdbss.add(
                new Minirdr(
                        call.from(),
                        device,
                        request.getMrdrDispatch(),
                        slots,
                        (request.getControls() & DONT_PROVIDE_UNCS) == 0));
        sink.returns(
                call,
                NtStatus.STATUS_SUCCESS,
                RxRegisterMinirdr.Out.newBuilder().setDeviceObject(device.id()).build());
    }

    /** RxStartMinirdr. */
    void start(Call call, RxStartMinirdr request, Sink sink) {
        RxContext rx = rdbss.find(request.getRxContext(), RxContext.class, call, sink);
        if (rx == null) {
            sink.returns(call, NtStatus.STATUS_ACCESS_DENIED);
            return;
        }
        Minirdr minirdr = rx.minirdr();
        if (rx.process() == RxContext.Process.REQUESTER) {
            sink.returns(
                    call,
                    NtStatus.STATUS_PENDING,
                    RxStartMinirdr.Out.newBuilder().setPostToFsp(true).build());
        } else if (minirdr.state() != MinirdrState.STARTABLE) {
            sink.returns(call, NtStatus.STATUS_REDIRECTOR_STARTED);
        } else if (minirdr.providesUnc()) {
            sink.call(
                    call,
                    FsRtlRegisterUncProviderEx.newBuilder()
                            .setRedirDevName(minirdr.device().name())
                            .setDeviceObject(minirdr.device().id())
                            .build(),
                    new UncRegistered(rx, call));
        } else {
            askStart(rx, call, sink);
        }
    }

    /** RxStopMinirdr. */
    void stop(Call call, RxStopMinirdr request, Sink sink) {
        RxContext rx = rdbss.find(request.getRxContext(), RxContext.class, call, sink);
        if (rx == null) {
            sink.returns(call, NtStatus.STATUS_REDIRECTOR_STOPPED);
            return;
        }
        Minirdr minirdr = rx.minirdr();
        if (rx.process() == RxContext.Process.REQUESTER) {
            sink.returns(
                    call,
                    NtStatus.STATUS_PENDING,
                    RxStopMinirdr.Out.newBuilder().setPostToFsp(true).build());
        } else if (minirdr.state() != MinirdrState.STARTED) {
            sink.returns(call, NtStatus.STATUS_REDIRECTOR_STOPPED);
        } else {
            minirdr.enter(MinirdrState.STOP_IN_PROGRESS, sink);
            minirdr.stopping(new Drained(rx, call));
            for (RxContext other : new ArrayList<>(minirdr.active().values())) {
                if (other != rx && other.cancelRoutine() != null) {
                    rdbss.cancelling().request(other, sink);
                }
            }
            drained(minirdr, sink);
        }
    }

    /** A request has ended: if a stop waits for it and for nothing else, the stop goes on. */
    void drained(Minirdr minirdr, Sink sink) {
        Drained step = minirdr.stopping();
        if (step != null && minirdr.active().size() == 1) { // the stop itself
            minirdr.stopping(null);
            rdbss.resume(step, Answer.GO_ON, sink);
        }
    }

    void resume(StartStopStep step, Answer answer, Sink sink) {
        switch (step) {
            case UncRegistered registered -> uncRegistered(registered, answer, sink);
            case Started started -> started(started, answer, sink);
            case StartUndone undone -> sink.returns(undone.start(), undone.status());
            case Drained drained -> purge(drained, sink);
            case Purged purged -> deregister(purged, sink);
            case UncDeregistered deregistered -> askStop(deregistered, sink);
            case Stopped stopped -> stopped(stopped, sink);
        }
    }

    private void uncRegistered(UncRegistered step, Answer answer, Sink sink) {
        if (!answer.isSuccess()) {
            sink.returns(step.start(), answer.status());
            return;
        }
        FsRtlRegisterUncProviderEx.Out out = answer.out(FsRtlRegisterUncProviderEx.Out.class);
        step.rx().minirdr().mupHandle(out == null ? 0 : out.getMupHandle());
        askStart(step.rx(), step.start(), sink);
    }

    private void askStart(RxContext rx, Call start, Sink sink) {
        Minirdr minirdr = rx.minirdr();
        MRxStart request =
                MRxStart.newBuilder()
                        .setRxContext(rx.id())
                        .setRxDeviceObject(minirdr.device().id())
                        .setDispatch(minirdr.table())
                        .build();
        Started next = new Started(rx, start);
        if (minirdr.has(request)) {
            sink.call(start, CallKind.CALL, minirdr.driver(), request, next);
        } else {
            rdbss.requiredSlot(rx, "MRxStart", sink);
            started(next, Answer.NOT_IMPLEMENTED, sink);
        }
    }

    private void started(Started step, Answer answer, Sink sink) {
        Minirdr minirdr = step.rx().minirdr();
        if (NtStatuses.isSuccess(answer.status().getNumber())) {
            minirdr.enter(MinirdrState.STARTED, sink);
            sink.returns(step.start(), answer.status());
        } else if (minirdr.mupHandle() != 0) {
            deregister(minirdr, step.start(), new StartUndone(step.start(), answer.status()), sink);
        } else {
            sink.returns(step.start(), answer.status());
        }
    }

    private void purge(Drained step, Sink sink) {
        Minirdr minirdr = step.rx().minirdr();
        RxContext closer = rdbss.dispatching().begin(new RxContext(minirdr, step.stop()), sink);
        rdbss.closing()
                .closeNext(
                        closer,
                        minirdr.delayed().all(),
                        new Purged(step.rx(), closer, step.stop()),
                        sink);
    }

    private void deregister(Purged step, Sink sink) {
        rdbss.dispatching().release(step.closer(), sink);
        Minirdr minirdr = step.rx().minirdr();
        UncDeregistered next = new UncDeregistered(step.rx(), step.stop());
        if (minirdr.mupHandle() == 0) {
            askStop(next, sink);
        } else {
            deregister(minirdr, step.stop(), next, sink);
        }
    }

    /** Takes the registration with MUP back; then goes on. */
    static void deregister(Minirdr minirdr, Call within, Step next, Sink sink) {
        long handle = minirdr.mupHandle();
        minirdr.mupHandle(0);
        sink.call(within, FsRtlDeregisterUncProvider.newBuilder().setHandle(handle).build(), next);
    }

    private void askStop(UncDeregistered step, Sink sink) {
        Minirdr minirdr = step.rx().minirdr();
        MRxStop request =
                MRxStop.newBuilder()
                        .setRxContext(step.rx().id())
                        .setRxDeviceObject(minirdr.device().id())
                        .setDispatch(minirdr.table())
                        .build();
        Stopped next = new Stopped(step.rx(), step.stop());
        if (minirdr.has(request)) {
            sink.call(step.stop(), CallKind.CALL, minirdr.driver(), request, next);
        } else {
            stopped(next, sink); // CHOICE: a NULL MRxStop is tolerated
        }
    }

    // Open files do not hold the stop: it ends startable either way, and says that they are there.
    private void stopped(Stopped step, Sink sink) {
        Minirdr minirdr = step.rx().minirdr();
        minirdr.enter(MinirdrState.STARTABLE, sink);
        sink.returns(
                step.stop(),
                minirdr.activeFcbs() == 0
                        ? NtStatus.STATUS_SUCCESS
                        : NtStatus.STATUS_REDIRECTOR_HAS_OPEN_HANDLES);
    }
}
