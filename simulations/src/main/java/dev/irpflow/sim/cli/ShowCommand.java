package dev.irpflow.sim.cli;

import dev.irpflow.sim.report.Refusal;
import dev.irpflow.sim.scenario.write.ScenarioWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code show}: a scenario as it is written, or as it is run. */
@Command(
        name = "show",
        description = "Shows a scenario as it is written, or with --resolved as it is run.",
        sortOptions = false)
final class ShowCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin private final ScenarioArgument scenario = new ScenarioArgument();

    @Option(
            names = "--resolved",
            description = "In one file: includes merged, parameters with the values of a seed.")
    private boolean resolved;

    @Option(names = "--seed", paramLabel = "N", description = "Draws the parameters; 0.")
    private @Nullable String seed;

    ShowCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Refusal {
        long number = seed == null ? 0 : SeedRange.one("--seed", seed);
        Chosen chosen = scenario.load(terminal);
        if (resolved) {
            terminal.out().print(ScenarioWriter.write(chosen.scenario(number)));
            return Exit.HELD;
        }
        try {
            terminal.out().print(Files.readString(chosen.origin().file()));
            return Exit.HELD;
        } catch (IOException e) {
            throw new Refusal(chosen.origin().shown() + "  cannot be read: " + e.getMessage());
        }
    }
}
