package dev.irpflow.sim.strategy;

/** A question within a step: in which way, or whether it happens. All answers are tried. */
final class Split implements Point {
    private final int at;
    private final int count;
    private int chosen;

    Split(int at, int count) {
        this.at = at;
        this.count = count;
    }

    int chosen() {
        return chosen;
    }

    boolean hasOptions(int options) {
        return count == options;
    }

    @Override
    public int at() {
        return at;
    }

    @Override
    public boolean advance() {
        return ++chosen < count;
    }
}
