package dev.irpflow.sim.cluster;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import dev.irpflow.contract.ContractTable;
import dev.irpflow.contract.RoutineContract;
import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.protocol.node.TracedEvent;
import dev.irpflow.protocol.trace.Event;
import dev.irpflow.stage.TraceEvent;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Trace events as protobuf messages, and back. */
final class WireEvents {
    private WireEvents() {}

    static TracedEvent toWire(TraceEvent event) {
        Event.Builder wire =
                Event.newBuilder()
                        .setSeq(event.seq)
                        .setTNs(event.timeNs)
                        .setKind(Event.Kind.valueOf("KIND_" + event.kind.name()))
                        .setRoutine(text(event.routine))
                        .setFrom(text(event.from))
                        .setTo(text(event.to))
                        .setCall(event.call)
                        .setCause(event.cause)
                        .setOp(event.operation)
                        .setObject(text(event.object))
                        .setStatus(text(event.status))
                        .setMachine(text(event.machine))
                        .setFault(text(event.fault))
                        .setDecision(text(event.decision));
        if (event.onStrand) {
            wire.setProcessor(event.processor)
                    .setStrand(text(event.strand))
                    .setDepth(event.depth)
                    .setIrql(Irql.valueOf(Objects.requireNonNull(event.irql)));
        }
        ByteString fields =
                event.fields instanceof Message message ? message.toByteString() : ByteString.EMPTY;
        return TracedEvent.newBuilder().setEvent(wire).setFields(fields).build();
    }

    /** Fills the buffer; the time is that of the node. */
    static void fromWire(TracedEvent traced, TraceEvent event) {
        Event wire = traced.getEvent();
        event.clear();
        event.seq = wire.getSeq();
        event.timeNs = wire.getTNs();
        event.kind = kindOf(wire);
        event.routine = word(wire.getRoutine());
        event.from = word(wire.getFrom());
        event.to = word(wire.getTo());
        event.call = wire.getCall();
        event.cause = wire.getCause();
        event.operation = wire.getOp();
        event.object = word(wire.getObject());
        event.status = word(wire.getStatus());
        event.machine = word(wire.getMachine());
        event.fault = word(wire.getFault());
        event.decision = word(wire.getDecision());
        event.onStrand = !wire.getStrand().isEmpty();
        if (event.onStrand) {
            event.processor = wire.getProcessor();
            event.strand = wire.getStrand();
            event.depth = wire.getDepth();
            event.irql = wire.getIrql().name();
        }
        event.fields = fields(traced);
    }

    private static TraceEvent.Kind kindOf(Event wire) {
        return switch (wire.getKind()) {
            case KIND_CALL -> TraceEvent.Kind.CALL;
            case KIND_RETURN -> TraceEvent.Kind.RETURN;
            case KIND_COMPLETION -> TraceEvent.Kind.COMPLETION;
            case KIND_CANCEL -> TraceEvent.Kind.CANCEL;
            case KIND_FRAME -> TraceEvent.Kind.FRAME;
            case KIND_FAULT -> TraceEvent.Kind.FAULT;
            case KIND_DECISION -> TraceEvent.Kind.DECISION;
            case KIND_STATE -> TraceEvent.Kind.STATE;
            case KIND_BUG_CHECK -> TraceEvent.Kind.BUG_CHECK;
            case KIND_VIOLATION -> TraceEvent.Kind.VIOLATION;
            case KIND_NOTE, KIND_UNSPECIFIED, UNRECOGNIZED -> TraceEvent.Kind.NOTE;
        };
    }

    // The routine says which message the bytes are: its request, or what it gave.
    private static @Nullable Message fields(TracedEvent traced) {
        if (traced.getFields().isEmpty()) {
            return null;
        }
        RoutineContract contract = ContractTable.get().find(traced.getEvent().getRoutine());
        if (contract == null) {
            return null;
        }
        Message.Builder builder =
                traced.getEvent().getKind() == Event.Kind.KIND_RETURN
                        ? contract.newOut()
                        : contract.newRequest();
        try {
            return builder == null ? null : builder.mergeFrom(traced.getFields()).build();
        } catch (InvalidProtocolBufferException e) {
            return null; // a trace tells what it can
        }
    }

    private static String text(@Nullable String word) {
        return word == null ? "" : word;
    }

    private static @Nullable String word(String text) {
        return text.isEmpty() ? null : text;
    }
}
