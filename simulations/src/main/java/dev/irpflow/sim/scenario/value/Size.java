package dev.irpflow.sim.scenario.value;

/** An amount of memory or data, in bytes; units are powers of 1,024. */
public record Size(long bytes) implements Plain {
    @Override
    public String written() {
        return UnitTable.SIZE.written(bytes);
    }
}
