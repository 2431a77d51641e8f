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

    /** The driver makes a call within a routine of its own. */
    void seen(Call within, GeneratedMessage request) {
        if (mayPend(within.contract())) {
            within.sawPending(new Sighting());
        }
        if (!pended.isEmpty()) {
            Call owner = pended.get(RoutineContract.of(request).objectId(request));
            if (owner != null && owner != within) {
                owner.sawLater(new Sighting());
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

        Sighting() {
            super("seen here", null, false, true);
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
        return (first == null ? "" : JavaFrames.of(first))
                + (later == null ? "" : "last seen\n" + JavaFrames.of(later));
    }
}
