package dev.irpflow.sim.picture;

import dev.irpflow.contract.ContractTable;
import dev.irpflow.contract.RoutineContract;
import dev.irpflow.sim.picture.Row.Look;
import dev.irpflow.sim.report.Refusal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * The picture of one operation: a call, its end, and all that happened between them. The end is the
 * return of the call, or of what completed the operation later.
 */
public final class Picture {
    // More rows than these are no picture any more.
    private static final int MOST = 80;
    private static final int BEGINNING = 50;

    private Picture() {}

    /**
     * Which operation is drawn.
     *
     * @param routine the routine whose call begins it
     * @param nth which of its calls, from 1; 0 for the first during which a fault strikes, or else
     *     the first
     */
    public record Choice(String routine, int nth) {}

    /**
     * Draws an operation of a run as SVG.
     *
     * @param file {@code events.jsonl}
     * @param shown its name in messages
     * @throws Refusal if the file is no trace, or the operation is not in it
     */
    public static String of(Path file, String shown, Choice choice) throws Refusal {
        EventFile run = EventFile.read(file, shown);
        List<Event> events = run.events();
        int first = find(events, shown, choice);
        int last = endOf(events, first);
        Selection selection =
                Selection.of(events.subList(0, first), events.subList(first, last + 1));
        List<Row> rows = selection.rows();
        List<Bar> bars = selection.bars();
        if (rows.size() > MOST) {
            bars = new ArrayList<>();
            rows = shortened(rows);
        }
        Event call = events.get(first);
        String title = "The life of one %s%s".formatted(call.routine(), irp(selection.rows()));
        // How many events the run has is left out: a change far from this operation would show
        // here.
        String subtitle =
                "%s, seed %d, from %s s on: %d messages"
                        .formatted(run.scenario(), run.seed(), seconds(call.timeNs()), rows.size());
        return Drawing.of(title, subtitle, rows, bars);
    }

    private static String irp(List<Row> rows) {
        for (Row row : rows) {
            String object = row.event().text("object");
            if (object.startsWith("irp-")) {
                return " and of its " + object;
            }
        }
        return "";
    }

    private static int find(List<Event> events, String shown, Choice choice) throws Refusal {
        List<Integer> calls = new ArrayList<>();
        TreeSet<String> routines = new TreeSet<>();
        for (int i = 0; i < events.size(); i++) {
            Event event = events.get(i);
            if (event.kind().equals("call")) {
                routines.add(event.routine());
                if (event.routine().equals(choice.routine)) {
                    calls.add(i);
                }
            }
        }
        if (calls.isEmpty()) {
            throw new Refusal(
                    "%s  nobody calls %s in this run; called are %s"
                            .formatted(shown, choice.routine, String.join(", ", routines)));
        }
        if (choice.nth > calls.size()) {
            throw new Refusal(
                    "%s  %s is called %d times; there is no call %d"
                            .formatted(shown, choice.routine, calls.size(), choice.nth));
        }
        if (choice.nth > 0) {
            return calls.get(choice.nth - 1);
        }
        for (int call : calls) {
            boolean isStruck =
                    events.subList(call, endOf(events, call)).stream()
                            .anyMatch(event -> event.kind().equals("fault"));
            if (isStruck) {
                return call;
            }
        }
        return calls.getFirst();
    }

    // A call that was pended goes on until somebody completes it; where nobody does, all of the run
    // belongs to it.
    private static int endOf(List<Event> events, int call) {
        int end = returnOf(events, call);
        Event begun = events.get(call);
        RoutineContract contract = ContractTable.get().find(begun.routine());
        boolean isPending = events.get(end).status().equals("STATUS_PENDING");
        if (!isPending || contract == null || contract.completedBy().isEmpty()) {
            return end;
        }
        for (int i = call + 1; i < events.size(); i++) {
            if (completes(events.get(i), begun, contract.completedBy())) {
                return Math.max(end, returnOf(events, i));
            }
        }
        return events.size() - 1;
    }

    private static boolean completes(Event event, Event begun, String by) {
        if (!event.object().equals(begun.object())) {
            return false;
        }
        boolean isTold = event.kind().equals("completion") && event.to().equals(begun.from());
        boolean isCalled = event.kind().equals("call") && event.routine().equals(by);
        // What io was asked to do is ended by the driver below.
        boolean isByServer = event.from().equals(begun.to()) || begun.to().endsWith("/io");
        return isTold || isCalled && isByServer;
    }

    // The last event of the run where the call never returns.
    private static int returnOf(List<Event> events, int call) {
        long seq = events.get(call).seq();
        for (int i = call + 1; i < events.size(); i++) {
            if (events.get(i).kind().equals("return") && events.get(i).number("call") == seq) {
                return i;
            }
        }
        return events.size() - 1;
    }

    private static List<Row> shortened(List<Row> rows) {
        int end = rows.size() - (MOST - BEGINNING);
        List<Row> kept = new ArrayList<>(rows.subList(0, BEGINNING));
        Row next = rows.get(end);
        kept.add(
                new Row(
                        next.event(),
                        Look.LEFT_OUT,
                        next.from(),
                        next.to(),
                        "%d more messages".formatted(end - BEGINNING)));
        kept.addAll(rows.subList(end, rows.size()));
        return kept;
    }

    private static String seconds(long ns) {
        long us = ns / 1000;
        return "%d.%03d %03d".formatted(us / 1_000_000, us / 1000 % 1000, us % 1000);
    }
}
