package dev.irpflow.ke.dispatcher;

import dev.irpflow.ke.irp.IrpRule;
import dev.irpflow.ke.routine.Arguments;
import dev.irpflow.ke.routine.Broken;
import dev.irpflow.ke.routine.Family;
import dev.irpflow.ke.routine.Routines;
import dev.irpflow.ke.routine.Storage;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.Event;
import dev.irpflow.kernel.Irp;
import dev.irpflow.kernel.Sink;
import dev.irpflow.kernel.StackLocation;
import dev.irpflow.kernel.Strand;
import dev.irpflow.kernel.WaitObject;
import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.protocol.kernel.EventType;
import dev.irpflow.protocol.kernel.IoCompletionRoutine;
import dev.irpflow.protocol.kernel.KeClearEvent;
import dev.irpflow.protocol.kernel.KeInitializeEvent;
import dev.irpflow.protocol.kernel.KePulseEvent;
import dev.irpflow.protocol.kernel.KeReadStateEvent;
import dev.irpflow.protocol.kernel.KeResetEvent;
import dev.irpflow.protocol.kernel.KeSetEvent;
import dev.irpflow.protocol.status.NtStatus;

/** KEVENT. */
public final class EventRoutines implements Family {
    @Override
    public void register(Routines table) {
        table.serve(KeSetEvent.class, this::set);
        table.serve(KeClearEvent.class, this::clear);
        table.serve(KeResetEvent.class, this::reset);
        table.serve(KeInitializeEvent.class, this::initialize);
        table.serve(KeReadStateEvent.class, this::read);
        table.serve(KePulseEvent.class, this::pulse);
    }

    void initialize(Call call, KeInitializeEvent request, Sink sink) {
        Event event =
                new Event(
                        request.getType() == EventType.NotificationEvent
                                ? WaitObject.Type.NOTIFICATION
                                : WaitObject.Type.SYNCHRONIZATION);
        if (request.getState()) {
            event.signal();
        }
        Storage.keep(event, request.hasStorage() ? request.getStorage() : null, call, sink);
        sink.returns(
                call,
                NtStatus.STATUS_SUCCESS,
                KeInitializeEvent.Out.newBuilder().setEvent(event.id()).build());
    }

    void set(Call call, KeSetEvent request, Sink sink) {
        Event event = Arguments.object(request.getEvent(), Event.class, call, sink);
        if (event == null) {
            return;
        }
        judgeSet(event, call, sink);
        boolean before = event.signal();
        if (request.getWait()) {
            promiseWait(call);
        }
        sink.returns(
                call,
                NtStatus.STATUS_SUCCESS,
                KeSetEvent.Out.newBuilder().setReturned(before ? 1 : 0).build());
    }

    private static void judgeSet(Event event, Call call, Sink sink) {
        Irp built = event.request();
        if (built != null) {
            Broken.rule(
                    IrpRule.EVENT_OF_REQUEST_SET,
                    call,
                    "sets %s, which the I/O manager sets when %s ends".formatted(event, built),
                    sink);
        }
        Call within = call.outer();
        if (within != null && within.request() instanceof IoCompletionRoutine routine) {
            Irp irp = sink.machine().objects().find(routine.getIrp(), Irp.class);
            if (irp != null && irp.currentOrNull() != null) {
                irp.currentStack().note(StackLocation.Note.EVENT_SET_BY_ROUTINE);
            }
        }
    }

    void read(Call call, KeReadStateEvent request, Sink sink) {
        Event event = Arguments.object(request.getEvent(), Event.class, call, sink);
        if (event == null) {
            return;
        }
        sink.returns(
                call,
                NtStatus.STATUS_SUCCESS,
                KeReadStateEvent.Out.newBuilder().setReturned(event.isSignaled() ? 1 : 0).build());
    }

    void pulse(Call call, KePulseEvent request, Sink sink) {
        Event event = Arguments.object(request.getEvent(), Event.class, call, sink);
        if (event == null) {
            return;
        }
        boolean before = event.signal();
        event.reset();
        if (request.getWait()) {
            promiseWait(call);
        }
        sink.returns(
                call,
                NtStatus.STATUS_SUCCESS,
                KePulseEvent.Out.newBuilder().setReturned(before ? 1 : 0).build());
    }

    // The wait that follows restores the level: nf-wdm-kesetevent.md.
    static void promiseWait(Call call) {
        Strand strand = call.strand();
        strand.locks().promiseWait(strand.irql());
        strand.changeIrql(Irql.DISPATCH_LEVEL);
    }

    void clear(Call call, KeClearEvent request, Sink sink) {
        Event event = Arguments.object(request.getEvent(), Event.class, call, sink);
        if (event == null) {
            return;
        }
        event.reset();
        sink.returns(call, NtStatus.STATUS_SUCCESS);
    }

    void reset(Call call, KeResetEvent request, Sink sink) {
        Event event = Arguments.object(request.getEvent(), Event.class, call, sink);
        if (event == null) {
            return;
        }
        boolean before = event.reset();
        sink.returns(
                call,
                NtStatus.STATUS_SUCCESS,
                KeResetEvent.Out.newBuilder().setReturned(before ? 1 : 0).build());
    }
}
