package dev.irpflow.sim.report;

import com.google.protobuf.Message;
import dev.irpflow.contract.RoutineContract;
import dev.irpflow.kernel.Violation;
import dev.irpflow.sim.report.Row.Mark;
import dev.irpflow.sim.trace.Recorded;
import dev.irpflow.stage.TraceEvent.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The few events that led to a violation, found by walking back from it: the call in which it
 * happened and those around it, what caused it on other strands, what became of the objects that it
 * is about, and the faults and decisions without which it would not have happened.
 */
final class WhatMattered {
    private static final int MOST = 18;
    private static final int CAUSES = 4;
    private static final int NESTED = 4;
    private static final int OF_ONE_OBJECT = 6;
    private static final int MACHINES_LOST = 2;

    // Objects are called by kind and number: irp-17, wsk-socket-3.
    private static final Pattern LABEL = Pattern.compile("\\b[a-z]+(?:-[a-z]+)*-\\d+\\b");

    // One that is not there any more is known by its number, and by what should be there.
    private static final Pattern GONE =
            Pattern.compile("with number (\\d+), which is gone for the (\\w+)");

    private final Map<Long, Recorded> bySeq = new LinkedHashMap<>();
    private final Map<Long, Row> completions = new LinkedHashMap<>();
    private final Map<Long, Recorded> chosen = new TreeMap<>();
    private final List<Recorded> events;
    private long brokeAt;

    private WhatMattered(List<Recorded> events) {
        this.events = events;
        Carried carried = new Carried();
        for (Recorded event : events) {
            bySeq.put(event.seq(), event);
            carried.called(event);
            if (event.kind() == Kind.COMPLETION) {
                completions.put(event.seq(), carried.row(event));
            }
        }
    }

    /**
     * Follows a violation back.
     *
     * @param events the newest events of the run, oldest first
     * @param turned the numbers of those without which it holds
     */
    static WhatMattered of(List<Recorded> events, Violation violation, Set<Long> turned) {
        WhatMattered mattered = new WhatMattered(events);
        Recorded broke = mattered.find(violation);
        if (broke != null) {
            mattered.follow(broke, turned);
        }
        return mattered;
    }

    /** The events in order. */
    List<Row> rows() {
        return chosen.values().stream()
                .map(event -> completions.getOrDefault(event.seq(), Row.of(event)))
                .toList();
    }

    /** The same as the trace has them. */
    List<Recorded> events() {
        return List.copyOf(chosen.values());
    }

    /** The number of the event in which the rule was broken; 0 if the trace has none. */
    long brokeAt() {
        return brokeAt;
    }

    /** The mark of one of them. */
    Mark markOf(Row row) {
        if (row.seq() == brokeAt) {
            return Mark.BROKE;
        }
        return row.kind().equals(Kind.FAULT.word()) || row.kind().equals(Kind.DECISION.word())
                ? Mark.TURNED
                : Mark.NONE;
    }

    private @Nullable Recorded find(Violation violation) {
        for (Recorded event : events.reversed()) {
            if (event.kind() == Kind.VIOLATION
                    && violation.rule().id().equals(event.routine())
                    && violation.detail().equals(event.status())) {
                return event;
            }
        }
        return null;
    }

    private void follow(Recorded violation, Set<Long> turned) {
        Recorded call = bySeq.get(violation.cause());
        // What was found long after the call broke by waiting: the call itself was in order.
        boolean brokeInCall = call != null && call.timeNs() == violation.timeNs();
        Recorded broke = call != null && brokeInCall ? call : violation;
        brokeAt = broke.seq();
        choose(broke);
        choose(call);
        turned.forEach(seq -> choose(bySeq.get(seq)));
        lostMachines(broke);
        if (call != null) {
            around(call);
        }
        for (String object : objectsOf(violation, call)) {
            livesOf(object, violation);
        }
        if (call != null) {
            within(call);
            causes(call);
        }
    }

    private void lostMachines(Recorded broke) {
        int found = 0;
        for (Recorded event : events.reversed()) {
            boolean isLoss =
                    event.kind() == Kind.BUG_CHECK
                            || (event.kind() == Kind.FAULT && event.cause() == 0);
            if (isLoss && event.seq() < broke.seq() && found < MACHINES_LOST) {
                found++;
                choose(event);
            }
        }
    }

    // The calls that were open on the strand when this one was made: what the application asked
    // for, and what led from there into a driver.
    private void around(Recorded call) {
        List<Recorded> open = new ArrayList<>();
        for (Recorded event : events) {
            if (event.seq() >= call.seq()) {
                break;
            }
            if (isOpening(event) && isSameStrand(event, call)) {
                while (!open.isEmpty() && open.getLast().depth() >= event.depth()) {
                    open.removeLast();
                }
                open.add(event);
            }
        }
        for (Recorded outer : open) {
            boolean isApplication = String.valueOf(outer.from()).endsWith("/app");
            if (outer.depth() < call.depth()
                    && (isApplication ? isAsked(outer) : isTelling(outer))) {
                choose(outer);
            }
        }
    }

    private Set<String> objectsOf(Recorded violation, @Nullable Recorded call) {
        Set<String> objects = labels(String.valueOf(violation.status()));
        if (call != null && call.object() != null) {
            objects.add(call.object());
        }
        if (objects.isEmpty() && String.valueOf(violation.from()).endsWith("/app")) {
            addNewestOf(String.valueOf(violation.from()), violation, objects);
        }
        return objects;
    }

    // A step got something else than the scenario says: what it asked for last is the matter.
    private void addNewestOf(String who, Recorded violation, Set<String> objects) {
        for (Recorded event : events.reversed()) {
            if (event.seq() < violation.seq()
                    && event.kind() == Kind.CALL
                    && event.object() != null
                    && who.equals(event.from())) {
                objects.add(event.object());
                return;
            }
        }
    }

    /** The objects that words name. */
    static Set<String> labels(String words) {
        Set<String> objects = new LinkedHashSet<>();
        Matcher labels = LABEL.matcher(words);
        while (labels.find()) {
            objects.add(labels.group());
        }
        Matcher gone = GONE.matcher(words);
        if (gone.find()) {
            String kind = gone.group(2).replaceAll("(?<=[a-z])(?=[A-Z])", "-");
            objects.add(kind.toLowerCase(Locale.ROOT) + "-" + gone.group(1));
        }
        return objects;
    }

    // Of a long life the end matters: numbers are used again, and what went well is past.
    private void livesOf(String object, Recorded violation) {
        List<Recorded> life = new ArrayList<>();
        for (Recorded event : events) {
            if (object.equals(event.object())
                    && String.valueOf(violation.machine()).equals(event.machine())
                    && event.seq() <= Math.max(brokeAt, violation.seq())
                    && isTelling(event)) {
                life.add(event);
            }
        }
        life.subList(Math.max(0, life.size() - OF_ONE_OBJECT), life.size()).forEach(this::choose);
    }

    // What the callee did before it returned.
    private void within(Recorded call) {
        int found = 0;
        for (Recorded event : events) {
            if (event.seq() <= call.seq() || !isSameStrand(event, call)) {
                continue;
            }
            if (event.kind() == Kind.RETURN && event.call() == call.seq()) {
                choose(event);
                return;
            }
            if (isOpening(event) && isTelling(event) && found < NESTED) {
                found++;
                choose(event);
            }
        }
    }

    // The chain of causes goes back to what the application asked for, across machines: of each
    // strand on the way the frame that began it counts, and the last step that tells something.
    private void causes(Recorded call) {
        Recorded below = call;
        Recorded cause = bySeq.get(below.cause());
        boolean isSought = false;
        int found = 0;
        while (cause != null && !isAsked(below)) {
            isSought |= !isSameStrand(cause, below);
            boolean isStep =
                    cause.kind() == Kind.FRAME
                            || (isSought && isOpening(cause) && isTelling(cause));
            if (isAsked(cause)) {
                choose(cause);
            } else if (isStep && found < CAUSES) {
                found++;
                choose(cause);
                isSought = false;
            }
            below = cause;
            cause = bySeq.get(below.cause());
        }
    }

    private static boolean isAsked(Recorded event) {
        return event.kind() == Kind.CALL
                && event.depth() > 0
                && String.valueOf(event.from()).endsWith("/app");
    }

    private void choose(@Nullable Recorded event) {
        if (event != null && chosen.size() < MOST) {
            chosen.put(event.seq(), event);
        }
    }

    private static boolean isOpening(Recorded event) {
        return switch (event.kind()) {
            case CALL, COMPLETION, CANCEL, FRAME -> true;
            case RETURN, FAULT, DECISION, STATE, BUG_CHECK, VIOLATION, NOTE -> false;
        };
    }

    // Neither the accessors of every driver nor the I/O manager's own steps, and no return that
    // says only that all went well.
    private static boolean isTelling(Recorded event) {
        if (String.valueOf(event.to()).endsWith("/ke")
                || String.valueOf(event.from()).endsWith("/ke")) {
            return false;
        }
        if (event.kind() == Kind.RETURN) {
            return !"STATUS_SUCCESS".equals(event.status())
                    && !"STATUS_MORE_PROCESSING_REQUIRED".equals(event.status());
        }
        RoutineContract contract =
                event.fields() instanceof Message message
                        ? RoutineContract.find(message.getClass())
                        : null;
        return event.kind() != Kind.CALL
                || contract == null
                || Worth.of(contract) != Worth.PLUMBING
                || contract.name().equals("IoCompleteRequest");
    }

    private static boolean isSameStrand(Recorded one, Recorded other) {
        return String.valueOf(one.strand()).equals(other.strand())
                && String.valueOf(one.machine()).equals(other.machine());
    }
}
