package dev.irpflow.sim.report;

import dev.irpflow.kernel.Violation;
import dev.irpflow.sim.report.Row.Mark;
import dev.irpflow.sim.trace.Recorded;
import dev.irpflow.stage.TraceEvent.Kind;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The few events that led to a violation, found by walking back from it: the call in which it
 * happened and what caused that, what became of the objects it is about, the operations they serve,
 * and the faults and decisions on the way.
 */
final class WhatMattered {
    private static final int MOST = 18;
    private static final int ANCESTORS = 6;
    private static final int OF_ONE_OBJECT = 8;
    private static final int MACHINES_LOST = 3;

    // Objects are called by kind and number: irp-17, wsk-socket-3.
    private static final Pattern LABEL = Pattern.compile("\\b[a-z]+(?:-[a-z]+)*-\\d+\\b");

    private final Map<Long, Recorded> bySeq = new LinkedHashMap<>();
    private final Map<Long, Recorded> chosen = new TreeMap<>();
    private final List<Recorded> events;
    private long brokeAt;

    private WhatMattered(List<Recorded> events) {
        this.events = events;
        events.forEach(event -> bySeq.put(event.seq(), event));
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
        return chosen.values().stream().map(Row::of).toList();
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
        Recorded broke = call == null ? violation : call;
        brokeAt = broke.seq();
        choose(broke);
        turned.forEach(seq -> choose(bySeq.get(seq)));
        lostMachines(broke);
        Set<String> objects = objectsOf(violation, call);
        for (String object : objects) {
            livesOf(object, violation);
        }
        ancestors(broke);
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

    private static Set<String> objectsOf(Recorded violation, @Nullable Recorded call) {
        Set<String> objects = new LinkedHashSet<>();
        Matcher labels = LABEL.matcher(String.valueOf(violation.status()));
        while (labels.find()) {
            objects.add(labels.group());
        }
        if (call != null && call.object() != null) {
            objects.add(call.object());
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
                    && !isHousekeeping(event)) {
                life.add(event);
            }
        }
        life.subList(Math.max(0, life.size() - OF_ONE_OBJECT), life.size()).forEach(this::choose);
    }

    // Of the chain of causes those count that cross from one strand to another, and the first calls
    // of applications and into drivers.
    private void ancestors(Recorded broke) {
        Recorded below = broke;
        int found = 0;
        while (below.cause() != 0 && found < ANCESTORS) {
            Recorded cause = bySeq.get(below.cause());
            if (cause == null) {
                return;
            }
            boolean crosses = !String.valueOf(cause.strand()).equals(below.strand());
            if (cause.kind() == Kind.COMPLETION || crosses || isOfApplication(cause)) {
                found++;
                choose(cause);
            }
            below = cause;
        }
    }

    private void choose(@Nullable Recorded event) {
        if (event != null && chosen.size() < MOST) {
            chosen.put(event.seq(), event);
        }
    }

    private static boolean isHousekeeping(Recorded event) {
        return event.to() != null && event.to().endsWith("/ke")
                || event.from() != null && event.from().endsWith("/ke");
    }

    private static boolean isOfApplication(Recorded event) {
        return event.kind() == Kind.CALL && event.from() != null && event.from().endsWith("/app");
    }
}
