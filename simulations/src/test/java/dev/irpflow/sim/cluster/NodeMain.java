package dev.irpflow.sim.cluster;

import dev.irpflow.node.NodeSettings;
import java.io.PrintStream;
import java.util.List;

/** A node as a process of its own: says {@code at} and its address, then what it plays. */
final class NodeMain {
    static final String AT = "at ";
    static final String PLAYS = "plays ";

    private NodeMain() {}

    /** Arguments: the build that it pretends to be, and the node that it joins if any. */
    public static void main(String[] arguments) throws Exception {
        PrintStream out = System.out;
        NodeSettings settings = new NodeSettings("127.0.0.1", 0, List.of(), arguments[0]);
        if (arguments.length > 1) {
            settings = settings.joining(List.of(arguments[1]));
        }
        try (PlayingNode node = PlayingNode.start(settings, out::println)) {
            out.println(AT + node.address());
            node.awaitEnd();
        }
    }
}
