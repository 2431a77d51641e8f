package dev.irpflow.sim.cluster;

import dev.irpflow.node.Letter;
import dev.irpflow.node.Mail;
import dev.irpflow.node.Node;
import dev.irpflow.node.NodeException;
import dev.irpflow.node.NodeSettings;
import dev.irpflow.protocol.node.FrameUnderWay;
import dev.irpflow.protocol.node.TraceBatch;
import dev.irpflow.sim.report.Refusal;
import dev.irpflow.sim.run.RunObserver;
import dev.irpflow.sim.run.RunResult;
import dev.irpflow.sim.scenario.Scenario;
import dev.irpflow.stage.Trace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs scenarios on a cluster. This process is a node of it too: it leads the runs and plays the
 * machines whose steps they are; the nodes that were started before play the others.
 */
public final class ClusterRun implements AutoCloseable {
    private final Node node;
    private final List<String> nodes;
    private final Path base;
    private final Leader leader;
    private @Nullable RunObserver observer;

    private ClusterRun(Node node, List<String> nodes, Path base, Leader leader) {
        this.node = node;
        this.nodes = nodes;
        this.base = base;
        this.leader = leader;
    }

    /**
     * Joins the cluster of these nodes.
     *
     * @param settings where this process listens
     * @param nodes each {@code host:port}, as the node itself names it; at least one
     * @param base where relative paths of the user's files start
     * @throws Refusal if one does not answer, belongs to another cluster or is of another build
     */
    public static ClusterRun join(NodeSettings settings, List<String> nodes, Path base)
            throws Refusal {
        try {
            List<String> addresses = new ArrayList<>();
            for (String each : nodes) {
                addresses.add(NodeSettings.address(each));
            }
            Leader leader = new Leader();
            Node node = Node.start(settings.joining(addresses.subList(0, 1)), leader);
            try {
                for (String each : addresses) {
                    node.meet(each);
                }
            } catch (NodeException e) {
                node.close();
                throw e;
            }
            return new ClusterRun(node, addresses, base, leader);
        } catch (NodeException e) {
            throw new Refusal(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Tells of the runs that follow, on one thread at a time: of the machines that are played here.
     */
    public void tellRuns(@Nullable RunObserver listener) {
        this.observer = listener;
    }

    /**
     * Runs a scenario once; the calling thread waits.
     *
     * @param places nodes by machine, {@code here} for this process; machines that are not named
     *     are placed by themselves
     * @param seed draws what is no decision; all decisions are the boring ones
     * @param trace takes the events of all machines by time, on one thread at a time
     * @param interrupted asked several times a second on the calling thread
     * @throws Refusal if a machine or node is unknown, a step is on a machine of another node, or a
     *     node cannot play its part
     */
    public RunResult run(
            Scenario scenario,
            Map<String, String> places,
            long seed,
            Trace trace,
            BooleanSupplier interrupted)
            throws Refusal {
        Placement placement = Placement.of(scenario, node.address(), nodes, normal(places));
        var letters = new Correspondence(node, node.newRun(), placement);
        LedRun run = new LedRun(node.realTime(), letters, scenario, seed, trace, observer);
        leader.present = run;
        try {
            return run.play(seed, base, interrupted);
        } finally {
            leader.present = null;
        }
    }

    /** Leaves the cluster; the other nodes stay. */
    @Override
    public void close() {
        node.close();
    }

    private static Map<String, String> normal(Map<String, String> places) throws Refusal {
        Map<String, String> normal = new LinkedHashMap<>();
        for (Map.Entry<String, String> place : places.entrySet()) {
            String to = place.getValue();
            try {
                normal.put(
                        place.getKey(), to.equals(Placement.HERE) ? to : NodeSettings.address(to));
            } catch (NodeException e) {
                throw new Refusal("--place " + place.getKey() + "=" + to + ": " + e.getMessage());
            }
        }
        return normal;
    }

    /** Hands what comes to the present run. */
    private static final class Leader implements Mail {
        private volatile @Nullable LedRun present;

        @Override
        public void letter(Letter letter) {
            LedRun run = present;
            if (run != null && run.run() == letter.run()) {
                run.letter(letter.from(), letter.content());
            }
        }

        @Override
        public void frame(FrameUnderWay frame) {
            LedRun run = present;
            if (run != null && run.run() == frame.getRun()) {
                run.frame(frame);
            }
        }

        @Override
        public void trace(TraceBatch batch) {
            LedRun run = present;
            if (run != null && run.run() == batch.getRun()) {
                run.trace(batch);
            }
        }

        @Override
        public void lost(String node) {
            LedRun run = present;
            if (run != null) {
                run.lost(node);
            }
        }
    }
}
