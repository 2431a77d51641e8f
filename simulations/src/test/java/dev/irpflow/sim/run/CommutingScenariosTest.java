package dev.irpflow.sim.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.sim.scenario.Scenario;
import dev.irpflow.sim.stage.Simulation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever steps read and write is in their footprints, in every scenario that is shipped and under
 * every form of fault: a share of the pairs that commute is swapped, always the same share.
 */
final class CommutingScenariosTest {
    private static final String PAIRS =
            "machines: { client: {}, server: {}, client2: {}, server2: {} }\n";

    @TempDir private Path folder;
    private Playing playing;
    private Simulation simulation;

    @BeforeEach
    void begin() {
        playing = new Playing(folder);
        simulation = new Simulation(folder);
    }

    @AfterEach
    void end() {
        simulation.close();
        playing.close();
    }

    // In some of the small ones nothing commutes.
    @ParameterizedTest
    @MethodSource("shipped")
    void neighboursThatDoNotConflictCommuteInEveryScenarioThatIsShipped(String name)
            throws IOException {
        new Commuting(simulation).commute(playing.shipped(name), 20, 30, 8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cancel-races-cancel-routine",
                "completion-stopped-and-resumed",
                "work-item-queues-itself"
            })
    void neighboursThatDoNotConflictCommuteUnderScriptedDriversToo(String name) throws IOException {
        commute(playing.shipped("cases/mpr-kernel/" + name), 5, 40, 1);
    }

    static List<String> shipped() throws IOException {
        try (Stream<Path> files = Files.list(Playing.shipped())) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".yaml"))
                    .map(name -> name.substring(0, name.length() - ".yaml".length()))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lose: 30 %, at-most: 2",
                "lose: 100 %, of: tcp-syn, nth: 2",
                "lose: 100 %, on: client <-> server, when: { call: WskSend, on: client2 }, for: 1 s",
                "duplicate: 100 %, of: tcp-data, at-most: 1",
                "reorder: 100 %, by: 1 ms, during: 0 s..500 us",
                "cut: client -> server, when: { call: WskConnect, on: client2 }, for: 1 s",
                "delay: WskSend, by: 1..5 ms, nth: 1",
                "delay: any-call, by: 1 ms, at-most: 3",
                "delay: any-completion, by: 1 ms, chance: 30 %",
                "pend: WskReceive, nth: 2",
                "fail: WskSend, with-status: any-documented, at-most: 1",
                "fail: any-call, with-status: any-documented, chance: 1 %",
                "cancel: WskReceive, at-most: 1",
                "crash: server, when: { call: WskSend, on: client2 }",
                "restart: server, when: { call: WskSend, on: client2 }, down-for: 1 s",
                "storm: [ { lose: 100 % }, { delay: any-call, by: 1 ms }, { pend: WskSend } ]",
            })
    void neighboursThatDoNotConflictCommuteUnderEveryFormOfFault(String fault) {
        String text =
                PAIRS
                        + "steps:\n  - together:\n      one:\n"
                        + Sockets.EXCHANGE.indent(6)
                        + "      other:\n"
                        + Sockets.SECOND
                                .indent(6)
                                .replace("on: client", "on: client2")
                                .replace("on: server", "on: server2")
                                .replace("server:5000", "server2:5000")
                        + "faults:\n  - { name: it, "
                        + fault
                        + " }\n";
        commute(playing.scenario(text, 1), 20, 8, 8);
    }

    private void commute(Scenario scenario, int each, int most, int seeds) {
        assertThat(new Commuting(simulation).commute(scenario, each, most, seeds)).isPositive();
    }
}
