package dev.irpflow.stage;

/** Time that passes only when it is moved. */
public final class VirtualClock implements Clock {
    private long now;

    @Override
    public long now() {
        return now;
    }

    @Override
    public boolean reach(long ns) {
        now = Math.max(now, ns);
        return true;
    }
}
