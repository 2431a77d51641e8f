package dev.irpflow.driver;

import com.google.protobuf.GeneratedMessage;
import dev.irpflow.contract.RoutineContract;
import dev.irpflow.kernel.Call;
import dev.irpflow.protocol.contract.Completes;
import dev.irpflow.protocol.contract.Kind;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the Java of a driver last had the operations that it was given: for the story of one that
 * it loses. An operation is known by the object of the call that brought it.
 */
final class Sightings {
    private final Map<Long, Call> pended = new LinkedHashMap<>();

    /**
     * The driver makes a call within a routine of its own.
     *
     * @param lines where it is; null for a driver whose Java stack says it
     */
    void seen(Call within, GeneratedMessage request, @Nullable String lines) {
        if (mayPend(within.contract())) {
            within.sawPending(new Sighting(lines));
        }
        if (!pended.isEmpty()) {
            Call owner = pended.get(RoutineContract.of(request).objectId(request));
            if (owner != null && owner != within) {
                owner.sawLater(new Sighting(lines));
            }
        }
    }

    /** A routine of the driver has returned STATUS_PENDING. */
    void pended(Call call) {
        long object = call.contract().objectId(call.request());
        if (object != 0) {
            pended.put(object, call);
        }
    }

    private static boolean mayPend(RoutineContract contract) {
        boolean isDrivers = contract.kind() == Kind.CALLBACK || contract.kind() == Kind.LOW_IO;
        return isDrivers
                && (contract.completes() == Completes.IRP_ALWAYS
                        || contract.completes() == Completes.IF_PENDING);
    }

    /** A stack, and nothing that went wrong. */
    private static final class Sighting extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final @Nullable String lines;

        Sighting(@Nullable String lines) {
            super("seen here", null, false, lines == null);
            this.lines = lines;
        }

        static String of(Throwable seen) {
            return seen instanceof Sighting sighting && sighting.lines != null
                    ? sighting.lines + "\n"
                    : JavaFrames.of(seen);
        }
    }

    /** The lines of an operation that is lost, in words; "" if they were not noted. */
    String lines(long object) {
        Call call = pended.get(object);
        if (call == null) {
            return "";
        }
        @Nullable Throwable first = call.pendingSeenAt();
        @Nullable Throwable later = call.laterSeenAt();
        return (first == null ? "" : Sighting.of(first))
                + (later == null ? "" : "last seen\n" + Sighting.of(later));
    }
}
