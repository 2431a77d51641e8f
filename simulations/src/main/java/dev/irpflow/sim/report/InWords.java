package dev.irpflow.sim.report;

import dev.irpflow.kernel.Violation;
import dev.irpflow.sim.trace.Recorded;
import dev.irpflow.stage.TraceEvent.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What led to a violation as sentences: who does what, and whose each IRP is meanwhile. */
public final class InWords {
    private static final int FEW = 8;
    private static final int OF_ONE_OBJECT = 3;
    private static final int MOST = 25;

    private final Owners owners = new Owners();
    private final Sentences sentences = new Sentences(owners);
    private final Carried carried = new Carried();
    private @Nullable Recorded last;

    private InWords() {}

    /**
     * An answer, as a trace tells of it.
     *
     * @param words which
     * @param timeNs when
     * @param machine where; "" if it is of none
     */
    public record Answered(String words, long timeNs, String machine) {
        /** When, as stories have it. */
        public String time() {
            return Row.time(timeNs);
        }
    }

    /**
     * A step of a story.
     *
     * @param timeNs when
     * @param words what happens, in whole sentences
     */
    public record Step(long timeNs, String words) {
        /** When, as stories have it. */
        public String time() {
            return Row.time(timeNs);
        }
    }

    /** The answer that an event tells of. */
    public static Answered answered(List<Recorded> events, long seq) {
        for (Recorded event : events) {
            if (event.seq() == seq) {
                Row row = Row.of(event);
                return new Answered(row.what(), row.timeNs(), row.from());
            }
        }
        return new Answered("an answer of which the trace does not tell", 0, "");
    }

    /**
     * The story in steps, at most 25.
     *
     * @param events the newest events of the run, oldest first
     * @param turned the numbers of those that tell of its answers
     */
    public static List<Step> story(List<Recorded> events, Violation violation, Set<Long> turned) {
        WhatMattered mattered = WhatMattered.of(events, violation, turned);
        Map<Long, Recorded> chosen = new TreeMap<>();
        mattered.events().forEach(event -> chosen.put(event.seq(), event));
        Recorded broke = chosen.get(mattered.brokeAt());
        long told = chosen.values().stream().filter(InWords::isMessage).count();
        if (broke != null && told < FEW) {
            addCallsOf(broke, violation, events, chosen);
        }
        List<Step> steps = new InWords().steps(events, chosen, mattered.brokeAt(), violation);
        return steps.subList(Math.max(0, steps.size() - MOST), steps.size());
    }

    // Where little has mattered, more is told by what was done to the objects that the rule is
    // about, and by what the same driver has asked the kernel for.
    private static void addCallsOf(
            Recorded broke,
            Violation violation,
            List<Recorded> events,
            Map<Long, Recorded> chosen) {
        for (String object : WhatMattered.labels(violation.detail())) {
            addCalls(
                    events,
                    chosen,
                    OF_ONE_OBJECT,
                    event ->
                            event.seq() < broke.seq()
                                    && object.equals(event.object())
                                    && Objects.equals(event.machine(), broke.machine())
                                    && !String.valueOf(event.routine()).contains("Release"));
        }
        addCalls(
                events,
                chosen,
                FEW - (int) chosen.values().stream().filter(InWords::isMessage).count(),
                event -> event.seq() < broke.seq() && Objects.equals(event.from(), broke.from()));
    }

    private static boolean isMessage(Recorded event) {
        return event.kind() != Kind.DECISION && event.kind() != Kind.FAULT;
    }

    private static void addCalls(
            List<Recorded> events,
            Map<Long, Recorded> chosen,
            int most,
            Predicate<Recorded> wanted) {
        int left = most;
        for (Recorded event : events.reversed()) {
            if (left > 0
                    && event.kind() == Kind.CALL
                    && wanted.test(event)
                    && Sentences.isTelling(event)
                    && chosen.put(event.seq(), event) == null) {
                left--;
            }
        }
    }

    private List<Step> steps(
            List<Recorded> events, Map<Long, Recorded> chosen, long brokeAt, Violation violation) {
        List<Step> steps = new ArrayList<>();
        // The call that broke the rule has begun before a fault struck within it: the breach is
        // told after it.
        long toldAt =
                chosen.values().stream()
                        .filter(event -> event.kind() == Kind.FAULT && event.seq() > brokeAt)
                        .mapToLong(Recorded::seq)
                        .reduce(brokeAt, Math::max);
        for (Recorded event : events) {
            boolean isBreach = event.seq() == toldAt;
            String whose = isBreach ? owners.whose(violation, event) : "";
            owners.see(event);
            carried.called(event);
            boolean isTold = chosen.containsKey(event.seq());
            if (isTold) {
                String words = sentences.of(event, carried.row(event));
                String step = isBreach ? breach(event, words, violation, whose) : words;
                steps.add(new Step(event.timeNs(), step + place(event)));
            }
            if (isBreach) {
                break;
            }
        }
        return List.copyOf(steps);
    }

    private static String breach(Recorded event, String words, Violation violation, String whose) {
        String detail = violation.detail();
        String end = detail.endsWith(".") ? "" : ".";
        return (event.kind() == Kind.VIOLATION ? "" : words + " ")
                + "Here the rule is broken: "
                + detail
                + end
                + (whose.isEmpty() ? "" : " " + whose);
    }

    // Where it happens, as often as that changes.
    private String place(Recorded event) {
        Recorded before = last;
        if (event.irql() == null) {
            return "";
        }
        last = event;
        boolean isSame =
                before != null
                        && Objects.equals(before.machine(), event.machine())
                        && Objects.equals(before.strand(), event.strand())
                        && Objects.equals(before.irql(), event.irql())
                        && before.processor() == event.processor();
        return isSame
                ? ""
                : " [%s: %s, %s, processor %d]"
                        .formatted(
                                event.machine(), event.strand(), event.irql(), event.processor());
    }
}
