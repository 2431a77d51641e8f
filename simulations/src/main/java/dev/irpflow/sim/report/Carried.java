package dev.irpflow.sim.report;

import dev.irpflow.sim.trace.Recorded;
import dev.irpflow.stage.TraceEvent.Kind;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which operation an object carries, so that a completion can be told by its name: a trace has the
 * completion routine, a reader wants to know what has completed, and from whom.
 */
final class Carried {
    // More than are under way at one time in any story.
    private static final int MOST = 4096;

    private record Operation(String routine, String server) {}

    private final Map<String, Operation> byObject =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Operation> eldest) {
                    return size() > MOST;
                }
            };

    /** A call may begin an operation that its object carries. */
    void called(Recorded call) {
        String to = String.valueOf(call.to());
        boolean isBeginning = call.kind() == Kind.CALL && call.object() != null;
        if (isBeginning && !to.endsWith("/io") && !to.endsWith("/ke")) {
            byObject.put(
                    key(call, String.valueOf(call.from())),
                    new Operation(String.valueOf(call.routine()), to));
        }
    }

    /** The row of a completion, with the operation that it ends. */
    Row row(Recorded completion) {
        Row row = Row.of(completion);
        Operation operation = byObject.get(key(completion, String.valueOf(completion.to())));
        return operation == null
                ? row
                : row.withSource(operation.server).withRoutine(operation.routine);
    }

    private static String key(Recorded event, String driver) {
        return event.machine() + " " + event.object() + " " + driver;
    }
}
