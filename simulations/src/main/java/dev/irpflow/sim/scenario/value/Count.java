package dev.irpflow.sim.scenario.value;

/** A whole number that counts or numbers something. Its bits are what a field of 64 bits holds. */
public record Count(long number) implements Plain {
    @Override
    public String written() {
        return Long.toString(number);
    }
}
