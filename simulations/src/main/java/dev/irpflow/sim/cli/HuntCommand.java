package dev.irpflow.sim.cli;

import dev.irpflow.sim.campaign.Shard;
import dev.irpflow.sim.report.Refusal;
import dev.irpflow.sim.scenario.Hunt;
import dev.irpflow.sim.scenario.StrategyName;
import dev.irpflow.sim.scenario.value.CountRange;
import dev.irpflow.sim.systematic.Systematic;
import java.util.concurrent.Callable;
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
    private static final int MOST_JOBS = 256;
    private static final String LATEST = "latest";

    private final Terminal terminal;

    @Mixin private final OptionalScenario scenario = new OptionalScenario();

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
            names = "-j",
            paramLabel = "N",
            description = "Hunts in so many processes; 1, which is this one.")
    private int jobs = 1;

    @Option(
            names = "--shard",
            paramLabel = "K/N",
            description = "Plays only the K-th of N shares; irpflow merge unites their folders.")
    private @Nullable String shard;

    @Option(
            names = "--resume",
            paramLabel = "DIR",
            description = "Goes on with the hunt of a run folder, or with the \"latest\" one.")
    private @Nullable String resume;

    @Mixin private final EachSiteOptions eachSite = new EachSiteOptions();

    @Mixin private final VirtualTimeOnly virtualTime = new VirtualTimeOnly();

    @Mixin private final Patience patience = new Patience();

    @Mixin private final RunOutput output = new RunOutput();

    HuntCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Refusal {
        if (jobs < 1 || jobs > MOST_JOBS) {
            throw new Refusal("-j %d: allowed is 1 to %d".formatted(jobs, MOST_JOBS));
        }
        virtualTime.check();
        return resume == null ? begin() : goOn(resume);
    }

    private int begin() throws Refusal {
        ScenarioArgument argument = scenario.required();
        Chosen chosen = argument.load(terminal);
        if (eachSite.isMeant(chosen, strategy)) {
            return systematically(argument, chosen);
        }
        Hunt hunt = chosen.scenario(0).hunt();
        String own = hunt == null ? null : hunt.strategy();
        String usual = own == null ? StrategyName.PORTFOLIO.word() : own;
        String by = strategy == null ? usual : strategy;
        HuntSetup setup =
                HuntSetup.load(
                        terminal,
                        argument,
                        by,
                        range(hunt, by),
                        shard == null ? Shard.WHOLE : Shard.parse(shard),
                        patience);
        HuntBudget budget = HuntBudget.of(schedules, lasts, hunt);
        RunSettings settings = output.settings(terminal);
        return settings.reports().end(new HuntRun(settings, setup, budget, jobs).run(null));
    }

    // One seed, and until nothing is left that could fail.
    private int systematically(ScenarioArgument argument, Chosen chosen) throws Refusal {
        HuntSetup setup =
                HuntSetup.load(
                        terminal,
                        argument,
                        eachSite.strategy(strategy, terminal),
                        new SeedRange(range(chosen.scenario(0).hunt(), Systematic.NAME).first(), 1),
                        shard == null ? Shard.WHOLE : Shard.parse(shard),
                        patience);
        long runs = (long) EachSite.MOST * setup.examples().size();
        long known = 0;
        if (eachSite.isSurveyed(EachSite.of(setup.strategy()))) {
            WhatIfList list = new WhatIfList(setup, eachSite, terminal, output.format());
            int code = list.tell();
            if (eachSite.isWhatIf()) {
                return code;
            }
            known = list.runs();
            runs = known > 0 ? list.end() + 1 : runs;
        }
        boolean isShort = schedules != null || lasts != null;
        HuntBudget budget =
                isShort
                        ? HuntBudget.of(schedules, lasts, null)
                        : new HuntBudget(runs, Long.MAX_VALUE);
        RunSettings settings = output.settings(terminal);
        HuntRun run = new HuntRun(settings, setup, budget, jobs);
        run.expects(isShort || setup.shard().of() > 1 ? 0 : known);
        int code = run.run(null);
        eachSite.end(run.findings(), terminal);
        return settings.reports().end(code);
    }

    private int goOn(String given) throws Refusal {
        if (scenario.isGiven()
                || strategy != null
                || seeds != null
                || shard != null
                || output.isWithoutFiles()) {
            throw new Refusal(
                    "--resume goes on with a hunt as it was begun: SCENARIO, --strategy, --seeds,"
                            + " --shard and --no-files are given by its folder");
        }
        HuntFolder folder =
                given.equals(LATEST)
                        ? HuntFolder.latest(terminal, output.out())
                        : HuntFolder.of(terminal, given);
        HuntSetup setup = folder.setup(patience);
        RunSettings settings = output.settings(terminal, folder.terminal());
        HuntBudget was = folder.budget();
        HuntBudget budget =
                schedules == null && lasts == null ? was : HuntBudget.of(schedules, lasts, null);
        int code = new HuntRun(settings, setup, budget, jobs).run(folder.earlier());
        return settings.reports().end(code);
    }

    private SeedRange range(@Nullable Hunt hunt, String by) throws Refusal {
        if (seeds != null) {
            return SeedRange.of("--seeds", seeds);
        }
        CountRange own = hunt == null ? null : hunt.seeds();
        if (own == null) {
            // A search that leaves nothing out ends with one seed before it begins with the next.
            return new SeedRange(1, by.equals(StrategyName.DFS.word()) ? 1 : SEEDS);
        }
        return new SeedRange(own.least(), own.most());
    }
}
