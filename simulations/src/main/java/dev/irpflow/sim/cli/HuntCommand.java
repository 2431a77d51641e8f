package dev.irpflow.sim.cli;

import dev.irpflow.sim.hunt.Campaign;
import dev.irpflow.sim.hunt.Strategy;
import dev.irpflow.sim.hunt.strategy.Strategies;
import dev.irpflow.sim.report.Refusal;
import dev.irpflow.sim.scenario.Hunt;
import dev.irpflow.sim.scenario.Scenario;
import dev.irpflow.sim.scenario.value.CountRange;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hunt}: looks for answers and faults that break something. */
@Command(
        name = "hunt",
        description = "Looks for schedules and faults that break a scenario.",
        sortOptions = false)
final class HuntCommand implements Callable<Integer> {
    private static final long SEEDS = 1000;

    private final Terminal terminal;

    @Mixin private final ScenarioArgument scenario = new ScenarioArgument();

    @Option(
            names = "--schedules",
            paramLabel = "N",
            description = "Ends after so many runs; 20000, or after 60 s.")
    private @Nullable String schedules;

    @Option(
            names = "--for",
            paramLabel = "TIME",
            description = "Ends after so much real time, such as \"5 min\".")
    private @Nullable String lasts;

    @Option(names = "--strategy", paramLabel = "NAME", description = "How answers are looked for.")
    private @Nullable String strategy;

    @Option(
            names = "--seeds",
            paramLabel = "A..B",
            description = "The seeds that the runs go round; 1..1000.")
    private @Nullable String seeds;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where run folders go; runs in the working directory.")
    private String out = "runs";

    @Option(names = "--no-files", description = "Writes no run folder.")
    private boolean noFiles;

    @Mixin private final Patience patience = new Patience();

    @Mixin private final OutputFormat format = new OutputFormat();

    HuntCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Refusal {
        Chosen chosen = scenario.load(terminal);
        List<Chosen> examples = scenario.isOneExample() ? List.of(chosen) : chosen.examples();
        Hunt hunt = chosen.scenario(0).hunt();
        HuntBudget budget = HuntBudget.of(schedules, lasts, hunt);
        SeedRange range = range(hunt);
        List<LongFunction<Scenario>> scenarios =
                examples.stream().<LongFunction<Scenario>>map(one -> one::scenario).toList();
        Campaign campaign = new Campaign(scenarios, range.first(), range.count(), strategy(hunt));
        RunSettings settings = new RunSettings(terminal, format, noFiles ? null : out);
        try (Watch watch = Watch.untilInterrupted(terminal);
                SimulationPlayer player = new SimulationPlayer(chosen, watch, patience.length())) {
            return new HuntRun(settings, examples, campaign, player, watch).run(budget);
        }
    }

    private Strategy strategy(@Nullable Hunt hunt) throws Refusal {
        String wanted = strategy;
        if (wanted == null) {
            String own = hunt == null ? null : hunt.strategy();
            wanted = own == null ? Strategies.usual() : own;
        }
        Strategy found = Strategies.named(wanted);
        if (found == null) {
            throw new Refusal(
                    "--strategy: found \"%s\"; allowed is %s"
                            .formatted(wanted, String.join(", ", Strategies.names())));
        }
        return found;
    }

    private SeedRange range(@Nullable Hunt hunt) throws Refusal {
        if (seeds != null) {
            return SeedRange.of("--seeds", seeds);
        }
        CountRange own = hunt == null ? null : hunt.seeds();
        return own == null ? new SeedRange(1, SEEDS) : new SeedRange(own.least(), own.most());
    }
}
