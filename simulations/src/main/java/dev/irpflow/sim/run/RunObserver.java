package dev.irpflow.sim.run;

import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.IrpState;
import dev.irpflow.kernel.Message;
import dev.irpflow.kernel.Violation;
import dev.irpflow.sim.scenario.Fault;
import dev.irpflow.sim.scenario.yaml.Where;

/**
 * Told of what a run does while it does it, for whoever counts what runs have reached. It decides
 * nothing and changes nothing, on either stage; it stands in the way of every message, so it must
 * be quick.
 */
public interface RunObserver {
    /** A message is about to be processed; the waits of steps are none. */
    void delivered(Message message);

    /**
     * An object goes over to another state.
     *
     * @param noun what sort of object it is
     * @param from the state before, in the words of the trace
     */
    void changed(String noun, String from, String to);

    /** An IRP goes over to another state. */
    default void changed(IrpState from, IrpState to) {}

    /** A fault that could strike has met a call; what follows at once is {@link #struck}. */
    void met(String fault, Call call);

    /**
     * A fault that could strike has met an operation that is pending; what follows at once is
     * {@link #struck}.
     *
     * @param begun the call that began it, which was met by nobody now
     */
    void metPending(String fault, Call begun);

    /** A fault that could strike has met a frame of a kind on a link. */
    void met(String fault, String from, String to, String frame);

    /** A fault strikes: what it has met last, or something that is neither call nor frame. */
    void struck(String fault);

    /**
     * The same of a gust of a storm.
     *
     * @param gust the fault of the storm that it is of
     * @param beganNs when it began, in nanoseconds from the first step on
     * @param nth which of what it has met since it strikes; 0 if it has met nothing
     */
    default void gustStruck(Fault gust, long beganNs, long nth) {}

    /**
     * A step begins to wait for a time.
     *
     * @param step where it stands in the scenario
     * @param lengthNs how long, in nanoseconds
     */
    default void waits(Where step, long lengthNs) {}

    /** A rule was broken, whether the scenario expects that or not. */
    void violated(Violation violation);
}
