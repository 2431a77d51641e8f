package dev.irpflow.sim.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.irpflow.node.NodeSettings;
import dev.irpflow.sim.cli.Main;
import dev.irpflow.sim.report.Build;
import dev.irpflow.sim.report.Refusal;
import dev.irpflow.sim.run.RunResult;
import dev.irpflow.sim.run.Verdict;
import dev.irpflow.sim.scenario.Scenario;
import dev.irpflow.sim.trace.Recorded;
import dev.irpflow.sim.trace.Recording;
import dev.irpflow.stage.Trace;
import dev.irpflow.stage.TraceEvent;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two JVMs and real sockets. One node plays for most of the tests, for one leader after another.
 */
@Timeout(240)
final class ClusterTest {
    private static final String BUILD = "a-build";

    private static OtherJvm player;
    private static String playersAddress;

    @TempDir private Path folder;

    @BeforeAll
    static void startANode() throws IOException {
        player = OtherJvm.start(NodeMain.class, BUILD);
        playersAddress = player.await(NodeMain.AT);
    }

    @AfterAll
    static void stopIt() {
        player.close();
    }

    @Test
    void twoJvmsPlayTheNetworkDriveTogether() throws IOException {
        Scenarios.shipped(folder, "network-drive");

        try (OtherJvm leader =
                OtherJvm.start(
                        LeaderMain.class,
                        BUILD,
                        playersAddress,
                        folder.toString(),
                        "network-drive.yaml")) {
            // A leader that comes to nothing ends; the player would never say anything more.
            assertThat(leader.await(LeaderMain.VERDICT)).startsWith("HELD");
            assertThat(player.await("plays files of network-drive")).isNotEmpty();
            assertThat(leader.await(LeaderMain.MACHINES)).contains("client").contains("files");
        }
    }

    @Test
    void runIsViolatedAsSoonAsNothingIsUnderWayBetweenTheNodes() throws Exception {
        Scenario scenario = Scenarios.load(Scenarios.stuckDrive(folder));

        try (ClusterRun cluster = join(playersAddress)) {
            RunResult result = cluster.run(scenario, Map.of(), 1, Trace.NONE, () -> false);

            assertThat(result.verdict()).isEqualTo(Verdict.VIOLATED);
            assertThat(result.reason()).contains("nothing is under way that could");
        }
    }

    @Test
    void faultsStrikeAndMomentsCountOnAnotherNode() throws Exception {
        Scenario scenario = Scenarios.load(Scenarios.driveWithServerFault(folder));

        try (ClusterRun cluster = join(playersAddress)) {
            for (int run = 0; run < 2; run++) { // a node plays one run after the other
                RunResult result = cluster.run(scenario, Map.of(), run, Trace.NONE, () -> false);

                assertThat(result.reason()).isEmpty();
                assertThat(result.verdict()).isEqualTo(Verdict.HELD);
                assertThat(result.faults()).containsEntry("slow-answer", 1L);
            }
        }
    }

    @Test
    void faultsThatBeginLaterStrikeOnAnotherNodeToo() throws Exception {
        Scenario scenario = Scenarios.load(Scenarios.driveWithLaterFaults(folder));

        try (ClusterRun cluster = join(playersAddress)) {
            RunResult result = cluster.run(scenario, Map.of(), 1, Trace.NONE, () -> false);

            assertThat(result.reason()).isEmpty();
            assertThat(result.faults()).containsEntry("injected", 1L);
            assertThat(result.sometimes()).containsExactly(true);
        }
    }

    @Test
    void faultsOfMachinesAndLinksStrikeOnAnotherNode() throws Exception {
        Scenario scenario = Scenarios.load(Scenarios.driveWithMachineFaults(folder));

        try (ClusterRun cluster = join(playersAddress)) {
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

    @Test
    void messagesOfAllNodesAreCounted() throws Exception {
        Scenario scenario = Scenarios.load(Scenarios.drive(folder));

        try (ClusterRun cluster = join(playersAddress)) {
            Recording trace = new Recording(1_000_000);
            RunResult result = cluster.run(scenario, Map.of(), 1, trace, () -> false);

            long told =
                    trace.events().stream()
                            .filter(event -> event.kind().compareTo(TraceEvent.Kind.FRAME) <= 0)
                            .count();
            assertThat(result.verdict()).isEqualTo(Verdict.HELD);
            assertThat(result.messages()).isGreaterThanOrEqualTo(told);
        }
    }

    @Test
    void theCauseOfAFrameLiesInTheProcessThatSentIt() throws Exception {
        Scenario scenario = Scenarios.load(Scenarios.drive(folder));

        try (ClusterRun cluster = join(playersAddress)) {
            Recording trace = new Recording(1_000_000);
            cluster.run(scenario, Map.of(), 1, trace, () -> false);

            Map<Long, Recorded> bySeq =
                    trace.events().stream()
                            .collect(Collectors.toMap(Recorded::seq, event -> event));
            List<Recorded> frames =
                    trace.events().stream()
                            .filter(event -> event.kind() == TraceEvent.Kind.FRAME)
                            .toList();
            assertThat(frames)
                    .isNotEmpty()
                    .allSatisfy(frame -> {
                        Recorded cause = Objects.requireNonNull(bySeq.get(frame.cause()));
                        assertThat(cause.to()).isEqualTo(frame.from());
                        assertThat(cause.machine()).isNotEqualTo(frame.machine());
                    });
        }
    }

    @Test
    void machineThatDiesOnAnotherNodeLeavesADump() throws Exception {
        Scenario scenario =
                Scenarios.load(Scenarios.driveWithOwnDriver(folder, DyingDriver.class.getName()));

        try (ClusterRun cluster = join(playersAddress)) {
            Recording trace = new Recording(1_000_000);
            RunResult result = cluster.run(scenario, Map.of(), 1, trace, () -> false);

            assertThat(result.verdict()).isEqualTo(Verdict.VIOLATED);
            assertThat(result.dumps())
                    .singleElement()
                    .satisfies(dump -> {
                        assertThat(dump.machine()).isEqualTo("files");
                        assertThat(dump.stop().code()).isEqualTo(0x1E);
                        assertThat(dump.offence().lines()).isNotEmpty();
                    });
        }
    }

    @Test
    void nodeIsStartedWithTheDriversOfTheUser() throws Exception {
        Scenario scenario =
                Scenarios.load(Scenarios.driveWithOwnDriver(folder, OwnDriver.class.getName()));
        URI ours = OwnDriver.class.getProtectionDomain().getCodeSource().getLocation().toURI();
        String classes = Path.of(ours).toString();
        String others =
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                        .filter(entry -> !Path.of(entry).equals(Path.of(classes)))
                        .collect(Collectors.joining(File.pathSeparator));
        List<String> command = List.of("node", "--host", "127.0.0.1", "--port", "0");
        for (boolean given : new boolean[] {true, false}) {
            List<String> words = new ArrayList<>(command);
            if (given) {
                words.addAll(List.of("--classpath", classes));
            }
            try (OtherJvm node =
                            OtherJvm.start(
                                    List.of(), others, Main.class, words.toArray(String[]::new));
                    ClusterRun cluster =
                            ClusterRun.join(
                                    new NodeSettings(
                                            "127.0.0.1", 0, List.of(), Build.fingerprint()),
                                    List.of(node.await("listens at ")),
                                    folder)) {
                if (given) {
                    RunResult result = cluster.run(scenario, Map.of(), 1, Trace.NONE, () -> false);
                    assertThat(result.reason()).isEmpty();
                } else {
                    assertThatThrownBy(() -> run(cluster, scenario, Map.of()))
                            .isInstanceOf(Refusal.class)
                            .hasMessageContaining("is not on the class path");
                }
            }
        }
    }

    @Test
    void nodesTalkByTlsWithCertificatesThatTheyTrust() throws Exception {
        Scenario scenario = Scenarios.load(Scenarios.drive(folder));
        List<String> tls = Certificates.make(folder);

        try (OtherJvm node = OtherJvm.start(tls, NodeMain.class, BUILD)) {
            String address = node.await(NodeMain.AT);
            try (OtherJvm leader =
                    OtherJvm.start(
                            tls,
                            LeaderMain.class,
                            BUILD,
                            address,
                            folder.toString(),
                            scenario.name() + ".yaml")) {
                assertThat(leader.await(LeaderMain.VERDICT)).startsWith("HELD");
            }
            assertThatThrownBy(() -> join(address))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining(address + " talks by TLS, and this process does not");
        }
    }

    @Test
    void runIsInconclusiveWhenANodeStopsInItsMiddle() throws Exception {
        Scenario scenario = Scenarios.load(Scenarios.shipped(folder, "network-drive-broken"));

        try (OtherJvm node = OtherJvm.start(NodeMain.class, BUILD)) {
            String address = node.await(NodeMain.AT);
            Thread killer =
                    Thread.ofPlatform()
                            .start(() -> {
                                try {
                                    node.await(NodeMain.PLAYS);
                                } catch (IOException e) {
                                    throw new IllegalStateException(e);
                                }
                                node.kill();
                            });
            try (ClusterRun cluster = join(address)) {
                RunResult result = cluster.run(scenario, Map.of(), 1, Trace.NONE, () -> false);

                assertThat(result.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
                assertThat(result.reason())
                        .isEqualTo(
                                address
                                        + ", which played files, has stopped in the middle of the"
                                        + " run");
            } catch (Refusal e) { // killed before it had answered
                assertThat(e).hasMessageContaining("has stopped in the middle of the run");
            }
            killer.join();
        }
    }

    @Test
    void nodeOfAnotherBuildIsRefused() throws Exception {
        try (OtherJvm node = OtherJvm.start(NodeMain.class, "another-build")) {
            String address = node.await(NodeMain.AT);

            assertThatThrownBy(() -> join(address))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("another build (another-build)")
                    .hasMessageContaining(address);
        }
    }

    @Test
    void machinesGoOnlyWhereTheyCan() throws Exception {
        Scenario scenario = Scenarios.load(Scenarios.drive(folder));

        try (ClusterRun cluster = join(playersAddress)) {
            assertThatThrownBy(() -> run(cluster, scenario, Map.of("fles", playersAddress)))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("no machine fles. Did you mean files?");
            assertThatThrownBy(() -> run(cluster, scenario, Map.of("files", "10.9.8.7:1")))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("10.9.8.7:1 is not among the nodes that --cluster names");
            assertThatThrownBy(() -> run(cluster, scenario, Map.of("client", playersAddress)))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("this step runs on client")
                    .hasMessageContaining("--place client=here");
            assertThatThrownBy(() -> run(cluster, scenario, Map.of("files", "here")))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("Use --real-time");
        }
    }

    @Test
    void nodeThatDoesNotAnswerIsNamedWithTheCommandThatStartsIt() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }

        assertThatThrownBy(() -> join("127.0.0.1:" + port))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("irpflow node --host 127.0.0.1 --port " + port);
    }

    @Test
    void portThatIsTakenIsNamed() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            NodeSettings settings =
                    new NodeSettings("127.0.0.1", taken.getLocalPort(), List.of(), BUILD);

            assertThatThrownBy(() -> PlayingNode.start(settings, line -> {}))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("127.0.0.1:" + taken.getLocalPort())
                    .hasMessageContaining("Choose another --host or --port");
        }
    }

    private ClusterRun join(String node) throws Refusal {
        NodeSettings settings = new NodeSettings("127.0.0.1", 0, List.of(), BUILD);
        return ClusterRun.join(settings, List.of(node), folder);
    }

    private static void run(ClusterRun cluster, Scenario scenario, Map<String, String> places)
            throws Refusal {
        cluster.run(scenario, places, 1, Trace.NONE, () -> false);
    }
}
