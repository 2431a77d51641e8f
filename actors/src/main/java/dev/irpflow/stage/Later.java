package dev.irpflow.stage;

/** Something that the run itself does at a time, between two steps of its machines. */
final class Later extends DueEvent {
    private final String what;
    private final Runnable action;
    private final Footprint footprint;

    Later(long atNs, String what, Runnable action, Footprint footprint) {
        this.what = what;
        this.action = action;
        this.footprint = footprint;
        window(atNs, atNs);
    }

    @Override
    public long chain() {
        return Site.key(what);
    }

    @Override
    public String describe() {
        return what;
    }

    @Override
    public void fire() {
        footprint.everything(); // it may change anything of the run
        action.run();
    }
}
