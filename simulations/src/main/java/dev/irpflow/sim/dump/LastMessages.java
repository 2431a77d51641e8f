package dev.irpflow.sim.dump;

import dev.irpflow.kernel.dump.TracedMessage;
import dev.irpflow.sim.trace.Recorded;
import dev.irpflow.stage.TraceEvent;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a machine did last before it died, out of a recorded trace. */
public final class LastMessages {
    private static final int MOST = 128;

    private LastMessages() {}

    /** The last events of a machine up to its bug check, oldest first. */
    public static List<TracedMessage> of(String machine, List<Recorded> trace) {
        Deque<TracedMessage> last = new ArrayDeque<>();
        for (Recorded event : trace) {
            if (!machine.equals(event.machine())) {
                continue;
            }
            if (last.size() == MOST) {
                last.removeFirst();
            }
            last.addLast(message(event));
            if (event.kind() == TraceEvent.Kind.BUG_CHECK) {
                break;
            }
        }
        return List.copyOf(last);
    }

    private static TracedMessage message(Recorded event) {
        return new TracedMessage(
                event.seq(),
                event.timeNs(),
                event.kind().word(),
                text(event.from()),
                text(event.to()),
                what(event),
                text(event.status()),
                text(event.object()),
                where(event));
    }

    private static String what(Recorded event) {
        return switch (event.kind()) {
            case CALL, RETURN, COMPLETION, CANCEL, FRAME, VIOLATION -> text(event.routine());
            case FAULT -> text(event.fault());
            case DECISION -> text(event.decision());
            case STATE, BUG_CHECK, NOTE -> "";
        };
    }

    private static String where(Recorded event) {
        return event.irql() == null
                ? ""
                : "%s, processor %d, %s"
                        .formatted(text(event.strand()), event.processor(), event.irql());
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
