package dev.irpflow.sim.scenario;

import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.sim.scenario.value.Link;
import dev.irpflow.sim.scenario.value.Place;
import dev.irpflow.sim.scenario.value.ResultMatcher;
import dev.irpflow.sim.scenario.yaml.Where;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something that happens in a run: the one noun for waits, faults and properties. */
public sealed interface Moment {
    /** Which occurrences are meant; null for all, where all may be meant, else the first. */
    @Nullable Nth nth();

    Where where();

    /** What about a routine is meant. */
    enum Kind {
        CALL,
        RETURN,
        COMPLETION,
        CANCEL,
        INDICATE;

        /** The key in a scenario. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * A call, return, completion, cancellation or indication of a routine.
     *
     * @param on the places where it counts; empty for everywhere
     * @param status the result that it must have; null for any
     * @param irql the level at which it must happen; null for any
     */
    record Message(
            Kind kind,
            Target target,
            List<Place> on,
            @Nullable Nth nth,
            @Nullable ResultMatcher status,
            @Nullable Irql irql,
            Where where)
            implements Moment {
        public Message {
            on = List.copyOf(on);
        }
    }

    /**
     * A frame sets out.
     *
     * @param on the link; null for any
     */
    record Frame(String frame, @Nullable Link on, @Nullable Nth nth, Where where)
            implements Moment {}

    /** A fault of this name strikes. */
    record FaultStrikes(String fault, @Nullable Nth nth, Where where) implements Moment {}

    /** A machine stops. */
    record BugCheck(BugCheckCode code, List<Place> on, @Nullable Nth nth, Where where)
            implements Moment {
        public BugCheck {
            on = List.copyOf(on);
        }
    }

    /** A rule is violated. */
    record Violation(String rule, List<Place> on, @Nullable Nth nth, Where where)
            implements Moment {
        public Violation {
            on = List.copyOf(on);
        }
    }
}
