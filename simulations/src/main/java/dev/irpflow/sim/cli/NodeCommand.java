package dev.irpflow.sim.cli;

import dev.irpflow.sim.report.Refusal;

import picocli.CommandLine.Command;

import java.util.concurrent.Callable;

/** {@code node}: starts a node of the cluster stage. */
@Command(name = "node", description = "Starts a node of the cluster stage.")
final class NodeCommand implements Callable<Integer> {
    @Override
    public Integer call() throws Refusal {
        throw new Refusal("node: not yet in this version");
    }
}
