package dev.irpflow.sim.scenario.value;

/** A part of a whole, from 0 % to 100 %, exact to a billionth. */
public record Share(long partsPerBillion) implements Plain {
    /** All of it. */
    public static final long WHOLE = 1_000_000_000;

    /** From 0 to 1. */
    public double fraction() {
        return (double) partsPerBillion / WHOLE;
    }

    @Override
    public String written() {
        return UnitTable.SHARE.written(partsPerBillion);
    }
}
