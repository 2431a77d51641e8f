package dev.irpflow.kernel;

import com.google.protobuf.GeneratedMessage;
import dev.irpflow.kernel.dump.CrashDump;
import dev.irpflow.stage.Stage;
import org.jspecify.annotations.Nullable;

/** What a machine needs from the world it stands in. Both stages implement it. */
public interface Host {
    /** Pool, clock, answers, trace. */
    Stage stage();

    /** The faults of this run. */
    FaultPoint faults();

    /** Told of every delivered message whose routine it asked for; null for nobody. */
    default @Nullable Observer observer() {
        return null;
    }

    /** Takes a frame that leaves a machine. */
    void transmit(Machine from, GeneratedMessage frame, @Nullable Call during);

    /** A rule was broken. */
    void violated(Machine machine, Violation violation);

    /** Code of ours threw: the run ends as an internal error. */
    void broke(Machine machine, Throwable error);

    /** A machine is about to die, and this is its crash dump; asked only of runs with a trace. */
    default void dumped(Machine machine, CrashDump dump) {}

    /** A machine has died of a bug check. */
    void died(Machine machine, BugCheck bugCheck);

    /** Watches messages: moments, whole-run rules, properties. */
    interface Observer {
        /** A message is about to be processed. */
        void delivered(Message message);

        /**
         * An object goes over to another state.
         *
         * @param noun what sort of object it is
         */
        default void changed(String noun, String from, String to) {}

        /** An IRP goes over to another state. */
        default void changed(IrpState from, IrpState to) {}
    }
}
