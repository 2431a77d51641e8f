package dev.irpflow.ke.routine;

import com.google.protobuf.GeneratedMessage;
import com.google.protobuf.Internal;
import dev.irpflow.contract.RoutineContract;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.Sink;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Who serves which routine: one table for all machines, looked up by the contract's index. */
public final class Routines {
    private @Nullable Routine<?>[] byIndex = new Routine<?>[0];

    /**
     * What a routine does.
     *
     * @param <T> its message
     */
    @FunctionalInterface
    public interface Routine<T extends GeneratedMessage> {
        /** Serves a call whose request is of this routine. */
        void serve(Call call, T request, Sink sink);
    }

    /** A table of these families. */
    public static Routines of(Family... families) {
        Routines table = new Routines();
        for (Family family : families) {
            family.register(table);
        }
        return table;
    }

    /** A routine is served so. */
    public <T extends GeneratedMessage> void serve(Class<T> message, Routine<T> routine) {
        int index = RoutineContract.of(Internal.getDefaultInstance(message)).index();
        if (index >= byIndex.length) {
            byIndex = Arrays.copyOf(byIndex, Math.max(index + 1, 2 * byIndex.length));
        }
        if (byIndex[index] != null) {
            throw new IllegalStateException(message.getSimpleName() + " is served twice");
        }
        byIndex[index] = routine;
    }

    /** Serves a call. */
    @SuppressWarnings("unchecked") // an entry stands at the index of its message
    public void serve(Call call, Sink sink) {
        int index = call.contract().index();
        Routine<?> routine = index < byIndex.length ? byIndex[index] : null;
        if (routine == null) {
            throw new IllegalStateException("ke does not serve " + call);
        }
        ((Routine<GeneratedMessage>) routine).serve(call, call.request(), sink);
    }
}
