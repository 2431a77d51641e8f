package dev.irpflow.node;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.List;

/**
 * Where a node listens, and whom it joins; the block {@code irpflow.node} of the configuration.
 *
 * @param host the address that it binds, and at which others find it
 * @param port 0 for any that is free
 * @param join nodes of the cluster that it joins, each {@code host:port}; empty to begin one
 * @param build the fingerprint of the build: only equal ones play together
 */
public record NodeSettings(String host, int port, List<String> join, String build) {
    /** The port of a node that is not told another. */
    public static final int USUAL_PORT = 7355;

    private static final int LARGEST_PORT = 65_535;

    public NodeSettings {
        join = List.copyOf(join);
    }

    /** What the configuration says, for this build. */
    public static NodeSettings configured(String build) {
        Config node = ConfigFactory.load().getConfig("irpflow.node");
        return new NodeSettings(node.getString("host"), node.getInt("port"), List.of(), build);
    }

    /** The same at another host and port. */
    public NodeSettings at(String newHost, int newPort) {
        return new NodeSettings(newHost, newPort, join, build);
    }

    /** The same in the cluster of these nodes, each {@code host:port}. */
    public NodeSettings joining(List<String> nodes) {
        return new NodeSettings(host, port, nodes, build);
    }

    /**
     * An address as it is written everywhere: {@code host:port}.
     *
     * @throws NodeException if it is something else
     */
    public static String address(String text) throws NodeException {
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? text : text.substring(0, colon);
        String port = colon < 0 ? Integer.toString(USUAL_PORT) : text.substring(colon + 1);
        if (host.isBlank() || host.contains("/") || host.contains(" ") || host.contains(",")) {
            throw new NodeException(text + " is no node; write host:port, like 127.0.0.1:7355");
        }
        try {
            int number = Integer.parseInt(port);
            if (number < 1 || number > LARGEST_PORT) {
                throw new NodeException(text + ": a port is a number from 1 to " + LARGEST_PORT);
            }
            return host + ":" + number;
        } catch (NumberFormatException e) {
            throw new NodeException(text + ": a port is a number from 1 to " + LARGEST_PORT, e);
        }
    }
}
