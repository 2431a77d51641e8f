package dev.irpflow.sim.picture;

import dev.irpflow.sim.picture.Row.Look;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What of an operation is worth an arrow. Left out: what a component asks of the machine itself
 * (locks, events, fields of an IRP), returns that say only that all is well, and the way of a
 * completion through {@code io}, which is drawn from who completes to whose routine runs.
 */
final class Selection {
    private static final Pattern FAULT_OF_FRAME =
            Pattern.compile("(.+?): (\\S+) -> (\\S+): .*sequence (\\d+), (\\d+) octets.*");

    private record Carried(String routine, String server) {}

    private final List<Row> rows = new ArrayList<>();
    private final List<Bar> bars = new ArrayList<>();
    private final Map<Long, Integer> rowOfCall = new LinkedHashMap<>();
    private final Map<String, Carried> carried = new LinkedHashMap<>();
    private final Map<String, Integer> pending = new LinkedHashMap<>();
    private final Map<Long, Row> senders = new LinkedHashMap<>(); // by seq
    private final Set<Integer> lostSequences = new LinkedHashSet<>();
    private final Set<Row> sources = new LinkedHashSet<>();
    private final Set<Long> relays;
    private final String strand;

    private Selection(List<Event> events) {
        this.strand = events.getFirst().strand();
        this.relays = relays(events);
    }

    /**
     * Selects from the events between a call and its return.
     *
     * @param before the events of the run before them, which say what each IRP carries
     */
    static Selection of(List<Event> before, List<Event> events) {
        Selection selection = new Selection(events);
        before.stream().filter(event -> event.kind().equals("call")).forEach(selection::carries);
        events.forEach(selection::add);
        selection.dropIdleTimers();
        return selection;
    }

    List<Row> rows() {
        return rows;
    }

    List<Bar> bars() {
        return bars;
    }

    private void add(Event event) {
        switch (event.kind()) {
            case "call" -> call(event);
            case "return" -> answer(event);
            case "completion", "cancel" -> completion(event);
            case "frame" -> frame(event);
            case "fault" -> fault(event);
            case "violation" ->
                    row(
                            event,
                            Look.BREACH,
                            event.from(),
                            event.from(),
                            "breaks " + event.routine());
            case "bug-check" ->
                    row(event, Look.BREACH, event.machine(), event.machine(), event.status());
            default -> {} // decisions, states and notes are in the story
        }
    }

    private void call(Event event) {
        carries(event);
        if (event.to().endsWith("/ke") || relays.contains(event.seq())) {
            return;
        }
        if (event.from().equals(event.to())) {
            if (event.to().endsWith("/tcpip") && event.number("depth") == 0) {
                Row timer = row(event, Look.TIMER, event.from(), event.to(), event.text("strand"));
                senders.put(event.seq(), timer);
            }
            return;
        }
        endPending(event.object(), event.from());
        rowOfCall.put(event.seq(), rows.size());
        String irp = event.text("object").startsWith("irp-") ? "  " + event.text("object") : "";
        Row row = row(event, Look.CALL, event.from(), event.to(), event.routine() + irp);
        if (event.to().endsWith("/tcpip")) {
            senders.put(event.seq(), row);
        }
    }

    private void answer(Event event) {
        Integer called = rowOfCall.get(event.number("call"));
        if (called == null) {
            return;
        }
        boolean isPending = event.status().equals("STATUS_PENDING");
        boolean isWorthy = event.strand().equals(strand) && called < rows.size() - 1;
        if (isPending || isWorthy) {
            row(event, Look.RETURN, event.from(), event.to(), event.status());
        }
        Row call = rows.get(called);
        bars.add(new Bar(call.to(), called, rows.size() - 1, call.event().irql()));
        if (isPending && !event.object().isEmpty()) {
            pending.put(event.object() + " " + event.from(), rows.size() - 1);
        }
    }

    private void completion(Event event) {
        Carried operation = carried.get(event.object() + " " + event.to());
        String from = operation == null ? event.from() : operation.server;
        String routine = operation == null ? event.routine() : operation.routine;
        endPending(event.object(), from);
        String status = event.status().equals("STATUS_SUCCESS") ? "" : ": " + event.status();
        String what = event.kind().equals("cancel") ? " is cancelled" : " completes" + status;
        row(event, Look.COMPLETION, from, event.to(), routine + "  " + event.text("object") + what);
    }

    private void frame(Event event) {
        Row source = senders.get(event.number("cause"));
        boolean wasLost = lostSequences.remove((int) event.number("fields.tcp.sequence"));
        String octets = event.octets() == 0 ? segment(event) : event.octets() + " octets";
        if (source != null) {
            sources.add(source);
        }
        Row row =
                new Row(
                        event,
                        wasLost ? Look.RECOVERED : Look.FRAME,
                        event.from(),
                        event.to(),
                        wasLost ? octets + ", sent again" : octets,
                        source);
        rows.add(row);
        senders.put(event.seq(), row); // what arrives may be answered at once
    }

    // The flags of RFC 9293, section 3.1.
    private static String segment(Event event) {
        long flags = event.number("fields.tcp.flags");
        if ((flags & 4) != 0) {
            return "reset";
        }
        if ((flags & 2) != 0) {
            return (flags & 16) != 0 ? "SYN, acknowledgment" : "SYN";
        }
        return (flags & 1) != 0 ? "FIN" : "acknowledgment";
    }

    private void fault(Event event) {
        Matcher frame = FAULT_OF_FRAME.matcher(event.text("fault"));
        if (!frame.matches()) {
            row(event, Look.FAULT, event.machine(), event.machine(), event.text("fault"));
            return;
        }
        String name = frame.group(1);
        boolean isLost = name.startsWith("lose") || name.startsWith("cut");
        if (isLost) {
            lostSequences.add(Integer.parseUnsignedInt(frame.group(4)));
        }
        row(
                event,
                isLost ? Look.LOST : Look.TOUCHED,
                frame.group(2) + "/tcpip",
                frame.group(3) + "/tcpip",
                isLost
                        ? "lost: %s octets (%s)".formatted(frame.group(5), name)
                        : "%s: %s octets".formatted(name, frame.group(5)));
    }

    private Row row(Event event, Look look, String from, String to, String label) {
        Row row = new Row(event, look, from, to, label);
        rows.add(row);
        return row;
    }

    private void carries(Event event) {
        boolean isKernel = event.to().endsWith("/io") || event.to().endsWith("/ke");
        if (!isKernel && !event.object().isEmpty()) {
            carried.put(
                    event.object() + " " + event.from(), new Carried(event.routine(), event.to()));
        }
    }

    private void endPending(String object, String place) {
        Integer began = pending.remove(object + " " + place);
        if (began != null) {
            bars.add(new Bar(place, began, rows.size(), ""));
        }
    }

    // A timer that sent nothing which arrived says nothing here.
    private void dropIdleTimers() {
        for (int i = rows.size() - 1; i >= 0; i--) {
            Row row = rows.get(i);
            if (row.look() == Look.TIMER && !sources.contains(row)) {
                rows.remove(i);
                int gone = i;
                bars.replaceAll(bar ->
                        new Bar(
                                bar.place(),
                                before(bar.first(), gone),
                                before(bar.last(), gone),
                                bar.irql()));
            }
        }
    }

    private static int before(int row, int gone) {
        return row >= gone && row > 0 ? row - 1 : row;
    }

    /** The calls of IoCompleteRequest that lead to a completion routine. */
    private static Set<Long> relays(List<Event> events) {
        Set<Long> requests = new LinkedHashSet<>();
        Set<Long> relays = new LinkedHashSet<>();
        for (Event event : events) {
            if (event.routine().equals("IoCompleteRequest") && event.kind().equals("call")) {
                requests.add(event.seq());
            } else if (event.kind().equals("completion")
                    && requests.contains(event.number("cause"))) {
                relays.add(event.number("cause"));
            }
        }
        return relays;
    }
}
