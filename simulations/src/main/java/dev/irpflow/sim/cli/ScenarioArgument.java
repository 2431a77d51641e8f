package dev.irpflow.sim.cli;

import dev.irpflow.sim.report.Refusal;
import dev.irpflow.sim.scenario.load.ScenarioLoader.Origin;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The scenario that a command is about, as the command line gives it. */
final class ScenarioArgument {
    @Parameters(
            paramLabel = "SCENARIO",
            description = "The name of a shipped scenario, or the path of a file.")
    private String given = "";

    @Mixin private final ScenarioOptions options;

    /** An argument that the command line fills. */
    ScenarioArgument() {
        this.options = new ScenarioOptions();
    }

    /** One that is given. */
    ScenarioArgument(String given, ScenarioOptions options) {
        this.given = given;
        this.options = options;
    }

    /** Loads it. */
    Chosen load(Terminal terminal) throws Refusal {
        Origin origin = new ShippedScenarios(terminal).find(given);
        UserClassPath classes = UserClassPath.of(options.classPath(), terminal);
        Chosen all =
                Chosen.load(command(), origin, options.sets(), classes, terminal.workingDirectory())
                        .withFaults(options.faults())
                        .withEachSite(options.eachSite());
        return isOneExample() ? all.example(options.example()) : all;
    }

    /** Whether the command line names one of the examples. */
    boolean isOneExample() {
        return options.example() != 0;
    }

    /** The words that name it on a command line. */
    String command() {
        StringBuilder words = new StringBuilder(quoted(given));
        for (String set : options.sets()) {
            words.append(" --set ").append(quoted(set));
        }
        if (!options.classPath().isEmpty()) {
            words.append(" --classpath ").append(quoted(options.classPath()));
        }
        for (String routine : options.eachSite()) {
            words.append(" --each-site ").append(quoted(routine));
        }
        if (!options.faults().isEmpty()) {
            words.append(" --faults ").append(quoted(String.join(",", options.faults())));
        }
        if (isOneExample()) {
            words.append(" --example ").append(options.example());
        }
        return words.toString();
    }

    /** The same words one by one, for another process. */
    List<String> words() {
        List<String> words = new ArrayList<>();
        words.add(given);
        for (String set : options.sets()) {
            words.add("--set");
            words.add(set);
        }
        if (!options.classPath().isEmpty()) {
            words.add("--classpath");
            words.add(options.classPath());
        }
        for (String routine : options.eachSite()) {
            words.add("--each-site");
            words.add(routine);
        }
        if (!options.faults().isEmpty()) {
            words.add("--faults");
            words.add(String.join(",", options.faults()));
        }
        if (isOneExample()) {
            words.add("--example");
            words.add(String.valueOf(options.example()));
        }
        return words;
    }

    /** A word as a shell takes it. */
    static String quoted(String word) {
        return word.matches("[A-Za-z0-9_.,:=/%+@-]+") ? word : "'" + word + "'";
    }
}
