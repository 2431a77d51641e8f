package dev.irpflow.sim.report;

import com.google.protobuf.Message;

import dev.irpflow.contract.NtStatuses;
import dev.irpflow.contract.RoutineContract;
import dev.irpflow.protocol.contract.Kind;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.stage.TraceEvent;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Picks the messages of a run that are worth telling, as they come: what an application asks for,
 * what is new, what fails, what faults do, and how it goes on after a machine was lost.
 */
final class Highlights {
    /** How much a message is worth; the least go first when there are too many. */
    private static final int ALWAYS = 100;

    private static final int APPLICATION = 90;
    private static final int FAILURE = 70;
    private static final int DRIVER = 60;
    private static final int COMPLETION = 55;
    private static final int FRAME_FAULT = 50;
    private static final int DECISION = 45;
    private static final int SYSTEM = 40;
    private static final int AGAIN = 30; // new only because a machine was lost in between
    private static final int PLUMBING = 10;

    // After this many losses of machines nobody wants to read what comes after each of them.
    private static final int MOST_ERAS = 6;
    private static final int MOST_KEPT = 2_000;

    /** A message that is kept, with how many there were like it. */
    static final class Pick {
        private Row row;
        private final int worth;
        private long count = 1;
        private long lastNs;

        private Pick(Row row, int worth) {
            this.row = row;
            this.worth = worth;
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

        private void again(TraceEvent event) {
            count++;
            lastNs = event.timeNs;
        }
    }

    private final Map<String, Pick> known = new LinkedHashMap<>();
    private final Map<Long, Pick> unanswered = new LinkedHashMap<>();
    private final List<Pick> picks = new ArrayList<>();
    private final Counts counts = new Counts();
    private @Nullable Pick asked;
    private int era;

    void add(TraceEvent event) {
        switch (event.kind) {
            case CALL -> call(event);
            case RETURN -> answer(event);
            case COMPLETION -> {
                counts.completion();
                novel(event, name(event, ""), COMPLETION);
            }
            case CANCEL -> novel(event, name(event, ""), DRIVER);
            case FAULT -> fault(event);
            case DECISION -> novel(event, "decision", DECISION);
            case BUG_CHECK, VIOLATION, NOTE -> keep(event, ALWAYS);
            case FRAME -> counts.frame();
            case STATE -> {}
        }
    }

    /** The most telling of them in order of time. */
    List<Pick> best(int limit) {
        return picks.stream()
                .sorted(Comparator.comparingInt((Pick pick) -> -pick.worth))
                .limit(limit)
                .sorted(Comparator.comparingLong(pick -> pick.row.seq()))
                .toList();
    }

    Counts counts() {
        return counts;
    }

    private void call(TraceEvent event) {
        RoutineContract contract =
                event.fields instanceof Message message
                        ? RoutineContract.find(message.getClass())
                        : null;
        counts.call(event);
        if (event.depth == 0 && "boot".equals(event.strand)) {
            counts.boot(event);
            keep(event, PLUMBING + 1);
        } else if (contract != null && !isHousekeeping(contract)) {
            if (isOfApplication(event)) {
                ofApplication(event);
            } else {
                novel(event, name(event, "era " + era), worth(contract));
            }
        }
    }

    // The same call again and again is one line with a number.
    private void ofApplication(TraceEvent event) {
        counts.asked(event);
        Pick last = asked;
        if (last != null
                && last.row.what().equals(event.routine)
                && last.row.from().equals(event.from)) {
            last.again(event);
        } else {
            asked = keep(event, APPLICATION);
        }
    }

    private void answer(TraceEvent event) {
        String status = event.status == null ? "" : event.status;
        counts.answer(status);
        Pick pick = unanswered.remove(event.call);
        if (pick != null) {
            pick.row = pick.row.withStatus(status);
        } else if (isFailure(status) && !isMemoryOrObject(event)) {
            novel(event, event.routine + status + "era " + era, FAILURE);
        }
    }

    private void fault(TraceEvent event) {
        String text = event.fault == null ? "" : event.fault;
        String name = text.substring(0, Math.max(0, text.indexOf(':')));
        counts.fault(name);
        if (text.endsWith("loses power")) {
            era = Math.min(MOST_ERAS, era + 1);
            asked = null;
            keep(event, ALWAYS);
        } else {
            novel(event, "fault " + name, FRAME_FAULT);
        }
    }

    private void novel(TraceEvent event, String key, int worth) {
        Pick pick = known.get(key);
        if (pick != null) {
            pick.again(event);
            return;
        }
        boolean isNew = !key.endsWith("era " + era) || era == 0;
        Pick first = keep(event, isNew ? worth : Math.min(worth, AGAIN));
        if (first != null) {
            known.put(key, first);
        }
    }

    private @Nullable Pick keep(TraceEvent event, int worth) {
        if (picks.size() == MOST_KEPT && worth < ALWAYS) {
            return null;
        }
        Pick pick = new Pick(Row.of(event), worth);
        picks.add(pick);
        if (event.kind == TraceEvent.Kind.CALL) {
            unanswered.put(event.seq, pick);
        }
        return pick;
    }

    private static int worth(RoutineContract contract) {
        return switch (contract.kind()) {
            case CALLBACK, LOW_IO -> isPlumbing(contract) ? PLUMBING : DRIVER;
            case IRP_FUNCTION -> DRIVER;
            case FUNCTION -> contract.name().startsWith("Io") ? PLUMBING : SYSTEM;
            case IOCTL -> SYSTEM;
            case FIELD, KIND_UNSPECIFIED, UNRECOGNIZED -> PLUMBING;
        };
    }

    // What runs below a driver's own thread, DPC or IRP says little by itself.
    private static boolean isPlumbing(RoutineContract contract) {
        return contract.name().startsWith("K") || contract.name().startsWith("Tcp");
    }

    private static boolean isHousekeeping(RoutineContract contract) {
        return contract.kind() == Kind.FIELD || contract.serves().equals("ke");
    }

    private static boolean isMemoryOrObject(TraceEvent event) {
        return event.from != null && event.from.endsWith("/ke");
    }

    private static boolean isOfApplication(TraceEvent event) {
        return event.from != null && event.from.endsWith("/app");
    }

    private static String name(TraceEvent event, String suffix) {
        return event.kind + " " + event.routine + " " + event.from + " " + event.to + suffix;
    }

    private static boolean isFailure(String status) {
        NtStatus nt = NtStatuses.byName(status);
        return nt != null && nt.getNumber() < 0
                || nt == null && !status.endsWith("SUCCESS") && status.startsWith("ERROR");
    }
}
