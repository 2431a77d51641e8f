package dev.irpflow.sim.cluster;

import dev.irpflow.node.NodeSettings;
import dev.irpflow.sim.run.RunResult;
import dev.irpflow.sim.trace.Recording;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** A run on a cluster as a process of its own: says its verdict, and whose events it has. */
final class LeaderMain {
    static final String VERDICT = "verdict ";
    static final String MACHINES = "machines ";

    private LeaderMain() {}

    /** Arguments: the build, a node, the folder and the name of the scenario's file. */
    public static void main(String[] arguments) throws Exception {
        PrintStream out = System.out;
        Path folder = Path.of(arguments[2]);
        Path file = folder.resolve(arguments[3]);
        NodeSettings settings = new NodeSettings("127.0.0.1", 0, List.of(), arguments[0]);
        try (ClusterRun cluster = ClusterRun.join(settings, List.of(arguments[1]), folder)) {
            Recording trace = new Recording(100_000);
            RunResult result = cluster.run(Scenarios.load(file), Map.of(), 1, trace, () -> false);
            out.println(VERDICT + result.verdict() + " " + result.reason());
            TreeSet<String> machines = new TreeSet<>();
            trace.events().forEach(event -> machines.add(String.valueOf(event.machine())));
            out.println(MACHINES + machines);
        }
    }
}
