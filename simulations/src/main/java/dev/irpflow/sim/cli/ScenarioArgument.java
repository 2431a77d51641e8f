package dev.irpflow.sim.cli;

import dev.irpflow.sim.report.Refusal;
import dev.irpflow.sim.scenario.load.ScenarioLoader.Origin;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The scenario that a command is about, as the command line gives it. */
final class ScenarioArgument {
    @Parameters(
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

    /** An argument that the command line fills. */
    ScenarioArgument() {}

    /** One that is given. */
    ScenarioArgument(String given, List<String> sets, String classPath) {
        this.given = given;
        this.sets = List.copyOf(sets);
        this.classPath = classPath;
    }

    /** Loads it. */
    Chosen load(Terminal terminal) throws Refusal {
        Origin origin = new ShippedScenarios(terminal).find(given);
        UserClassPath classes = UserClassPath.of(classPath, terminal);
        return Chosen.load(command(), origin, sets, classes, terminal.workingDirectory());
    }

    /** The words that name it on a command line. */
    String command() {
        StringBuilder words = new StringBuilder(quoted(given));
        for (String set : sets) {
            words.append(" --set ").append(quoted(set));
        }
        if (!classPath.isEmpty()) {
            words.append(" --classpath ").append(quoted(classPath));
        }
        return words.toString();
    }

    /** The same words one by one, for another process. */
    List<String> words() {
        List<String> words = new ArrayList<>();
        words.add(given);
        for (String set : sets) {
            words.add("--set");
            words.add(set);
        }
        if (!classPath.isEmpty()) {
            words.add("--classpath");
            words.add(classPath);
        }
        return words;
    }

    private static String quoted(String word) {
        return word.matches("[A-Za-z0-9_.,:=/%+@-]+") ? word : "'" + word + "'";
    }
}
