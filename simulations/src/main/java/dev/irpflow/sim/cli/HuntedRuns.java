package dev.irpflow.sim.cli;

import dev.irpflow.driver.Driver;
import dev.irpflow.sim.campaign.Shard;
import dev.irpflow.sim.ci.Checked;
import dev.irpflow.sim.cli.Player.Played;
import dev.irpflow.sim.hunt.Attempt;
import dev.irpflow.sim.hunt.Campaign;
import dev.irpflow.sim.hunt.Hunter;
import dev.irpflow.sim.hunt.Schedule;
import dev.irpflow.sim.program.ProgramException;
import dev.irpflow.sim.report.Build;
import dev.irpflow.sim.report.Refusal;
import dev.irpflow.sim.report.RunFolder;
import dev.irpflow.sim.report.Story;
import dev.irpflow.sim.run.RunResult;
import dev.irpflow.sim.scenario.Scenario;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A hunt for a caller that is no command line: a test of the user's. It is the one of {@code
 * irpflow hunt}, in this process and without real time: equal hunts come to the same.
 */
public final class HuntedRuns implements AutoCloseable {
    private final Captured page;
    private final HuntSetup setup;
    private final Campaign campaign;
    private final HuntBudget budget;
    private final Watch watch;
    private final SimulationPlayer player;
    private final Reports reports;
    private final RunSettings settings;
    private @Nullable Stopped stopped;

    /** What the caller does after a run that counts. */
    public interface Body {
        /** Takes the run; what it throws ends the hunt. */
        void after(long seed, RunResult result);
    }

    /**
     * The run whose body has thrown.
     *
     * @param what was thrown
     * @param seed of the run
     * @param text its story, and the command that replays it
     */
    public record Thrown(Throwable what, long seed, String text) {}

    private record Stopped(Schedule schedule, Attempt attempt, Throwable what) {}

    private HuntedRuns(Captured page, HuntSetup setup, HuntBudget budget) throws Refusal {
        this.page = page;
        this.setup = setup;
        this.campaign = setup.campaign();
        this.budget = budget;
        this.watch = new Watch(page.terminal());
        this.player = new SimulationPlayer(setup.examples().getFirst(), watch);
        this.reports = Reports.none(page.terminal());
        this.settings =
                new RunSettings(page.terminal(), new OutputFormat(), page.folderOfRuns(), reports);
    }

    /**
     * A hunt that is to begin.
     *
     * @param given a path, or the name of a shipped scenario
     * @param sets values of its parameters, {@code name=value}
     * @param faults on, off, or the names of some
     * @param seeds a range such as {@code 1..1000}, or one seed
     * @param strategy its name
     * @param schedules how many runs, at least 1
     * @throws Refusal with everything that is wrong
     */
    public static HuntedRuns of(
            String given,
            List<String> sets,
            List<String> faults,
            String seeds,
            String strategy,
            long schedules)
            throws Refusal {
        Captured page = new Captured(Terminal.ofProcess());
        ScenarioArgument argument =
                new ScenarioArgument(given, new ScenarioOptions(sets, "", faults));
        return of(page, argument, strategy, SeedRange.of("seeds", seeds), schedules);
    }

    /**
     * A systematic hunt that is to begin: the call at each site fails once with each of its
     * statuses.
     *
     * @param given a path, or the name of a shipped scenario
     * @param sets values of its parameters, {@code name=value}
     * @param routines those that fail, or any; empty for those of the scenario's own {@code
     *     each-site}, and any if it has none
     * @param failures how many calls of one run fail at most: 1, 2 or pairs
     * @param exclude the file of what is left alone; "" for none
     * @param seed the seed of all runs
     * @throws Refusal with everything that is wrong
     */
    public static HuntedRuns systematic(
            String given,
            List<String> sets,
            List<String> routines,
            String failures,
            String exclude,
            long seed)
            throws Refusal {
        Captured page = new Captured(Terminal.ofProcess());
        ScenarioOptions options = new ScenarioOptions(sets, "");
        Scenario scenario = new ScenarioArgument(given, options).load(page.terminal()).scenario(0);
        if (scenario.caughtBy() != null) {
            throw new Refusal(
                    scenario.name() + " is broken already (caught-by): each-site shows nothing");
        }
        boolean hasOwn = scenario.faults().isSystematic();
        List<String> wanted = routines.isEmpty() && !hasOwn ? List.of("any") : routines;
        String file = exclude.isEmpty() ? "" : page.terminal().resolve(exclude).toString();
        EachSite eachSite = new EachSite(EachSite.reach(failures), file);
        return of(
                page,
                new ScenarioArgument(given, options.failingAt(wanted)),
                eachSite.word(),
                SeedRange.only(seed),
                EachSite.MOST);
    }

    private static HuntedRuns of(
            Captured page,
            ScenarioArgument argument,
            String strategy,
            SeedRange seeds,
            long schedules)
            throws Refusal {
        HuntSetup plain =
                HuntSetup.load(
                        page.terminal(), argument, strategy, seeds, Shard.WHOLE, new Patience());
        List<Chosen> examples = plain.examples();
        String classPath =
                DriverClassPath.of(examples.getFirst().scenario(0)).words(page.terminal());
        UserClassPath classes = UserClassPath.of(classPath, page.terminal());
        HuntSetup setup =
                new HuntSetup(
                        plain.scenario(),
                        examples.stream().map(one -> one.withClasses(classPath, classes)).toList(),
                        plain.strategy(),
                        plain.seeds(),
                        plain.shard(),
                        plain.patience());
        long runs = EachSite.isMeantBy(strategy) ? schedules * examples.size() : schedules;
        return new HuntedRuns(page, setup, new HuntBudget(runs, Long.MAX_VALUE));
    }

    /** The name of the scenario. */
    public String scenario() {
        return setup.examples().getFirst().scenario(0).name();
    }

    /** The rule that catches this broken twin; null if the scenario is none. */
    public @Nullable String caughtBy() {
        return setup.examples().getFirst().scenario(0).caughtBy();
    }

    /** Tells of each driver that a machine of the runs that follow is given; null for nobody. */
    public void tellDrivers(@Nullable Consumer<Driver> listener) {
        player.tellDrivers(listener);
    }

    /**
     * Plays the hunt, and tells what it came to: one for each distinct failure, with its story as
     * {@code story.txt} has it; one for the whole hunt if there is none. Nothing if a body threw.
     */
    public List<Checked> play(Body body) throws Refusal {
        try (HuntBooks books = new HuntBooks(page.terminal(), Shard.WHOLE, budget, watch)) {
            HuntTable table = new HuntTable(setup, campaign, books.findings());
            watch.telling(() -> table.progress(watch.elapsedNs()));
            Hunter hunter = player.hunter(campaign);
            hunter.tell((schedule, attempt, result) -> after(schedule, attempt, result, body));
            books.begin();
            new HuntAlone(books, hunter, watch, null).hunt();
            if (stopped != null) {
                return List.of();
            }
            RunFolder folder = settings.newFolder(table.scenario());
            new HuntEnd(settings, setup, campaign, books, table).end(folder, player, null, watch);
            return reports.all();
        } catch (Hunter.BrokenException e) {
            if (e.getCause() instanceof ProgramException program) {
                throw program;
            }
            throw new IllegalStateException(
                    "an error in Irpflow itself, in the run of " + e.schedule(), e);
        }
    }

    // Whatever it throws: the hunt's own code is not to be ended by it.
    @SuppressWarnings("CatchingUnchecked")
    private void after(Schedule schedule, Attempt attempt, RunResult result, Body body) {
        if (stopped == null) {
            try {
                body.after(schedule.seed(), result);
            } catch (RuntimeException | Error e) {
                stopped = new Stopped(schedule, attempt.again(), e);
                watch.interrupt();
            }
        }
    }

    /** The run whose body has thrown, played again and told; null if none has. */
    public @Nullable Thrown thrown() throws Refusal {
        Stopped found = stopped;
        if (found == null) {
            return null;
        }
        watch.goOn();
        Chosen chosen = setup.examples().get(found.schedule.example());
        RunFolder folder = settings.newFolder(scenario());
        String command = "hunt " + chosen.command();
        RunFiles files = new RunFiles(folder, chosen, command, found.attempt.strategy());
        long seed = found.schedule.seed();
        Played played =
                player.on(chosen).play(seed, found.attempt, files.events(), Build.fingerprint());
        String replay =
                folder != null && folder.problem() == null
                        ? "irpflow replay " + page.terminal().shown(folder.path())
                        : "irpflow " + command + " --schedules " + (found.schedule.number() + 1);
        String story = Story.of(played.run(), replay);
        files.end(played, story, watch);
        return new Thrown(found.what, seed, story);
    }

    /** The table of the hunt, and whatever else the command line would print. */
    public String printed() {
        return page.text();
    }

    @Override
    public void close() {
        player.close();
        watch.close();
    }
}
