package dev.irpflow.sim.cli;

import com.google.protobuf.ByteString;
import dev.irpflow.sim.campaign.Entry;
import dev.irpflow.sim.campaign.Shard;
import dev.irpflow.sim.hunt.Campaign;
import dev.irpflow.sim.hunt.Strategy;
import dev.irpflow.sim.report.Build;
import dev.irpflow.sim.report.Refusal;
import dev.irpflow.sim.report.ReplayFile.Source;
import dev.irpflow.sim.run.Inputs;
import dev.irpflow.sim.scenario.DriverSpec;
import dev.irpflow.sim.scenario.Scenario;
import dev.irpflow.sim.scenario.StrategyName;
import dev.irpflow.sim.strategy.Strategies;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/**
 * What a hunt is, in each of its processes.
 *
 * @param scenario as the command line gives it
 * @param examples the scenario for each of its examples, at least one
 * @param strategy the name of its strategy
 * @param seeds that the runs go round
 * @param shard of its blocks
 * @param patience how long a driver may stand still, in seconds
 */
record HuntSetup(
        ScenarioArgument scenario,
        List<Chosen> examples,
        String strategy,
        SeedRange seeds,
        Shard shard,
        Patience patience) {
    /**
     * Loads the scenario.
     *
     * @throws Refusal if there is no such scenario or strategy
     */
    static HuntSetup load(
            Terminal terminal,
            ScenarioArgument scenario,
            String strategy,
            SeedRange seeds,
            Shard shard,
            Patience patience)
            throws Refusal {
        Chosen chosen = scenario.load(terminal);
        List<Chosen> examples = scenario.isOneExample() ? List.of(chosen) : chosen.examples();
        return new HuntSetup(scenario, examples, strategy, seeds, shard, patience);
    }

    /** Its runs by number, with a strategy that has seen none of them. */
    Campaign campaign() throws Refusal {
        if (EachSite.isMeantBy(strategy)) {
            return campaign(EachSite.of(strategy).strategy(examples.size()));
        }
        StrategyName found = StrategyName.of(strategy);
        if (found == null) {
            throw new Refusal(
                    "--strategy: found \"%s\"; allowed is %s"
                            .formatted(strategy, String.join(", ", StrategyName.words())));
        }
        return campaign(Strategies.of(found));
    }

    /** The same with this strategy. */
    Campaign campaign(Strategy chosen) {
        List<LongFunction<Scenario>> scenarios =
                examples.stream().<LongFunction<Scenario>>map(one -> one::scenario).toList();
        return new Campaign(scenarios, seeds.first(), seeds.count(), chosen);
    }

    /** The first line of its journal. */
    Entry.Head head(Terminal terminal, HuntBudget budget) throws Refusal {
        return new Entry.Head(
                Build.fingerprint(),
                identity(),
                List.copyOf(scenario.words()),
                terminal.workingDirectory().toString(),
                strategy,
                seeds.first(),
                seeds.count(),
                shard.number(),
                shard.of(),
                budget.schedules(),
                budget.lastsNs());
    }

    /** The hash of everything that its runs are functions of, but for build, seeds and strategy. */
    String identity() throws Refusal {
        Chosen chosen = examples.getFirst();
        StringBuilder all = new StringBuilder();
        for (Source source : chosen.text(chosen.scenario(0)).sources()) {
            all.append(source.path()).append('\n').append(source.text()).append('\0');
        }
        // Without its name: the files may lie elsewhere.
        scenario.words().stream()
                .skip(1)
                .filter(word -> !isPath(word))
                .forEach(word -> {
                    all.append(word).append('\0');
                });
        chosen.classes().inputs().forEach(input -> all.append(input.sha256()).append('\n'));
        Inputs programs = new Inputs(chosen.file().project());
        for (DriverSpec driver : chosen.scenario(0).world().drivers()) {
            if (driver.source() instanceof DriverSpec.Source.OfProgram(List<String> command)) {
                programs.readFiles(command);
            }
        }
        programs.hashes().values().forEach(hash -> all.append(hash).append('\n'));
        return Inputs.sha256(ByteString.copyFrom(all.toString(), StandardCharsets.UTF_8));
    }

    private boolean isPath(String word) {
        List<String> words = scenario.words();
        int before = words.indexOf(word) - 1;
        return before >= 0 && words.get(before).equals("--classpath");
    }

    /** The same with all its blocks. */
    HuntSetup whole() {
        return new HuntSetup(scenario, examples, strategy, seeds, Shard.WHOLE, patience);
    }

    /** The words of a worker's command line. */
    List<String> workerWords() {
        List<String> words = new ArrayList<>();
        words.add(HuntWorkerCommand.NAME);
        words.addAll(scenario.words());
        words.addAll(List.of("--strategy", strategy));
        words.addAll(List.of("--seeds", seeds.first() + ".." + seeds.last()));
        words.addAll(List.of("--shard", shard.toString()));
        words.addAll(List.of("--patience", String.valueOf(patience.seconds())));
        return words;
    }

    /** Whether a user's own code is in it, which may do whatever Java can. */
    boolean hasUsersCode() {
        Chosen first = examples.getFirst();
        return !first.classes().inputs().isEmpty() || first.program() != null;
    }

    /** The words that lead to runs of this hunt again, without those that say how many. */
    String command(Chosen example) {
        return "irpflow hunt %s --strategy %s --seeds %d..%d"
                .formatted(example.command(), strategy, seeds.first(), seeds.last());
    }
}
