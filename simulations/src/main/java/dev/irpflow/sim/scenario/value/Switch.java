package dev.irpflow.sim.scenario.value;

/** Whether something is on. */
public record Switch(boolean on) implements Plain {
    @Override
    public String written() {
        return Boolean.toString(on);
    }
}
