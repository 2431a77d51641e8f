package dev.irpflow.sim.scenario.value;

/**
 * A length of time between two ends, both of which belong: {@code 10..80 ms}, {@code at-most 1 s},
 * or one exact length.
 */
public record TimeRange(TimeSpan least, TimeSpan most) implements Plain {
    /** The end of a range that has none. */
    public static final TimeSpan FOREVER = new TimeSpan(Long.MAX_VALUE);

    public boolean includes(long nanos) {
        return least.nanos() <= nanos && nanos <= most.nanos();
    }

    @Override
    public String written() {
        if (least.equals(most)) {
            return least.written();
        }
        if (most.equals(FOREVER)) {
            return "at-least " + least.written();
        }
        return least.written() + ".." + most.written();
    }
}
