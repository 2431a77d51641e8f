package dev.irpflow.sim.cli;

import dev.irpflow.sim.report.Refusal;
import dev.irpflow.sim.scenario.DriverSpec;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code run}: one seed with its story, or many with a table. */
@Command(
        name = "run",
        description = "Runs a scenario: one seed with its story, or many with a table.",
        sortOptions = false)
final class RunCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin private final ScenarioArgument scenario = new ScenarioArgument();

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "The seed of the run; without it one is drawn and printed.")
    private @Nullable String seed;

    @Option(
            names = "--seeds",
            paramLabel = "A..B",
            description = "Runs every seed of the range, both ends included.")
    private @Nullable String seeds;

    @Mixin private final Patience patience = new Patience();

    @Mixin private final RunOutput output = new RunOutput();

    @Option(
            names = "--real-time",
            description = "Runs on the cluster stage of this process, in real time.")
    private boolean realTime;

    @Option(
            names = "--cluster",
            paramLabel = "HOST:PORT",
            arity = "1..*",
            description = "Runs on the nodes of a cluster, in real time; may be given again.")
    private List<String> cluster = new ArrayList<>();

    @Option(
            names = "--place",
            paramLabel = "MACHINE=HOST:PORT",
            description = "Which node plays a machine, or here; may be given again.")
    private List<String> places = new ArrayList<>();

    @Option(
            names = "--host",
            paramLabel = "HOST",
            description = "With --cluster: where this process listens, and the nodes find it.")
    private String host = "";

    RunCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Refusal {
        SeedRange range = range();
        Chosen chosen = scenario.load(terminal).withOptions(stageOptions());
        RunSettings settings = output.settings(terminal);
        try (Watch watch = Watch.untilInterrupted(terminal);
                Player player = player(chosen, watch)) {
            List<Chosen> examples = scenario.isOneExample() ? List.of(chosen) : chosen.examples();
            int code =
                    seeds == null && examples.size() == 1
                            ? new SingleRun(settings, chosen, player, watch).run(range.first())
                            : new ManyRuns(settings, examples, player, watch).run(range);
            return settings.reports().end(code);
        }
    }

    private Player player(Chosen chosen, Watch watch) throws Refusal {
        Path data = chosen.file().project();
        boolean inRealTime = realTime || !cluster.isEmpty();
        if (inRealTime && chosen.scenario(0).order() != null) {
            throw new Refusal("`order` is for runs on the simulation stage, not for real time");
        }
        DriverSpec program = inRealTime ? chosen.program() : null;
        if (program != null) {
            throw new Refusal(
                    "%s  driver %s is a program: it is spoken to in lockstep, while virtual time"
                                    .formatted(program.where(), program.name())
                            + " stands still, and not in real time");
        }
        if (!cluster.isEmpty()) {
            return new RealTimePlayer(
                    chosen,
                    watch,
                    RealTimeStages.cluster(data, host, cluster, RealTimeStages.places(places)));
        }
        if (!host.isEmpty()) {
            throw new Refusal("--host says where the nodes of --cluster find it; there are none");
        }
        if (!places.isEmpty()) {
            throw new Refusal(
                    "--place says which node of --cluster plays a machine; there is none");
        }
        return realTime
                ? new RealTimePlayer(chosen, watch, RealTimeStages.alone(data))
                : new SimulationPlayer(chosen, watch, patience.length());
    }

    /** The options that say where it runs, for the command that repeats it. */
    private String stageOptions() {
        StringBuilder options = new StringBuilder(realTime ? " --real-time" : "");
        cluster.forEach(node -> options.append(" --cluster ").append(node));
        options.append(host.isEmpty() ? "" : " --host " + host);
        places.forEach(place -> options.append(" --place ").append(place));
        return options.toString();
    }

    private SeedRange range() throws Refusal {
        SeedRange given = SeedRange.chosen(seed, seeds);
        // A short number is easier to say, and two people still draw different ones.
        return given == null
                ? SeedRange.only(new SecureRandom().nextInt(Integer.MAX_VALUE))
                : given;
    }
}
