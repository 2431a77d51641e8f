package dev.irpflow.sim.scenario.value;

/** One of a few words: {@code exclusive}. */
public record Word(String word) implements Plain {
    @Override
    public String written() {
        return word;
    }
}
