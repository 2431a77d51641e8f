package dev.irpflow.sim.report;

import com.google.protobuf.Message;
import dev.irpflow.contract.NtStatuses;
import dev.irpflow.contract.RoutineContract;
import dev.irpflow.protocol.contract.Kind;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.sim.trace.Recorded;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Picks the messages of a run that are worth telling, as they come: what an application asks for,
 * what is new in each layer, what fails, what faults do, and how it goes on after a machine was
 * lost.
 */
final class Highlights {
    // After this many losses of machines nobody wants to read what comes after each of them.
    private static final int MOST_ERAS = 6;
    private static final int MOST_KEPT = 2_000;
    private static final int PENDED = 7;

    /** A message that is kept, with how many there were like it. */
    static final class Pick {
        private Row row;
        private final Worth worth;
        private final int era;
        private long count = 1;
        private long lastNs;

        private Pick(Row row, Worth worth, int era) {
            this.row = row;
            this.worth = worth;
            this.era = era;
            this.lastNs = row.timeNs();
        }

        Row row() {
            return row;
        }

        /** How many messages it stands for. */
        long count() {
            return count;
        }

        /** When the last of them was. */
        long lastNs() {
            return lastNs;
        }

        // An operation that pends is where the story goes on elsewhere.
        private int points() {
            int points = worth.points(era);
            return points > 0 && row.status().equals("STATUS_PENDING") ? points + PENDED : points;
        }

        private void again(Recorded event) {
            count++;
            lastNs = event.timeNs();
        }
    }

    private final Map<String, Pick> known = new LinkedHashMap<>();
    private final Map<Long, Pick> unanswered = new LinkedHashMap<>();
    private final List<Pick> picks = new ArrayList<>();
    private final Counts counts = new Counts();
    private final Carried carried = new Carried();
    private @Nullable Pick asked;
    private int era;

    void add(Recorded event) {
        switch (event.kind()) {
            case CALL -> call(event);
            case RETURN -> answer(event);
            case COMPLETION -> completion(event);
            case CANCEL -> novel(event, Row.of(event), Worth.CANCEL);
            case FAULT -> fault(event);
            case DECISION -> novel("decision", event, Row.of(event), Worth.DECISION);
            case BUG_CHECK, VIOLATION, NOTE -> keep(Row.of(event), Worth.ALWAYS);
            case FRAME -> counts.frame();
            case STATE -> {}
        }
    }

    /** The most telling of them in order of time. */
    List<Pick> best(int limit) {
        return picks.stream()
                .filter(pick -> pick.points() > 0)
                .sorted(Comparator.comparingInt((Pick pick) -> -pick.points()))
                .limit(limit)
                .sorted(Comparator.comparingLong(pick -> pick.row.seq()))
                .toList();
    }

    Counts counts() {
        return counts;
    }

    private void call(Recorded event) {
        counts.call(event);
        carried.called(event);
        RoutineContract contract =
                event.fields() instanceof Message message
                        ? RoutineContract.find(message.getClass())
                        : null;
        if (event.depth() == 0 && "boot".equals(event.strand())) {
            boot(event);
        } else if (contract == null || contract.kind() == Kind.FIELD) {
            return;
        } else if (String.valueOf(event.from()).endsWith("/app")) {
            ofApplication(event, contract);
        } else if (!contract.serves().equals("ke")) {
            answered(event, novel(event, Row.of(event), Worth.of(contract)));
        }
    }

    private void boot(Recorded event) {
        String machine = String.valueOf(event.machine());
        if (counts.boot(machine) > 1) {
            keep(Row.happened(event, machine, "boot", "boots again"), Worth.ALWAYS);
        }
    }

    // The same call again and again is one line with a number.
    private void ofApplication(Recorded event, RoutineContract contract) {
        if (contract.kind() == Kind.CALLBACK) {
            return; // its own thread begins
        }
        counts.asked(String.valueOf(event.routine()));
        Pick last = asked;
        if (last != null
                && last.row.what().equals(event.routine())
                && last.row.from().equals(event.from())) {
            last.again(event);
        } else {
            asked = keep(Row.of(event), Worth.APPLICATION);
            answered(event, asked);
        }
    }

    private void answer(Recorded event) {
        String status = event.status() == null ? "" : event.status();
        counts.answer(status);
        Pick pick = unanswered.remove(event.call());
        if (pick != null) {
            pick.row = pick.row.withStatus(status);
        }
        // A failure goes up through all callers: the first to see it is the one to tell.
        if (isFailure(status) && !String.valueOf(event.from()).endsWith("/ke")) {
            novel("failure " + status + event.machine(), event, Row.of(event), Worth.FAILURE);
        }
    }

    private void completion(Recorded event) {
        counts.completion();
        Row row = carried.row(event);
        Worth worth = isFailure(row.status()) ? Worth.FAILURE : Worth.COMPLETION;
        novel(row.what() + row.to() + row.status() + event.irql(), event, row, worth);
    }

    private void fault(Recorded event) {
        Row row = Row.of(event);
        if (row.what().endsWith("loses power")) {
            era = Math.min(MOST_ERAS, era + 1);
            asked = null;
            keep(row, Worth.ALWAYS);
        } else {
            int colon = Math.max(0, row.what().indexOf(':'));
            novel("fault " + row.what().substring(0, colon), event, row, Worth.FAULT);
        }
    }

    private @Nullable Pick novel(Recorded event, Row row, Worth worth) {
        String key = event.kind() + " " + row.what() + " " + row.from() + " " + row.to();
        return novel(key, event, row, worth);
    }

    private @Nullable Pick novel(String key, Recorded event, Row row, Worth worth) {
        String inEra = key + " " + era;
        Pick pick = known.get(inEra);
        if (pick != null) {
            pick.again(event);
            return null;
        }
        Pick first = keep(row, worth);
        if (first != null) {
            known.put(inEra, first);
        }
        return first;
    }

    private @Nullable Pick keep(Row row, Worth worth) {
        if (picks.size() >= MOST_KEPT && worth != Worth.ALWAYS) {
            return null;
        }
        Pick pick = new Pick(row, worth, era);
        picks.add(pick);
        return pick;
    }

    private void answered(Recorded call, @Nullable Pick pick) {
        if (pick != null) {
            unanswered.put(call.seq(), pick);
        }
    }

    private static boolean isFailure(String status) {
        if (status.equals("STATUS_MORE_PROCESSING_REQUIRED")) {
            return false; // a completion routine keeps its IRP
        }
        NtStatus nt = NtStatuses.byName(status);
        return nt == null
                ? status.startsWith("ERROR_") && !status.endsWith("_SUCCESS")
                : nt.getNumber() < 0;
    }
}
