package dev.irpflow.kernel;

import com.google.protobuf.GeneratedMessage;
import dev.irpflow.protocol.kernel.BufferRef;
import dev.irpflow.stage.Answer;
import dev.irpflow.stage.Stage;
import dev.irpflow.stage.Trace;
import dev.irpflow.stage.TraceEvent;
import org.jspecify.annotations.Nullable;

/** Numbers the messages of a machine as they are delivered, and writes them into the trace. */
public final class MessageLog {
    private final Machine machine;
    private final Stage stage;
    private final Trace trace;

    MessageLog(Machine machine) {
        this.machine = machine;
        this.stage = machine.stage();
        this.trace = stage.trace();
    }

    /** A message is about to be processed: it gets its number. */
    void delivered(Message message) {
        long seq = stage.nextSeq();
        switch (message) {
            case Call call -> {
                call.delivered(seq, call.strand().irql());
                if (trace.isOn()) {
                    call(call);
                }
            }
            case Return answer -> {
                answer.delivered(seq);
                if (trace.isOn()) {
                    answer(answer);
                }
            }
        }
    }

    /** An answer other than the boring one was given. */
    public void decision(long site, Answer answer, String what, @Nullable Call at) {
        if (!trace.isOn()) {
            return;
        }
        TraceEvent event = begin(TraceEvent.Kind.DECISION, stage.nextNoteSeq());
        event.decision = "%016x=%s %s".formatted(site, answer, what);
        if (at != null) {
            on(event, at.strand());
            event.cause = at.seq();
            event.routine = at.contract().name();
        }
        trace.write(event);
    }

    /** A fault strikes. */
    public void fault(String name, String what, @Nullable Call at) {
        fault(name, what, at, 0);
    }

    /**
     * A fault strikes.
     *
     * @param site where it was answered that it does, so that the answer can be left out; 0 if that
     *     was no question
     */
    public void fault(String name, String what, @Nullable Call at, long site) {
        if (!trace.isOn()) {
            return;
        }
        TraceEvent event = begin(TraceEvent.Kind.FAULT, stage.nextNoteSeq());
        event.fault = name + ": " + what;
        if (site != 0) {
            event.decision = "%016x=%s".formatted(site, Answer.YES);
        }
        if (at != null) {
            on(event, at.strand());
            event.cause = at.seq();
            event.routine = at.contract().name();
        }
        trace.write(event);
    }

    /**
     * An object goes over to another state, which only whoever watches the run is told.
     *
     * @param noun what sort of object it is
     */
    public void changed(String noun, String from, String to) {
        Host.Observer observer = machine.host().observer();
        if (observer != null) {
            observer.changed(noun, from, to);
        }
    }

    /** An object has changed its state in a way worth telling. */
    public void state(KernelObject object, String what) {
        if (!trace.isOn()) {
            return;
        }
        TraceEvent event = begin(TraceEvent.Kind.STATE, stage.nextNoteSeq());
        event.object = object.label();
        event.status = what;
        now(event);
        trace.write(event);
    }

    /** A component has read or written memory, which no call of the trace shows. */
    void access(Region region, BufferRef part, Place by, boolean writes) {
        if (!trace.isOn()) {
            return;
        }
        TraceEvent event = begin(TraceEvent.Kind.STATE, stage.nextNoteSeq());
        event.object = region.label();
        event.from = by.toString();
        event.status = accessed(part, writes);
        now(event);
        trace.write(event);
    }

    /** Another machine has read or written memory: no strand of this one did. */
    void access(Region region, BufferRef part, Departure by, boolean writes) {
        if (!trace.isOn()) {
            return;
        }
        TraceEvent event = begin(TraceEvent.Kind.STATE, stage.nextNoteSeq());
        event.object = region.label();
        event.from = by.from();
        event.cause = by.cause();
        event.status = accessed(part, writes);
        trace.write(event);
    }

    private static String accessed(BufferRef part, boolean writes) {
        return (writes ? "written " : "read ") + part.getLength() + " at " + part.getOffset();
    }

    /** What a driver keeps has changed, for a driver that wants it to be told. */
    public void state(String what, String value) {
        if (!trace.isOn()) {
            return;
        }
        TraceEvent event = begin(TraceEvent.Kind.STATE, stage.nextNoteSeq());
        event.object = what;
        event.status = value;
        now(event);
        trace.write(event);
    }

    /** A note in words. */
    public void note(String text) {
        if (!trace.isOn()) {
            return;
        }
        TraceEvent event = begin(TraceEvent.Kind.NOTE, stage.nextNoteSeq());
        event.status = text;
        trace.write(event);
    }

    /** A rule was broken. */
    public void violation(Violation violation) {
        if (!trace.isOn()) {
            return;
        }
        TraceEvent event = begin(TraceEvent.Kind.VIOLATION, stage.nextNoteSeq());
        event.from = violation.place();
        event.routine = violation.rule().id();
        event.status = violation.detail();
        Call call = violation.call();
        if (call != null) {
            on(event, call.strand());
            event.cause = call.seq();
        }
        trace.write(event);
    }

    void bugCheck(BugCheck bugCheck) {
        if (!trace.isOn()) {
            return;
        }
        TraceEvent event = begin(TraceEvent.Kind.BUG_CHECK, stage.nextNoteSeq());
        event.status = bugCheck.toString();
        now(event);
        trace.write(event);
    }

    private void call(Call call) {
        TraceEvent event = begin(kindOf(call), call.seq());
        event.routine = call.contract().name();
        event.from = call.tag() instanceof Departure left ? left.from() : call.from().toString();
        event.to = call.to().toString();
        event.cause = call.cause();
        about(event, call);
        event.fields = call.request();
        on(event, call.strand());
        event.depth = call.depth();
        trace.write(event);
    }

    private void answer(Return answer) {
        Call call = answer.call();
        TraceEvent event = begin(TraceEvent.Kind.RETURN, answer.seq());
        event.routine = call.contract().name();
        event.from = call.to().toString();
        event.to = call.from().toString();
        event.call = call.seq();
        event.cause = answer.cause();
        about(event, call);
        GeneratedMessage out = answer.out();
        int code = call.contract().codeOf(answer.status().getNumber(), out);
        event.status = call.contract().statusName(code);
        event.fields = out;
        on(event, call.strand());
        event.depth = call.depth();
        trace.write(event);
    }

    private TraceEvent begin(TraceEvent.Kind kind, long seq) {
        TraceEvent event = stage.event().clear();
        event.kind = kind;
        event.seq = seq;
        event.timeNs = stage.now();
        event.machine = machine.name();
        return event;
    }

    private void now(TraceEvent event) {
        event.cause = machine.causes().cause();
        Message current = machine.causes().current();
        if (current != null) {
            on(event, current.strand());
        }
    }

    private static void on(TraceEvent event, Strand strand) {
        event.onStrand = true;
        event.strand = strand.name();
        event.processor = strand.processorNumber();
        event.irql = strand.irql().name();
    }

    private static TraceEvent.Kind kindOf(Call call) {
        return switch (call.kind()) {
            case CALL -> TraceEvent.Kind.CALL;
            case COMPLETION -> TraceEvent.Kind.COMPLETION;
            case CANCEL -> TraceEvent.Kind.CANCEL;
            case FRAME -> TraceEvent.Kind.FRAME;
        };
    }

    // A call about an IRP serves the operation that the IRP carries.
    private void about(TraceEvent event, Call call) {
        boolean noted = machine.footprint().pause(); // a trace must change nothing
        object(event, call);
        machine.footprint().resume(noted);
    }

    private void object(TraceEvent event, Call call) {
        event.operation = call.operation();
        long id = call.contract().objectId(call.request());
        KernelObject object = id == 0 ? null : machine.objects().find(id);
        if (object != null) {
            event.object = object.label();
            if (object instanceof Irp irp) {
                if (event.operation == 0) {
                    event.operation = irp.operation();
                }
                if (event.kind == TraceEvent.Kind.COMPLETION) {
                    event.status = irp.status().name();
                }
            }
        }
    }
}
