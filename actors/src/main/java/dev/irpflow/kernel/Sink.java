package dev.irpflow.kernel;

import com.google.protobuf.GeneratedMessage;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.stage.Options;
import org.jspecify.annotations.Nullable;

/** How a component answers. It is valid only while {@link Component#on} runs. */
public interface Sink {
    /** The machine whose kernel state the component may use directly. */
    Machine machine();

    /** The component's own place. */
    Place self();

    /** Stage time in nanoseconds. */
    long now();

    /** Ends a call that has no out-parameters to write. */
    default void returns(Call call, NtStatus status) {
        returns(call, status, null);
    }

    /**
     * Ends a call. It must be the newest open call of its strand; a held call of another strand may
     * be ended too, which lets that strand go on.
     *
     * @param out the written out-parameters, null if none is written
     */
    void returns(Call call, NtStatus status, @Nullable GeneratedMessage out);

    /**
     * Calls the component that serves the routine, nested in an open call of this component.
     *
     * @param within the newest open call of its strand, held or in hand
     * @param tag comes back with the {@link Return}
     */
    void call(Call within, GeneratedMessage request, Object tag);

    /** Calls a place: a callback, a completion routine, a cancel routine. */
    void call(Call within, CallKind kind, Place to, GeneratedMessage request, Object tag);

    /**
     * Queues a DPC of this component: a strand at DISPATCH_LEVEL whose bottom call is a
     * KDEFERRED_ROUTINE with this tag.
     *
     * @param name names the source in the trace and in the site of choices
     */
    void dpc(String name, Object tag);

    /**
     * Queues a work item of this component: a system worker thread at PASSIVE_LEVEL whose bottom
     * call is an IO_WORKITEM_ROUTINE with this tag.
     */
    void workItem(String name, Object tag);

    /** A timer of this component, not yet armed; on expiry its DPC runs. */
    ComponentTimer timer(String name, Object tag);

    /**
     * Asks in which of so many ways a thing is done: inline or pended, which processor. Answer 0 is
     * the boring one.
     */
    int choose(Call at, String what, int ways);

    /** A question whose options are strands or objects of their own, which the chooser may see. */
    int choose(Call at, String what, Options options);

    /**
     * Sends a frame to the network.
     *
     * @param chain what led to it, as a key: no address, port or sequence number, which follow the
     *     order in which things happened
     */
    void transmit(GeneratedMessage frame, long chain);

    /** A rule was broken, by somebody whom the caller names. */
    void violated(Rule rule, Place by, String detail, @Nullable Call call);

    /** Stops the machine. */
    void bugCheck(BugCheck bugCheck);
}
