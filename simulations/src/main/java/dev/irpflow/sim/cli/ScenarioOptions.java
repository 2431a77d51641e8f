package dev.irpflow.sim.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** What a command line says of a scenario beside its name. */
final class ScenarioOptions {
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

    @Option(
            names = "--example",
            paramLabel = "N",
            description = "One of the scenario's examples, from 1; all of them where many are run.")
    private int example;

    @Option(
            names = "--each-site",
            paramLabel = "ROUTINE",
            description =
                    "Adds the fault each-site: calls of a routine, or any, may fail at each site;"
                            + " may be given again.")
    private List<String> eachSite = new ArrayList<>();

    /** Options that the command line fills. */
    ScenarioOptions() {}

    /** Options that are given. */
    ScenarioOptions(List<String> sets, String classPath) {
        this.sets = List.copyOf(sets);
        this.classPath = classPath;
    }

    List<String> sets() {
        return sets;
    }

    /** The number of the example, 0 if none is named. */
    int example() {
        return example;
    }

    List<String> eachSite() {
        return eachSite;
    }

    String classPath() {
        return classPath;
    }
}
