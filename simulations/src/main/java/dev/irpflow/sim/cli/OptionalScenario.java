package dev.irpflow.sim.cli;

import dev.irpflow.sim.report.Refusal;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** A scenario that a command may be about, or not. */
final class OptionalScenario {
    @Parameters(
            arity = "0..1",
            paramLabel = "SCENARIO",
            description = "The name of a shipped scenario, or the path of a file.")
    private String given = "";

    @Mixin private final ScenarioOptions options = new ScenarioOptions();

    boolean isGiven() {
        return !given.isEmpty();
    }

    /** The scenario, which must be given. */
    ScenarioArgument required() throws Refusal {
        if (given.isEmpty()) {
            throw new Refusal("the SCENARIO is missing");
        }
        return new ScenarioArgument(given, options);
    }
}
