package dev.irpflow.sim.cli;

import dev.irpflow.sim.report.Refusal;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A scenario that a command may be about, or not. */
final class OptionalScenario {
    @Parameters(
            arity = "0..1",
            paramLabel = "SCENARIO",
            description = "The name of a shipped scenario, or the path of a file.")
    private String given = "";

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "Sets a parameter of the scenario; may be given again.")
    private List<String> sets = new ArrayList<>();

    @Option(
            names = "--classpath",
            paramLabel = "PATH",
            description = "Where the classes of your own drivers are: jars and folders.")
    private String classPath = "";

    boolean isGiven() {
        return !given.isEmpty();
    }

    /** The scenario, which must be given. */
    ScenarioArgument required() throws Refusal {
        if (given.isEmpty()) {
            throw new Refusal("the SCENARIO is missing");
        }
        return new ScenarioArgument(given, sets, classPath);
    }
}
