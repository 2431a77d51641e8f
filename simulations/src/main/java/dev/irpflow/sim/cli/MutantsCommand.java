package dev.irpflow.sim.cli;

import dev.irpflow.sim.mutant.Mutant;
import dev.irpflow.sim.mutant.Mutants;
import dev.irpflow.sim.report.Refusal;
import dev.irpflow.sim.scenario.StrategyName;
import dev.irpflow.sim.scenario.load.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

    @Mixin private final BenchOptions options = new BenchOptions(10_000, 100);

    MutantsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Refusal {
        List<StrategyName> by = strategies();
        options.check();
        MutantTable table = new MutantTable(by, options.schedules());
        List<Mutant> chosen = mutants();
        try (MutantPlaces places = MutantPlaces.alone(terminal)) {
            MutantRuns runs = new MutantRuns(places, by, options.schedules(), options.hunts());
            terminal.out().print(table.head());
            for (Mutant mutant : chosen) {
                terminal.out().print(table.row(runs.baseline(mutant), runs.of(mutant)));
            }
        }
        terminal.out().print(table.end());
        options.write(terminal, table.tree());
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
}
