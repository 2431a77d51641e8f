package dev.irpflow.sim.run;

import com.google.protobuf.GeneratedMessage;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.Machine;
import dev.irpflow.machine.Assembly;
import dev.irpflow.network.Network;
import dev.irpflow.sim.program.Programs;
import dev.irpflow.stage.Stage;
import org.jspecify.annotations.Nullable;

/** Where the machines of a run live: all on one simulation stage, or some of them on each node. */
public interface Playhouse {
    /** The stage on which a machine of this name runs. */
    Stage stageFor(String machine);

    /** Whether this process plays the machine; others are played elsewhere. */
    boolean plays(String machine);

    /** The machines that are played elsewhere. */
    default Elsewhere elsewhere() {
        return Elsewhere.NOBODY;
    }

    /** Makes the actors of a machine: its places are bound before the next step. */
    void open(Assembly machine);

    /** Stops the actors of a machine. */
    void close(Assembly machine);

    /** The processes that play drivers which are programs: in virtual time alone. */
    default Programs programs() {
        throw new IllegalStateException("no program plays a driver here");
    }

    /** What connects the machines. */
    Network network();

    /** Carries a frame that leaves a machine. */
    void transmit(Machine from, GeneratedMessage frame, @Nullable Call during);

    /** Runs this later, in nanoseconds of stage time, between two steps. */
    void after(long delayNs, String what, Runnable action);

    /**
     * Ends somebody's patience later, in nanoseconds of stage time: where only such moments are to
     * come, nothing can happen any more.
     *
     * @return takes it back
     */
    Runnable deadline(long delayNs, String what, Runnable action);

    /** Something that may end the run has happened: it is looked at after the present step. */
    void lookUp();
}
