package dev.irpflow.node;

import com.google.protobuf.GeneratedMessage;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;

/** This process as a node of a cluster. */
public final class Node implements AutoCloseable {
    private static final String SYSTEM = "irpflow";
    private static final String BUILD_ROLE = "build-";
    private static final String TLS = "irpflow.node.tls";
    private static final long JOIN_MS = 20_000;
    private static final long LEAVE_MS = 10_000;

    private final NodeSettings settings;
    private final ActorSystem<Object> system;
    private final Peers peers;
    private final ActorRefResolver actors;
    private final RealTimeSystem realTime;
    private final String address;

    private Node(NodeSettings settings, ActorSystem<Object> system, Peers peers) {
        this.settings = settings;
        this.system = system;
        this.peers = peers;
        this.actors = ActorRefResolver.get(system);
        this.realTime = new RealTimeSystem(system);
        this.address = Peers.text(Cluster.get(system).selfMember().address());
    }

    /**
     * Starts the node: it begins a cluster, or joins one.
     *
     * @param mail takes what comes from others
     * @throws NodeException if the port is taken, or nobody answers where it should join
     */
    public static Node start(NodeSettings given, Mail mail) throws NodeException {
        Config base = configuration();
        List<String> join = new ArrayList<>();
        for (String node : given.join()) {
            String address = NodeSettings.address(node);
            Greeting.send(address, base.getBoolean(TLS));
            join.add(address);
        }
        NodeSettings settings = given.joining(join);
        Peers peers = new Peers();
        ActorSystem<Object> system;
        try {
            system =
                    ActorSystem.create(NodeActor.of(mail, peers), SYSTEM, configOf(settings, base));
        } catch (RuntimeException e) {
            throw new NodeException(
                    "%s:%d cannot be listened on: %s. Choose another --host or --port"
                            .formatted(settings.host(), settings.port(), reason(e)),
                    e);
        }
        if (settings.join().isEmpty()) {
            Cluster cluster = Cluster.get(system);
            cluster.manager().tell(Join.create(cluster.selfMember().address()));
        }
        return new Node(settings, system, peers);
    }

    /** Where others find it, {@code host:port}. */
    public String address() {
        return address;
    }

    /** What the stage of this process needs. */
    public RealTimeSystem realTime() {
        return realTime;
    }

    /**
     * Waits until this node and another one know each other.
     *
     * @throws NodeException if it does not come, or is of another build
     */
    public void meet(String node) throws NodeException {
        Greeting.send(node, system.settings().config().getBoolean(TLS));
        if (!peers.await(node, JOIN_MS)) {
            throw new NodeException(
                    ("%s answers, but is no node of this cluster after %d s. Start it with"
                                    + " `irpflow node --join %s`")
                            .formatted(
                                    node,
                                    TimeUnit.MILLISECONDS.toSeconds(JOIN_MS),
                                    settings.join().isEmpty() ? address : settings.join().get(0)));
        }
        for (Member member : Cluster.get(system).state().getMembers()) {
            if (Peers.text(member.address()).equals(node)
                    && !member.getRoles().contains(BUILD_ROLE + settings.build())) {
                throw new NodeException(
                        "%s runs another build (%s) than this process (%s): use the same one"
                                .formatted(node, buildOf(member), settings.build()));
            }
        }
    }

    /** A number for a run that no other run of this cluster has. */
    public long newRun() {
        return System.nanoTime() * 31 + address.hashCode();
    }

    /** Sends a control message; lost if the node is. */
    public void send(String node, Letter letter) {
        tell(node, letter);
    }

    /** Sends a frame or a part of a trace; lost if the node is. */
    public void send(String node, GeneratedMessage message) {
        tell(node, message);
    }

    /** Waits until the node has stopped, for whatever reason. */
    public void awaitEnd() {
        try {
            system.getWhenTerminated().toCompletableFuture().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Leaves the cluster and stops. */
    @Override
    public void close() {
        system.terminate();
        try {
            system.getWhenTerminated().toCompletableFuture().get(LEAVE_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // It goes without a farewell then; the others notice.
            system.log().debug("the cluster was not left in time", e);
        }
    }

    private void tell(String node, Object message) {
        ActorRef<Object> peer = peers.find(node);
        if (peer == null) {
            // Of two that find each other, one is the first to; the other one answers it.
            peer = actors.resolveActorRef("pekko://" + SYSTEM + "@" + node + "/user");
        }
        peer.tell(message);
    }

    // The user's own file (-Dconfig.file) before ours.
    private static Config configuration() {
        return ConfigFactory.load(
                ConfigFactory.defaultApplication()
                        .withFallback(ConfigFactory.parseResourcesAnySyntax("irpflow-node")));
    }

    private static Config configOf(NodeSettings settings, Config base) {
        Map<String, Object> own = new LinkedHashMap<>();
        own.put("pekko.remote.artery.canonical.hostname", settings.host());
        own.put("pekko.remote.artery.canonical.port", settings.port());
        if (base.getBoolean(TLS)) {
            own.put("pekko.remote.artery.transport", "tls-tcp");
        }
        own.put("pekko.cluster.roles", List.of("irpflow", BUILD_ROLE + settings.build()));
        List<String> seeds = new ArrayList<>();
        for (String node : settings.join()) {
            seeds.add("pekko://" + SYSTEM + "@" + node);
        }
        own.put("pekko.cluster.seed-nodes", seeds);
        return ConfigFactory.parseMap(own).withFallback(base);
    }

    private static String reason(Throwable error) {
        Throwable innermost = error;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        return String.valueOf(innermost.getMessage());
    }

    private static String buildOf(Member member) {
        for (String role : member.getRoles()) {
            if (role.startsWith(BUILD_ROLE)) {
                return role.substring(BUILD_ROLE.length());
            }
        }
        return "unknown";
    }
}
