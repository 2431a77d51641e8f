package dev.irpflow.sim.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.sim.stage.Answers;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Faults of links and machines that last for a time, and damaged frames. */
final class LastingFaultsTest {
    private static final long SECOND = 1_000_000_000;

    @TempDir private Path folder;
    private Playing playing;

    @BeforeEach
    void begin() {
        playing = new Playing(folder);
    }

    @AfterEach
    void end() {
        playing.close();
    }

    private static String exchange(String faults) {
        return Sockets.scenario(Sockets.EXCHANGE) + "faults:\n" + faults;
    }

    // Each frame is under way for a quarter of a second.
    private static String far(String faults) {
        return exchange(faults) + "network: { client <-> server: { latency: 250 ms } }\n";
    }

    @Test
    void aFrameDamagedOnTheWireIsDroppedByTheAdapterAndSentAgain() {
        Played played =
                playing.play(
                        exchange(
                                "  - { corrupt: 100 %, on: client -> server, of: tcp-data, nth: 1 }\n"));
        played.holds();
        assertThat(played.notes()).anyMatch(note -> note.startsWith("wrong frame check sequence"));
        assertThat(played.result().faults()).containsEntry("corrupt 1", 1L);
    }

    @Test
    void aFrameDamagedInASwitchReachesTcpWhichDiscardsIt() {
        Played played =
                playing.play(
                        exchange(
                                "  - { corrupt: 100 %, on: client -> server, of: tcp-data, nth: 1,"
                                        + " leaving: frame-check }\n"));
        played.holds();
        assertThat(played.notes()).contains("wrong checksum, discarded");
    }

    @Test
    void whatLeavesTheChecksumsRightStrikesOnlyFramesWithData() {
        Played played = playing.play(exchange("  - { corrupt: 100 %, leaving: checksums }\n"));
        played.holds();
        assertThat(played.faults()).hasSize(1).allMatch(what -> what.contains("tcp-data"));
    }

    @Test
    void aCutLosesWhatIsOnTheWire() {
        Played played =
                playing.play(
                        far("  - { name: gap, cut: client -> server, at: 100 ms, for: 1 ms }\n"));
        played.holds();
        assertThat(played.faults())
                .anyMatch(what -> what.startsWith("gap: client -> server, under way: tcp-syn"));
        assertThat(played.result().timeNs()).isGreaterThan(SECOND);
    }

    @Test
    void aCutInTheOtherDirectionLosesNothingThatIsOnTheWire() {
        Played played =
                playing.play(
                        far("  - { name: gap, cut: server -> client, at: 100 ms, for: 1 ms }\n"));
        played.holds();
        assertThat(played.faults()).noneMatch(what -> what.contains("under way"));
    }

    @Test
    void aLossThatBeginsStrikesWhatIsOnTheWire() {
        Played played = playing.play(far("  - { name: gust, lose: 100 %, at: 100 ms, nth: 1 }\n"));
        played.holds();
        assertThat(played.faults())
                .hasSize(1)
                .allMatch(what -> what.contains("under way: tcp-syn"));
    }

    @Test
    void aSlowLinkHoldsUpWhatIsOnTheWireToo() {
        long usual = playing.play(far("  - { lose: 0 % }\n")).holds().result().timeNs();
        long slow =
                playing.play(
                                far(
                                        "  - { slow: client -> server, by: 90 ms, at: 100 ms, for: 1 ms }\n"))
                        .holds()
                        .result()
                        .timeNs();
        assertThat(slow - usual).isEqualTo(90_000_000);
    }

    @Test
    void aLinkOfLessBandwidthTakesFramesLonger() {
        long usual = playing.play(far("  - { lose: 0 % }\n")).holds().result().timeNs();
        long slow =
                playing.play(far("  - { slow: client <-> server, to: 10 kbit/s }\n"))
                        .holds()
                        .result()
                        .timeNs();
        assertThat(slow - usual).isGreaterThan(100_000_000);
    }

    @Test
    void aFlappingLinkGoesDownOncePerPeriodUntilItsTimeIsOver() {
        Played played =
                playing.play(
                        far(
                                "  - { name: loose, flap: client <-> server, every: 100 ms, down-for:"
                                        + " 5 ms, for: 250 ms }\n"));
        played.holds();
        assertThat(played.result().faults()).containsEntry("loose", 3L);
        assertThat(played.faults())
                .filteredOn(what -> what.startsWith("loose: heals client -> server"))
                .hasSize(3);
    }

    @Test
    void aPausedMachineStandsStillAndGoesOn() {
        Played played =
                playing.play(far("  - { name: stun, pause: server, at: 100 ms, for: 5 s }\n"));
        played.holds();
        assertThat(played.faults()).contains("stun: server pauses", "stun: server goes on");
        assertThat(played.result().timeNs()).isGreaterThan(5 * SECOND);
    }

    @Test
    void theTimersOfAPausedMachineRunOnWhereTheyStood() {
        String steps =
                """
                  - { call: NtDelayExecution, on: server, with: { alertable: false, delay_interval: 1 s } }
                """;
        long usual = playing.play(Sockets.scenario(steps)).holds().result().timeNs();
        long paused =
                playing.play(
                                Sockets.scenario(steps)
                                        + "faults:\n  - { pause: server, at: 400 ms, for: 5 s }\n")
                        .holds()
                        .result()
                        .timeNs();
        assertThat(paused - usual).isEqualTo(5 * SECOND);
    }

    @Test
    void aSlowMachineNeedsATimeForEachMessage() {
        long usual = playing.play(far("  - { lose: 0 % }\n")).holds().result().timeNs();
        Played slow = playing.play(far("  - { slow-down: server, by: 2 ms }\n"));
        slow.holds();
        assertThat(slow.result().timeNs()).isGreaterThan(usual + 50_000_000);
        assertThat(slow.faults()).contains("slow-down 1: server slows down");
    }

    @Test
    void whatStruckIsAnAnswerThatCanBeLeftOut() {
        String text = far("  - { name: stun, pause: server, at: 100 ms, for: 5 s }\n");
        Answers answers = new Answers();
        Played first = playing.playKeeping(text, 1, answers);
        first.holds();
        assertThat(playing.replay(text, 1, answers).hash()).isEqualTo(first.hash());

        Played without = playing.replay(text, 1, new Answers());

        without.isInconclusive("stun");
    }

    @Test
    void theCalmEndsWhatLasts() {
        Played played =
                playing.play(
                        far(
                                        "  - { slow-down: server, by: 1 ms }\n  - { slow: client -> server, by: 1 ms }\n")
                                + "calm-after: 300 ms\n");
        played.holds();
        assertThat(played.faults())
                .contains(
                        "slow-down 1: server is as fast as before",
                        "slow 2: no longer slows client -> server");
    }
}
