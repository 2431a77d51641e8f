package dev.irpflow.sim.cli;

import dev.irpflow.sim.mutant.Mutant;
import dev.irpflow.sim.mutant.Mutants;
import dev.irpflow.sim.report.Refusal;
import dev.irpflow.sim.report.Trees;
import dev.irpflow.sim.scenario.StrategyName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code bench shrinking}: by how much the first runs of failures shrink, and how long it takes.
 */
@Command(
        name = "shrinking",
        description = "Shrinks failures of seeded bugs and of the broken scenarios that ship.",
        sortOptions = false)
final class ShrinkingCommand implements Callable<Integer> {
    private static final String BROKEN = "-broken";
    private static final String BUSY = "busy";

    private final Terminal terminal;

    @Option(
            names = "--of",
            paramLabel = "NAME",
            description =
                    "One seeded bug, or one scenario X-broken; may be given again. All if none is"
                            + " named.")
    private List<String> names = new ArrayList<>();

    @Option(
            names = "--strategy",
            paramLabel = "NAME",
            description =
                    "A strategy that finds them, or wild: each question has another answer with a"
                            + " chance of one in four; or busy: the same beside a machine that has"
                            + " much to do. May be given again; portfolio, random, wild and busy if"
                            + " none is named.")
    private List<String> strategies = new ArrayList<>();

    @Mixin private final BenchOptions options = new BenchOptions(2_000, 2);

    ShrinkingCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Refusal {
        List<String> by = strategies();
        options.check();
        List<String> chosen = chosen();
        ShrinkingTable table = new ShrinkingTable(by);
        try (MutantPlaces alone = MutantPlaces.alone(terminal);
                MutantPlaces beside = MutantPlaces.besideNeighbour(terminal)) {
            terminal.out().print(ShrinkingTable.head());
            for (String name : chosen) {
                hunt(alone, name, by.stream().filter(way -> !way.equals(BUSY)).toList(), table);
                hunt(beside, name, by.stream().filter(way -> way.equals(BUSY)).toList(), table);
            }
        }
        terminal.out().print(table.end());
        options.write(terminal, table.tree());
        return table.holds() ? Exit.HELD : Exit.VIOLATED;
    }

    private void hunt(MutantPlaces places, String name, List<String> ways, ShrinkingTable table)
            throws Refusal {
        if (ways.isEmpty()) {
            return;
        }
        try (MutantPlaces.Place place = place(places, name)) {
            for (String way : ways) {
                terminal.out().print(table.rows(name, way, hunt(place, way)));
            }
        }
    }

    private Map<String, Object> hunt(MutantPlaces.Place place, String way) {
        return place.apply(
                Trees.of(
                        MutantHunt.STRATEGY,
                        way.equals(BUSY) ? WildRuns.NAME : way,
                        MutantHunt.SCHEDULES,
                        options.schedules(),
                        MutantHunt.HUNTS,
                        options.hunts(),
                        MutantHunt.SHRINKINGS,
                        true));
    }

    private MutantPlaces.Place place(MutantPlaces places, String name) throws Refusal {
        for (Mutant mutant : Mutants.all()) {
            if (mutant.name().equals(name)) {
                return places.changed(mutant);
            }
        }
        return places.shipped(new ShippedScenarios(terminal).find(name));
    }

    private List<String> chosen() throws Refusal {
        List<String> all =
                Stream.concat(
                                Mutants.all().stream().map(Mutant::name),
                                new ShippedScenarios(terminal)
                                        .names().stream().filter(name -> name.endsWith(BROKEN)))
                        .toList();
        return names.isEmpty() ? all : MutantsCommand.known("--of", names, all);
    }

    private List<String> strategies() throws Refusal {
        if (strategies.isEmpty()) {
            return List.of(
                    StrategyName.PORTFOLIO.word(), StrategyName.RANDOM.word(), WildRuns.NAME, BUSY);
        }
        MutantsCommand.strategies(
                strategies.stream()
                        .filter(word -> !word.equals(WildRuns.NAME) && !word.equals(BUSY))
                        .toList());
        return strategies;
    }
}
