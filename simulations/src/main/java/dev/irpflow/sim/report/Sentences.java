package dev.irpflow.sim.report;

import com.google.protobuf.Message;
import dev.irpflow.contract.RoutineContract;
import dev.irpflow.protocol.contract.Kind;
import dev.irpflow.protocol.kernel.IoSetCancelRoutine;
import dev.irpflow.sim.trace.Recorded;

/** One event in one sentence, for somebody who does not know the routines by heart. */
final class Sentences {
    private static final String BEFORE = " before ";

    private final Owners owners;

    Sentences(Owners owners) {
        this.owners = owners;
    }

    /**
     * The sentence.
     *
     * @param row the event with the operation that it ends, if it is a completion
     */
    String of(Recorded event, Row row) {
        String routine = String.valueOf(event.routine());
        String object = event.object() == null ? "" : event.object();
        return switch (event.kind()) {
            case CALL -> call(event, routine, object);
            case RETURN -> answer(event, routine, object);
            case COMPLETION ->
                    "%s ends %s%s%s: the completion routine of %s runs, and has it again."
                            .formatted(
                                    row.from(),
                                    row.what(),
                                    of(object),
                                    row.status().isEmpty() ? "" : " with " + row.status(),
                                    row.to());
            case CANCEL ->
                    "The cancel routine of %s runs%s: whoever takes it out of its queue now completes"
                                    .formatted(event.to(), object.isEmpty() ? "" : " for " + object)
                            + " it, and nobody else.";
            case FRAME -> "A frame arrives from %s at %s.".formatted(event.from(), event.to());
            case FAULT -> "A fault: %s.".formatted(row.what());
            case DECISION -> decision(row);
            case STATE -> "%s.".formatted(row.what());
            case BUG_CHECK -> "%s stops: %s.".formatted(event.machine(), row.what());
            case VIOLATION, NOTE -> "%s.".formatted(row.what());
        };
    }

    // What was chosen comes first, then what would have come without a choice.
    private static String decision(Row row) {
        String who = row.from().isEmpty() ? "" : " on " + row.from();
        int before = row.what().indexOf(BEFORE);
        return before < 0
                ? "Decided%s: %s.".formatted(who, row.what())
                : "Decided%s: [%s] comes before [%s], which could have come first."
                        .formatted(
                                who,
                                row.what().substring(0, before),
                                row.what().substring(before + BEFORE.length()));
    }

    private static String call(Recorded event, String routine, String object) {
        String from = String.valueOf(event.from());
        String to = String.valueOf(event.to());
        if (isHandedOver(event)) {
            String named = object.isEmpty() ? "the request" : object;
            return "%s hands %s to %s as %s: now %s has to complete it, or to send it on."
                    .formatted(from, named, to, routine, to);
        }
        if (ends(routine)) {
            return "%s completes %s (%s): from here on it is no longer %s's."
                    .formatted(from, object.isEmpty() ? "a request" : object, routine, from);
        }
        String irp = object.isEmpty() ? "an IRP" : object;
        return switch (routine) {
            case "IoCallDriver" -> "%s sends %s by IoCallDriver.".formatted(from, irp);
            case "IoCancelIrp" -> "%s cancels %s (IoCancelIrp).".formatted(from, irp);
            case "IoFreeIrp" -> "%s frees %s.".formatted(from, irp);
            case "IoSetCancelRoutine" ->
                    event.fields() instanceof IoSetCancelRoutine set && !set.hasCancelRoutine()
                            ? "%s takes the cancel routine of %s away (IoSetCancelRoutine)."
                                    .formatted(from, irp)
                            : "%s gives %s a cancel routine (IoSetCancelRoutine)."
                                    .formatted(from, irp);
            case "IoMarkIrpPending" -> "%s marks %s pending.".formatted(from, irp);
            case "KSTART_ROUTINE" -> "A thread of %s begins.".formatted(to);
            default -> other(from, to, routine, object);
        };
    }

    private static String other(String from, String to, String routine, String object) {
        String what = object.isEmpty() ? routine : object + " (" + routine + ")";
        if (routine.contains("Acquire")) {
            return "%s takes %s.".formatted(from, what);
        }
        if (routine.contains("Release") && to.endsWith("/ke")) {
            return "%s gives back %s.".formatted(from, what);
        }
        if (routine.startsWith("KeWait") || routine.startsWith("KeDelay")) {
            return "%s waits for %s.".formatted(from, object.isEmpty() ? routine : what);
        }
        return to.endsWith("/ke") || from.endsWith("/app")
                ? "%s calls %s%s.".formatted(from, routine, of(object))
                : "%s calls %s of %s%s.".formatted(from, routine, to, of(object));
    }

    private String answer(Recorded event, String routine, String object) {
        String from = String.valueOf(event.from());
        String status = event.status() == null ? "" : event.status();
        if (!status.equals("STATUS_PENDING")) {
            return "%s answers %s%s with %s.".formatted(from, routine, of(object), status);
        }
        String holder = owners.holder(event);
        String named = object.isEmpty() ? "the request" : object;
        if (from.endsWith("/io") || (holder == null && !owners.hasEnded(event))) {
            return "%s answers %s%s with STATUS_PENDING: nothing has ended yet."
                    .formatted(from, routine, of(object));
        }
        String returns = "%s returns STATUS_PENDING from %s".formatted(from, routine);
        if (holder == null) {
            return "%s, although %s has had its end already.".formatted(returns, named);
        }
        return holder.equals(from)
                ? "%s: it keeps %s, and nobody else may complete it.".formatted(returns, named)
                : "%s: %s is that of %s now.".formatted(returns, named, holder);
    }

    private static String of(String object) {
        return object.isEmpty() ? "" : " (" + object + ")";
    }

    /** Whether a call gives a request to somebody who has to end it. */
    static boolean isHandedOver(Recorded call) {
        String routine = String.valueOf(call.routine());
        return routine.startsWith("IRP_MJ_") || kind(call) == Kind.LOW_IO;
    }

    /** Whether a call of this routine ends an operation. */
    static boolean ends(String routine) {
        return routine.equals("IoCompleteRequest") || routine.equals("RxLowIoCompletion");
    }

    /** Whether a call says something to a reader: not one that only looks. */
    static boolean isTelling(Recorded call) {
        String routine = String.valueOf(call.routine());
        return kind(call) != Kind.FIELD
                && !routine.contains("Get")
                && !routine.contains("Query")
                && !routine.startsWith("Dbg");
    }

    private static Kind kind(Recorded call) {
        RoutineContract contract =
                call.fields() instanceof Message message
                        ? RoutineContract.find(message.getClass())
                        : null;
        return contract == null ? Kind.KIND_UNSPECIFIED : contract.kind();
    }
}
