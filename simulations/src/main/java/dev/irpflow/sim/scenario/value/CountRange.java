package dev.irpflow.sim.scenario.value;

/** How often: {@code 1}, {@code 1..3}, {@code at-least 1}, {@code at-most 3}; both ends belong. */
public record CountRange(long least, long most) implements Plain {
    public boolean includes(long count) {
        return least <= count && count <= most;
    }

    @Override
    public String written() {
        if (least == most) {
            return Long.toString(least);
        }
        if (most == Long.MAX_VALUE) {
            return "at-least " + least;
        }
        return least + ".." + most;
    }
}
