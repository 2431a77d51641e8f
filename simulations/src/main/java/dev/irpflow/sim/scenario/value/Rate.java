package dev.irpflow.sim.scenario.value;

/** A bandwidth, in bits per second; units are powers of a thousand. */
public record Rate(long bitsPerSecond) implements Plain {
    @Override
    public String written() {
        return UnitTable.RATE.written(bitsPerSecond);
    }
}
