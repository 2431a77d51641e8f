package dev.irpflow.sim.report;

import dev.irpflow.kernel.Violation;
import dev.irpflow.sim.trace.Recorded;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Whose IRPs and other requests are, as far as a trace shows it. */
final class Owners {
    private record End(String by, long timeNs) {}

    private final Map<String, String> holders = new LinkedHashMap<>();
    private final Map<String, End> ended = new LinkedHashMap<>();

    /** Takes note of an event. */
    void see(Recorded event) {
        String object = key(event);
        if (object == null) {
            return;
        }
        switch (event.kind()) {
            case CALL -> called(object, event);
            case COMPLETION -> {
                if (!Objects.equals(event.from(), event.to())) {
                    holders.put(object, String.valueOf(event.to()));
                }
            }
            case RETURN -> returned(object, event);
            case CANCEL, FRAME, FAULT, DECISION, STATE, BUG_CHECK, VIOLATION, NOTE -> {}
        }
    }

    private void returned(String object, Recorded answer) {
        String from = String.valueOf(answer.from());
        if ("STATUS_MORE_PROCESSING_REQUIRED".equals(answer.status())) {
            ended.remove(object); // a completion routine keeps it: it is its driver's again
            holders.put(object, from);
        } else if ("STATUS_PENDING".equals(answer.status())
                && !isOfSystem(answer)
                && !ended.containsKey(object)) {
            holders.putIfAbsent(object, from); // unless it was sent on, or is back already
        }
    }

    /** Who has what an event is about; null for nobody, or if that is not known. */
    @Nullable String holder(Recorded event) {
        String object = key(event);
        return object == null ? null : holders.get(object);
    }

    /** Whether what an event is about has had its end. */
    boolean hasEnded(Recorded event) {
        String object = key(event);
        return object != null && ended.containsKey(object);
    }

    private void called(String object, Recorded call) {
        String routine = String.valueOf(call.routine());
        if (Sentences.isHandedOver(call)) {
            holders.put(object, String.valueOf(call.to()));
            ended.remove(object);
        } else if (Sentences.ends(routine)) {
            ended.put(object, new End(String.valueOf(call.from()), call.timeNs()));
            holders.remove(object);
        } else if (routine.equals("IoReuseIrp") || routine.startsWith("IoAllocateIrp")) {
            ended.remove(object);
        }
    }

    /**
     * Whose the objects of a violation are at this moment, in sentences.
     *
     * @param breaking the event that breaks the rule
     */
    String whose(Violation violation, Recorded breaking) {
        StringBuilder words = new StringBuilder();
        String machine = violation.place().split("/")[0];
        for (String object : WhatMattered.labels(violation.detail())) {
            String holder = holders.get(machine + " " + object);
            End end = ended.get(machine + " " + object);
            if (end != null) {
                words.append(
                        "%s has had an end since %s, when %s completed it: since then it is nobody's here to use. "
                                .formatted(object, Row.time(end.timeNs), end.by));
            } else if (holder != null && !isEndOf(object, breaking)) { // its sentence says so
                words.append(
                        holder.equals(violation.place())
                                ? "%s is still its own. ".formatted(object)
                                : "At this moment %s is that of %s. ".formatted(object, holder));
            }
        }
        return words.toString().strip();
    }

    private static boolean isEndOf(String object, Recorded event) {
        return object.equals(event.object()) && Sentences.ends(String.valueOf(event.routine()));
    }

    // The I/O manager and the kernel itself keep nothing: they hand it on.
    private static boolean isOfSystem(Recorded event) {
        String from = String.valueOf(event.from());
        return from.endsWith("/io") || from.endsWith("/ke");
    }

    private static @Nullable String key(Recorded event) {
        String object = event.object();
        return object == null ? null : event.machine() + " " + object;
    }
}
