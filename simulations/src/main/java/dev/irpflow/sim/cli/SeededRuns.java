package dev.irpflow.sim.cli;

import dev.irpflow.driver.Driver;
import dev.irpflow.driver.JdkHooks;
import dev.irpflow.sim.report.Refusal;
import dev.irpflow.sim.run.RunResult;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The runs of one scenario for a caller that is no command line: a test of the user's. What {@code
 * irpflow run} would print, it gets as text; drivers are found where its own classes are.
 */
public final class SeededRuns implements AutoCloseable {
    private static final String RUNS = "irpflow-runs";

    private final Terminal terminal;
    private final List<Chosen> examples;
    private final SeedRange range;
    private final Watch watch;
    private final SimulationPlayer player;
    private final Tally tally;

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
     * @param seeds a range such as {@code 1..1000}, or one seed
     * @throws Refusal with everything that is wrong
     */
    public static SeededRuns of(String given, List<String> sets, String seeds) throws Refusal {
        Terminal terminal = Terminal.ofProcess();
        SeedRange range = SeedRange.of("seeds", seeds);
        ScenarioArgument argument = new ScenarioArgument(given, new ScenarioOptions(sets, ""));
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
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        RunSettings settings = new RunSettings(page(text), new OutputFormat(), folderOfRuns());
        new SingleRun(settings, told, player.of(turn.chosen()), watch).run(turn.seed());
        return text.toString(StandardCharsets.UTF_8);
    }

    private Turn turn(int run) {
        return new Turn(examples.get(run / range.count()), range.first() + run % range.count());
    }

    private Terminal page(ByteArrayOutputStream text) {
        PrintStream stream = new PrintStream(text, true, StandardCharsets.UTF_8);
        return new Terminal(
                stream,
                stream,
                terminal.workingDirectory(),
                terminal.home(),
                Terminal.Manner.PLAIN);
    }

    // Where the build puts what it makes, if there is such a folder.
    private String folderOfRuns() {
        for (String folder : List.of("target", "build")) {
            if (Files.isDirectory(terminal.resolve(folder))) {
                return folder + "/" + RUNS;
            }
        }
        return RUNS;
    }

    @Override
    public void close() {
        player.close();
        watch.close();
    }
}
