package dev.irpflow.sim.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.sim.scenario.Scenario;
import dev.irpflow.sim.stage.Simulation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Footprints hold what they promise on real runs: two neighbouring steps whose footprints do not
 * conflict are swapped, and the run comes to the same end.
 */
final class CommutingStepsTest {
    // One pair in so many is swapped, and this many in each test: each is a run of its own.
    private static final int EACH = 9;
    private static final int MOST = 25;
    private static final String FOUR =
            "machines: { client: {}, server: {}, client2: {}, server2: {} }";
    private static final String TWO = "machines: { client: {}, server: {} }";
    private static final String TWO_PROCESSORS =
            "machines: { client: { processors: 2 }, server: { processors: 2 } }";

    private static final String DRIVES =
            """
            machines: { alice: {}, bob: {}, files: {} }
            network: { default: { latency: 200 us..2 ms } }
            drivers:
              server: { on: files, role: wsk-client, like: file-server, with: { share: public } }
              a: { on: alice, role: mini-redirector, like: stream-redirector, with: { network-provider: true } }
              b: { on: bob, role: mini-redirector, like: stream-redirector, with: { network-provider: true } }
            steps:
              - together:
                  one:
                    - { run: map-drive, on: alice, with: { letter: "Z:", remote: \\\\files\\public } }
                    - { run: copy, on: alice, with: { from: file data.bin, to: 'Z:\\one.bin', block: 1 KiB }, as: up }
                    - { run: read, on: alice, with: { path: 'Z:\\one.bin', block: 1 KiB }, gives: { sha256: $up.sha256 } }
                    - { run: unmap-drive, on: alice, with: { letter: "Z:" } }
                  other:
                    - { run: map-drive, on: bob, with: { letter: "Z:", remote: \\\\files\\public } }
                    - { run: copy, on: bob, with: { from: file data.bin, to: 'Z:\\other.bin', block: 1 KiB }, as: up2 }
                    - { run: unmap-drive, on: bob, with: { letter: "Z:" } }
            faults:
              - { lose: 5 %, on: alice <-> files }
            """;

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

    @Test
    void neighboursThatDoNotConflictCommuteWhileTwoPairsOfMachinesExchangeData() {
        commute(
                FOUR,
                Sockets.EXCHANGE,
                Sockets.SECOND
                        .replace("on: client", "on: client2")
                        .replace("on: server", "on: server2")
                        .replace("server:5000", "server2:5000"));
    }

    @Test
    void neighboursThatDoNotConflictCommuteWhileTwoConnectionsShareTwoMachines() {
        commute(TWO, Sockets.EXCHANGE, Sockets.SECOND.replace("5000", "6000"));
    }

    @Test
    void neighboursThatDoNotConflictCommuteOnTwoProcessors() {
        commute(TWO_PROCESSORS, Sockets.EXCHANGE, Sockets.SECOND.replace("5000", "6000"));
    }

    @Test
    void neighboursThatDoNotConflictCommuteWhileTwoDrivesOfOneServerAreUsed() throws IOException {
        Files.write(folder.resolve("data.bin"), new byte[3000]);

        commute(playing.scenario(DRIVES, 1));
    }

    @Test
    void neighboursThatDoNotConflictCommuteAlthoughAFaultStrikesOnlyOneOfUnrelatedMachines() {
        commute(unrelated("delay: WskRegister, by: 1 ms, at-most: 1"));
    }

    @Test
    void neighboursThatDoNotConflictCommuteAlthoughACallOfOneMachineOpensAFaultOfAnother() {
        commute(
                unrelated(
                        "fail: WskRegister, with-status: STATUS_INSUFFICIENT_RESOURCES, on: b,"
                                + " when: { call: WskRegister, on: a }"));
    }

    // Each machine registers by itself; only the fault knows both.
    private Scenario unrelated(String fault) {
        StringBuilder threads = new StringBuilder();
        for (String machine : List.of("a", "b")) {
            String name = machine + "r";
            threads.append("      ").append(machine).append(":\n");
            threads.append(
                    "        - { call: WskRegister, on: %s, with: { version: \"1.0\" }, as: %s }\n"
                            .formatted(machine, name));
            threads.append(
                    "        - { call: WskDeregister, on: %s, with: { registration: $%s.registration } }\n"
                            .formatted(machine, name));
        }
        return playing.scenario(
                "machines: { a: {}, b: {} }\nsteps:\n  - together:\n"
                        + threads
                        + "faults:\n  - { "
                        + fault
                        + " }\n",
                1);
    }

    private void commute(String machines, String one, String other) {
        commute(
                playing.scenario(
                        machines
                                + "\nsteps:\n  - together:\n      one:\n"
                                + one.indent(6)
                                + "      other:\n"
                                + other.indent(6),
                        1));
    }

    private void commute(Scenario scenario) {
        double share = new Commuting(simulation).commute(scenario, EACH, MOST, Integer.MAX_VALUE);
        assertThat(share).isGreaterThan(1.0 / 3); // or footprints would be of no use
    }
}
