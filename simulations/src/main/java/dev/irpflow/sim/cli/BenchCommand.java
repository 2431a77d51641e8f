package dev.irpflow.sim.cli;

import dev.irpflow.sim.report.Refusal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code bench}: measures how fast this machine runs. */
@Command(name = "bench", description = "Measures how fast Irpflow runs here.")
final class BenchCommand implements Callable<Integer> {
    @Override
    public Integer call() throws Refusal {
        throw new Refusal("bench: not yet in this version");
    }
}
