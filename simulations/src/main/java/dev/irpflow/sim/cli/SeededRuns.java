package dev.irpflow.sim.cli;

import dev.irpflow.driver.Driver;
import dev.irpflow.driver.JdkHooks;
import dev.irpflow.sim.ci.Checked;
import dev.irpflow.sim.report.Refusal;
import dev.irpflow.sim.run.RunResult;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The runs of one scenario for a caller that is no command line: a test of the user's. What {@code
 * irpflow run} would print, it gets as text; drivers are found where its own classes are.
 */
public final class SeededRuns implements AutoCloseable {
    private final Terminal terminal;
    private final List<Chosen> examples;
    private final SeedRange range;
    private final Watch watch;
    private final SimulationPlayer player;
    private final Tally tally;
    private @Nullable Reports reports; // of the run that was told of last

    private SeededRuns(Terminal terminal, Chosen chosen, SeedRange range) {
        this.terminal = terminal;
        this.examples = chosen.examples();
        this.range = range;
        this.watch = new Watch(terminal);
        this.player = new SimulationPlayer(chosen, watch);
        this.tally = new Tally(examples, range);
        watch.doing(tally::progress);
    }

    /**
     * Loads a scenario.
     *
     * @param given a path, or the name of a shipped scenario
     * @param sets values of its parameters, {@code name=value}
     * @param faults on, off, or the names of some
     * @param seeds a range such as {@code 1..1000}, or one seed
     * @throws Refusal with everything that is wrong
     */
    public static SeededRuns of(String given, List<String> sets, List<String> faults, String seeds)
            throws Refusal {
        Terminal terminal = Terminal.ofProcess();
        SeedRange range = SeedRange.of("seeds", seeds);
        ScenarioArgument argument =
                new ScenarioArgument(given, new ScenarioOptions(sets, "", faults));
        return new SeededRuns(terminal, argument.load(terminal), range);
    }

    /**
     * What to tell a user in whose JVM drivers run slower than they could; "" if they do not. The
     * runs are the same.
     */
    public static String missingFlags() {
        return JdkHooks.canScheduleVirtualThreads()
                ? ""
                : "irpflow: drivers run on threads that hand over to each other: the same runs, more"
                        + " slowly. For full speed give the JVM of the tests the flags"
                        + " %s -Djdk.trackAllThreads=false (Surefire: <argLine>)."
                                .formatted(JdkHooks.FLAG);
    }

    /** Says something to the user that is no matter of one test. */
    public static void say(String words) {
        Terminal.ofProcess().err().println(words);
    }

    /**
     * Tells of what did not hold, where the report of a test keeps it: its facts on standard
     * output, and in a job on GitHub the line that points at the source.
     */
    public static void report(List<Checked> failed) {
        Terminal here = Terminal.ofProcess();
        Reports reports = new Reports(here.out(), here, null, null, GithubJob.of(System::getenv));
        for (Checked one : failed) {
            one.facts()
                    .forEach((fact, value) ->
                            here.out()
                                    .println(
                                            "irpflow: "
                                                    + one.suite()
                                                    + ": "
                                                    + fact
                                                    + "  "
                                                    + value));
            reports.add(one);
        }
        reports.end(Exit.HELD);
    }

    /** The name of the scenario. */
    public String scenario() {
        return tally.scenario().name();
    }

    /** The rule that catches this broken twin; null if the scenario is none. */
    public @Nullable String caughtBy() {
        return tally.scenario().caughtBy();
    }

    /** How many runs there are: each seed for each example of the scenario. */
    public int count() {
        return examples.size() * range.count();
    }

    /** The seed of a run. */
    public long seed(int run) {
        return turn(run).seed();
    }

    /** What tells a run from the others: its seed, and its example if there are several. */
    public String name(int run) {
        Turn turn = turn(run);
        String seed = "seed " + turn.seed();
        return examples.size() == 1
                ? seed
                : "example %d, %s".formatted(turn.chosen().example().number(), seed);
    }

    /** Tells of each driver that a machine of the runs that follow is given; null for nobody. */
    public void tellDrivers(@Nullable Consumer<Driver> listener) {
        player.tellDrivers(listener);
    }

    /** Plays a run for its verdict. */
    public RunResult play(int run) throws Refusal {
        Turn turn = turn(run);
        RunResult result = player.of(turn.chosen()).glance(turn.seed());
        tally.add(turn, result);
        watch.look();
        return result;
    }

    /**
     * What is missing in all runs together although each of them held, such as a {@code sometimes}
     * that was never reached; "" for nothing.
     */
    public String missing() {
        return tally.exitCode() == Exit.HELD ? "" : tally.table(false);
    }

    /**
     * Plays a run again and tells of it: the story, the commands that repeat it, and whether it was
     * another run this time. Leaves a run folder.
     */
    public String tell(int run) throws Refusal {
        Turn turn = turn(run);
        String classPath = DriverClassPath.of(tally.scenario()).words(terminal);
        Chosen told = turn.chosen().withClasses(classPath, UserClassPath.of(classPath, terminal));
        Captured page = new Captured(terminal);
        reports = Reports.none(page.terminal());
        RunSettings settings =
                new RunSettings(page.terminal(), new OutputFormat(), page.folderOfRuns(), reports);
        new SingleRun(settings, told, player.of(turn.chosen()), watch).run(turn.seed());
        return page.text();
    }

    /** The run that was told of last, for a CI system; empty before. */
    public List<Checked> told() {
        Reports last = reports;
        return last == null ? List.of() : last.all();
    }

    private Turn turn(int run) {
        return new Turn(examples.get(run / range.count()), range.first() + run % range.count());
    }

    @Override
    public void close() {
        player.close();
        watch.close();
    }
}
