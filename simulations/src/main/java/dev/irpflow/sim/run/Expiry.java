package dev.irpflow.sim.run;

import dev.irpflow.stage.DueEvent;
import dev.irpflow.stage.Site;

/** The moment at which a step's time is over: nothing that the run itself brings about. */
public final class Expiry extends DueEvent {
    private final String what;
    private final Runnable action;

    /**
     * At a moment.
     *
     * @param at in nanoseconds of stage time
     */
    public Expiry(long at, String what, Runnable action) {
        this.what = what;
        this.action = action;
        window(at, at);
    }

    @Override
    public boolean isDeadline() {
        return true;
    }

    @Override
    public long chain() {
        return Site.key(what);
    }

    @Override
    public String describe() {
        return what + ": its time is over";
    }

    @Override
    public void fire() {
        action.run();
    }
}
