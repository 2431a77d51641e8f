package dev.irpflow.sim.cli;

import dev.irpflow.node.NodeSettings;
import dev.irpflow.sim.cluster.PlayingNode;
import dev.irpflow.sim.report.Build;
import dev.irpflow.sim.report.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code node}: a process that plays machines for those that run scenarios on a cluster. */
@Command(
        name = "node",
        description = "Starts a node of the cluster stage: it plays machines for `run --cluster`.",
        sortOptions = false)
final class NodeCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Option(
            names = "--host",
            paramLabel = "HOST",
            description = "The address that it binds, and at which others find it.")
    private @Nullable String host;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Its port; 0 for any that is free.")
    private @Nullable String port;

    @Option(
            names = "--join",
            paramLabel = "HOST:PORT",
            description = "A node of the cluster that it joins; may be given again.")
    private List<String> join = new ArrayList<>();

    @Option(
            names = "--classpath",
            paramLabel = "PATH",
            description = "Where the classes of your own drivers are: jars and folders.")
    private String classPath = "";

    NodeCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Refusal {
        UserClassPath.of(classPath, terminal).install(); // the threads of the node inherit it
        NodeSettings configured = NodeSettings.configured(Build.fingerprint());
        NodeSettings settings =
                configured
                        .at(host == null ? configured.host() : host, port(configured.port()))
                        .joining(join);
        try (PlayingNode node = PlayingNode.start(settings, terminal.out()::println)) {
            terminal.out().println("listens at " + node.address());
            node.awaitEnd();
        }
        return Exit.HELD;
    }

    private int port(int usual) throws Refusal {
        if (port == null) {
            return usual;
        }
        if (!port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 65_535) {
            throw new Refusal(
                    "--port: found \"%s\"; a port is a number from 0 to 65535".formatted(port));
        }
        return Integer.parseInt(port);
    }
}
