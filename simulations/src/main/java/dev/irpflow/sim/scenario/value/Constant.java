package dev.irpflow.sim.scenario.value;

/** A constant of the Windows headers, or an enumerator of the contract: {@code WSK_NO_WAIT}. */
public record Constant(String name, long number) implements Plain {
    /** Whether it is the pointer to nothing. */
    public boolean isNull() {
        return name.equals("NULL");
    }

    @Override
    public String written() {
        return name;
    }
}
