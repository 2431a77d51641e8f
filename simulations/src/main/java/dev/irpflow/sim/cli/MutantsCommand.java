package dev.irpflow.sim.cli;

import dev.irpflow.sim.mutant.Mutant;
import dev.irpflow.sim.mutant.Mutants;
import dev.irpflow.sim.report.Json;
import dev.irpflow.sim.report.Refusal;
import dev.irpflow.sim.scenario.StrategyName;
import dev.irpflow.sim.scenario.load.Nearest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench mutants}: how soon a hunt finds seeded bugs, by strategy. */
@Command(
        name = "mutants",
        description = "Seeds bugs, and counts the schedules until each strategy finds them.",
        sortOptions = false)
final class MutantsCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Option(
            names = "--mutant",
            paramLabel = "NAME",
            description = "One of them; may be given again. All if none is named.")
    private List<String> names = new ArrayList<>();

    @Option(
            names = "--strategy",
            paramLabel = "NAME",
            description = "One strategy; may be given again. All if none is named.")
    private List<String> strategies = new ArrayList<>();

    @Option(
            names = "--schedules",
            paramLabel = "N",
            defaultValue = "10000",
            description = "After how many schedules a hunt gives up; 10000.")
    private long schedules;

    @Option(
            names = "--hunts",
            paramLabel = "N",
            defaultValue = "100",
            description = "How many hunts, with other seeds each, make a mean; 100 at most.")
    private long hunts;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes all figures there, too.")
    private @Nullable String json;

    MutantsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Refusal {
        List<StrategyName> by = strategies();
        if (schedules < 1 || hunts < 1) {
            throw new Refusal("--schedules and --hunts: allowed is 1 or more");
        }
        MutantTable table = new MutantTable(by, schedules);
        List<Mutant> chosen = mutants();
        try (MutantPlaces places = MutantPlaces.alone(terminal)) {
            MutantRuns runs = new MutantRuns(places, by, schedules, hunts);
            terminal.out().print(table.head());
            for (Mutant mutant : chosen) {
                terminal.out().print(table.row(runs.baseline(mutant), runs.of(mutant)));
            }
        }
        terminal.out().print(table.end());
        if (json != null) {
            write(json, Json.text(table.tree()));
        }
        return table.holds() ? Exit.HELD : Exit.VIOLATED;
    }

    private List<Mutant> mutants() throws Refusal {
        List<String> chosen =
                known("--mutant", names, Mutants.all().stream().map(Mutant::name).toList());
        return Mutants.all().stream()
                .filter(mutant -> chosen.isEmpty() || chosen.contains(mutant.name()))
                .toList();
    }

    /** The names that an option gives, which must be among these. */
    static List<String> known(String option, List<String> names, List<String> all) throws Refusal {
        for (String name : names) {
            if (!all.contains(name)) {
                String nearest = Nearest.to(name, all);
                throw new Refusal(
                        "%s %s: there is none of this name; there %s"
                                .formatted(
                                        option,
                                        name,
                                        nearest == null
                                                ? "are " + String.join(", ", all)
                                                : "is " + nearest));
            }
        }
        return names;
    }

    private List<StrategyName> strategies() throws Refusal {
        return strategies.isEmpty() ? List.of(StrategyName.values()) : strategies(strategies);
    }

    /** The strategies of these names. */
    static List<StrategyName> strategies(List<String> words) throws Refusal {
        List<StrategyName> found = new ArrayList<>();
        for (String word : words) {
            StrategyName name = StrategyName.of(word);
            if (name == null) {
                throw new Refusal(
                        "--strategy: found \"%s\"; allowed is %s"
                                .formatted(word, String.join(", ", StrategyName.words())));
            }
            found.add(name);
        }
        return found;
    }

    private void write(String file, String text) throws Refusal {
        try {
            Files.writeString(terminal.resolve(file), text, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new Refusal("--json %s: cannot be written: %s".formatted(file, e.getMessage()));
        }
    }
}
