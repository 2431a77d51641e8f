package dev.irpflow.sim.scenario.value;

/** Text that means itself, such as a path of the emulated system. */
public record Text(String text) implements Plain {
    @Override
    public String written() {
        return text.startsWith("$") ? "$" + text : text;
    }
}
