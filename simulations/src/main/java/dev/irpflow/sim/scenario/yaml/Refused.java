package dev.irpflow.sim.scenario.yaml;

/** Stands where an alias was refused. Its problem is already told: nobody complains again. */
public record Refused(Where where) implements Node {
    @Override
    public String describe() {
        return "an alias";
    }
}
