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
            names = "--faults",
            split = ",",
            paramLabel = "on|off|NAME,..",
            description = "All of the scenario's faults, none of them, or those of these names.")
    private List<String> faults = new ArrayList<>();

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
        this(sets, classPath, List.of());
    }

    /** The same, with the faults that there are. */
    ScenarioOptions(List<String> sets, String classPath, List<String> faults) {
        this.sets = List.copyOf(sets);
        this.classPath = classPath;
        this.faults = List.copyOf(faults);
    }

    /** The same, where calls of these routines fail systematically. */
    ScenarioOptions failingAt(List<String> routines) {
        ScenarioOptions options = new ScenarioOptions(sets, classPath, faults);
        options.eachSite = List.copyOf(routines);
        options.example = example;
        return options;
    }

    /** Which of its faults it has, as {@link Chosen#withFaults} takes them. */
    List<String> faults() {
        return faults.equals(List.of("on")) ? List.of() : faults;
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
