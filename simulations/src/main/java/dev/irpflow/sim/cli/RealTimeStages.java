package dev.irpflow.sim.cli;

import dev.irpflow.node.NodeSettings;
import dev.irpflow.sim.cluster.ClusterRun;
import dev.irpflow.sim.cluster.RealTime;
import dev.irpflow.sim.report.Build;
import dev.irpflow.sim.report.Refusal;
import dev.irpflow.sim.run.RunObserver;
import dev.irpflow.sim.run.RunResult;
import dev.irpflow.sim.scenario.Scenario;
import dev.irpflow.stage.Trace;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** The stages on which runs take real time. */
final class RealTimeStages {
    private RealTimeStages() {}

    /** All machines in this process. */
    static RealTimePlayer.Stage alone(Path data) {
        RealTime realTime = new RealTime(data);
        return new RealTimePlayer.Stage() {
            @Override
            public RunResult run(
                    Scenario scenario,
                    long seed,
                    Trace trace,
                    RunObserver observer,
                    BooleanSupplier interrupted) {
                realTime.tellRuns(observer);
                return realTime.run(scenario, seed, trace, interrupted);
            }

            @Override
            public void close() {
                realTime.close();
            }
        };
    }

    /**
     * Machines on the nodes of a cluster too.
     *
     * @param host where this process listens, and where the nodes find it; "" for the configured
     *     one
     * @param nodes each {@code host:port}
     * @param places nodes by machine
     * @throws Refusal if a node does not answer or is of another build
     */
    static RealTimePlayer.Stage cluster(
            Path data, String host, List<String> nodes, Map<String, String> places) throws Refusal {
        NodeSettings configured = NodeSettings.configured(Build.fingerprint());
        NodeSettings settings = configured.at(host.isEmpty() ? configured.host() : host, 0);
        ClusterRun cluster = ClusterRun.join(settings, nodes, data);
        return new RealTimePlayer.Stage() {
            @Override
            public RunResult run(
                    Scenario scenario,
                    long seed,
                    Trace trace,
                    RunObserver observer,
                    BooleanSupplier interrupted)
                    throws Refusal {
                cluster.tellRuns(observer);
                return cluster.run(scenario, places, seed, trace, interrupted);
            }

            @Override
            public void close() {
                cluster.close();
            }
        };
    }

    /**
     * Where machines are to be played, as the command line says it.
     *
     * @param given each {@code MACHINE=HOST:PORT}, or {@code MACHINE=here}
     */
    static Map<String, String> places(List<String> given) throws Refusal {
        Map<String, String> places = new LinkedHashMap<>();
        for (String place : given) {
            int equals = place.indexOf('=');
            if (equals <= 0 || equals == place.length() - 1) {
                throw new Refusal(
                        "--place: found \"%s\"; write MACHINE=HOST:PORT or MACHINE=here"
                                .formatted(place));
            }
            places.put(place.substring(0, equals), place.substring(equals + 1));
        }
        return places;
    }
}
