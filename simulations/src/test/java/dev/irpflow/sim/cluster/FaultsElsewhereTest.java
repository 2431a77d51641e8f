package dev.irpflow.sim.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.node.NodeSettings;
import dev.irpflow.sim.run.RunResult;
import dev.irpflow.sim.run.Verdict;
import dev.irpflow.sim.scenario.Scenario;
import dev.irpflow.stage.Trace;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What faults do to machines that another node plays; both nodes live in this process. */
final class FaultsElsewhereTest {
    private static final String BUILD = "a-build";

    @TempDir private Path folder;

    @Test
    void faultsOfMachinesAndLinksStrikeOnAnotherNode() throws Exception {
        Scenario scenario = Scenarios.load(Scenarios.driveWithMachineFaults(folder));
        NodeSettings settings = new NodeSettings("127.0.0.1", 0, List.of(), BUILD);

        try (PlayingNode node = PlayingNode.start(settings, line -> {});
                ClusterRun cluster = ClusterRun.join(settings, List.of(node.address()), folder)) {
            RunResult result = cluster.run(scenario, Map.of(), 1, Trace.NONE, () -> false);

            assertThat(result.reason()).isEmpty();
            assertThat(result.verdict()).isEqualTo(Verdict.HELD);
            assertThat(result.faults())
                    .containsOnlyKeys(
                            "later",
                            "stun",
                            "busy",
                            "jam",
                            "thrown-out",
                            "net-stop",
                            "blue-screen");
            assertThat(result.faults().values()).containsOnly(1L);
        }
    }
}
