package dev.irpflow.sim.cli;

import dev.irpflow.sim.report.FinishedRun.TraceHash;
import dev.irpflow.sim.report.Refusal;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints a line with seed, hash and length of the trace of each run: one process of two. */
@Command(name = "hashes", hidden = true, description = "Prints the hash of each run's trace.")
final class HashesCommand implements Callable<Integer> {
    /** What follows the name of the events' file in that of the lines'. */
    static final String LINES = ".lines";

    private final Terminal terminal;

    @Mixin private final ScenarioArgument scenario = new ScenarioArgument();

    @Option(names = "--seeds", required = true)
    private String seeds = "";

    @Option(names = "--descending")
    private boolean descending;

    @Option(names = "--keep")
    private @Nullable String keep;

    @Option(names = "--into")
    private @Nullable String into;

    HashesCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Refusal {
        SeedRange range = SeedRange.of("--seeds", seeds);
        Chosen chosen = scenario.load(terminal);
        long kept = keep == null ? -1 : SeedRange.one("--keep", keep);
        try (Watch watch = new Watch(terminal);
                SimulationPlayer player = new SimulationPlayer(chosen, watch)) {
            for (int i = 0; i < range.count(); i++) {
                long seed = descending ? range.last() - i : range.first() + i;
                TraceHash hash = seed == kept ? keep(player, seed) : player.hash(seed);
                terminal.out()
                        .printf(Locale.ROOT, "%d %s %d%n", seed, hash.sha256(), hash.events());
            }
        }
        return Exit.HELD;
    }

    // The events, and beside them the lines at which drivers have called.
    private TraceHash keep(SimulationPlayer player, long seed) {
        if (into == null) {
            return player.hash(seed);
        }
        try (PrintStream lines =
                new PrintStream(
                        Files.newOutputStream(terminal.resolve(into + LINES)),
                        false,
                        StandardCharsets.UTF_8)) {
            return player.hash(seed, Files.newOutputStream(terminal.resolve(into)), lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
