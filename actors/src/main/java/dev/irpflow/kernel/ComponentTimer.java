package dev.irpflow.kernel;

import dev.irpflow.protocol.kernel.KDeferredRoutine;
import dev.irpflow.stage.DueEvent;
import dev.irpflow.stage.Site;

/** A timer of a component: armed, disarmed and armed again at will; on expiry its DPC runs. */
public final class ComponentTimer extends DueEvent {
    private static final long EXPIRY = Site.key("component timer");

    private final Place owner;
    private final String name;
    private final Object tag;
    private final long what;
    private long chain; // of the call that has armed it
    private long cause; // the message that has armed it

    ComponentTimer(Place owner, String name, Object tag) {
        this.owner = owner;
        this.name = name;
        this.tag = tag;
        this.what = Site.join(EXPIRY, Site.key(owner.component() + name));
    }

    /** Arms it to expire after this time, in nanoseconds; an earlier setting is dropped. */
    public void arm(long afterNs) {
        arm(afterNs, 0);
    }

    /**
     * Arms it to expire within a window, in nanoseconds from now; an earlier setting is dropped.
     *
     * @param afterNs when, if nothing odd is chosen
     * @param earlyByNs how much earlier it may legally be
     */
    public void arm(long afterNs, long earlyByNs) {
        arm(afterNs, earlyByNs, owner.machine().causes().cause());
    }

    /** Arms it for an earlier message that has asked for it. */
    public void arm(long afterNs, long earlyByNs, long askedBy) {
        disarm();
        cause = askedBy;
        chain = Site.join(owner.machine().causes().origin(), what);
        long due = owner.machine().onStage(owner.machine().now() + afterNs);
        window(due - earlyByNs, due);
        owner.machine().stage().pool().schedule(this);
    }

    /** Disarms it; false if it was not armed. */
    public boolean disarm() {
        return owner.machine().stage().pool().cancel(this);
    }

    /** Whether it is armed. */
    public boolean isArmed() {
        return isScheduled();
    }

    @Override
    public Object owner() {
        return owner.machine();
    }

    @Override
    public long chain() {
        return chain;
    }

    @Override
    public String describe() {
        return owner + ": timer " + name;
    }

    @Override
    public void fire() {
        Machine machine = owner.machine();
        machine.footprint().write(owner.cell()); // whether it is armed
        if (machine.isDead()) {
            return;
        }
        machine.causes()
                .because(
                        cause,
                        () ->
                                machine.strands()
                                        .beginDpc(
                                                owner,
                                                name,
                                                KDeferredRoutine.getDefaultInstance(),
                                                tag,
                                                Strands.ANY_PROCESSOR,
                                                chain));
    }
}
