package dev.irpflow.sim.scenario.value;

/** A length of virtual time, in nanoseconds, never negative. */
public record TimeSpan(long nanos) implements Plain {
    /** No time at all. */
    public static final TimeSpan ZERO = new TimeSpan(0);

    @Override
    public String written() {
        return UnitTable.TIME.written(nanos);
    }
}
