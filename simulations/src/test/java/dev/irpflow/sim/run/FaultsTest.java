package dev.irpflow.sim.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.sim.stage.Answers;
import dev.irpflow.stage.TraceEvent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What each fault does, and when. */
final class FaultsTest {
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

    @Test
    void aLostFrameIsSentAgain() {
        Played played =
                playing.play(exchange("  - { lose: 100 %, on: client -> server, nth: 1 }\n"));
        played.holds();
        assertThat(played.result().faults()).containsEntry("lose 1", 1L);
        assertThat(played.result().timeNs()).isGreaterThan(1_000_000_000L);
    }

    @Test
    void everyFrameThatIsDoubledOrLateIsToldAndTheStreamStaysExact() {
        Played played =
                playing.play(
                        exchange("  - { duplicate: 100 % }\n  - { reorder: 50 %, by: 1..3 ms }\n"),
                        5);
        played.holds();
        assertThat(played.result().faults().get("duplicate 1")).isPositive();
    }

    @Test
    void aCutLinkCarriesNothingUntilItsTimeIsOver() {
        Played played =
                playing.play(
                        exchange(
                                """
                                  - name: gap
                                    cut: client -> server
                                    when: { call: WskConnect }
                                    for: 2 s
                                """));
        played.holds();
        assertThat(played.faults())
                .startsWith("gap: cuts client -> server")
                .endsWith("gap: heals client -> server")
                .anyMatch(what -> what.startsWith("gap: client -> server: tcp-syn"));
        assertThat(played.result().timeNs()).isGreaterThan(2_000_000_000L);
    }

    @Test
    void aCutInBothDirectionsStrikesOnceAndEndsWithTheStepThatEndsIt() {
        Played played =
                playing.play(
                        Sockets.scenario(
                                        """
                                          - inject: { name: gap, cut: client <-> server }
                                          - wait: { until: { fault: gap } }
                                          - end: gap
                                        """
                                                + Sockets.EXCHANGE)
                                + "counts:\n  - { fault: gap, is: 1 }\n");
        played.holds();
        assertThat(played.faults()).hasSize(4);
    }

    @Test
    void anIrpFunctionThatFailsCompletesItsIrpOnce() {
        Played played =
                playing.play(
                        Sockets.scenario(
                                        Sockets.CONNECT
                                                + """
                                                  - { call: WskSend, on: client, with: { socket: $socket.socket, buffer: text hello, flags: 0 }, completes: STATUS_INSUFFICIENT_RESOURCES }
                                                """
                                                + Sockets.SEND
                                                + Sockets.CLOSE)
                                + """
                                faults:
                                  - { fail: WskSend, with-status: STATUS_INSUFFICIENT_RESOURCES, nth: 1 }
                                counts:
                                  - { completion: WskSend, is: 2 }
                                  - { completion: WskSend, status: STATUS_INSUFFICIENT_RESOURCES, is: 1 }
                                """);
        played.holds();
        assertThat(played.result().faults()).containsEntry("fail 1", 1L);
    }

    @Test
    void aDelayedCallReachesItsRoutineOnceAndLater() {
        Played played =
                playing.play(
                        Sockets.scenario(
                                        Sockets.EXCHANGE.replace(
                                                "local_address: any:0, flags: 0 }",
                                                "local_address: any:0, flags: 0 }, takes: 30..31"
                                                        + " ms"))
                                + """
                                faults:
                                  - { delay: WskBind, on: client, by: 30 ms, nth: 1 }
                                counts:
                                  - { call: WskBind, on: client, is: 1 }
                                """);
        played.holds();
        assertThat(played.calls("WskBind")).isEqualTo(2);
    }

    @Test
    void delayedCompletionsComeLater() {
        Played played =
                playing.play(exchange("  - { delay: any-completion, by: 5..10 ms, at-most: 3 }\n"));
        played.holds();
        assertThat(played.result().faults()).containsEntry("delay 1", 3L);
    }

    @Test
    void aRoutineThatMustPendReturnsPending() {
        playing.play(
                        Sockets.scenario(
                                        Sockets.EXCHANGE.replace(
                                                "gives: { bytes_sent: 5 B }",
                                                "returns: STATUS_PENDING"))
                                + "faults:\n  - { pend: WskSend, nth: 1 }\n")
                .holds();
    }

    @Test
    void aCancelledReceiveCompletesOnceAsCancelled() {
        Played played =
                playing.play(
                        Sockets.scenario(
                                        Sockets.CONNECT
                                                + """
                                                  - { call: WskReceive, on: server, with: { socket: $accepted.accept_socket, buffer: zeros 64 B, flags: 0 }, completes: STATUS_CANCELLED }
                                                """
                                                + Sockets.CLOSE)
                                + """
                                faults:
                                  - { cancel: WskReceive, nth: 1 }
                                counts:
                                  - { completion: WskReceive, is: 1 }
                                """);
        played.holds();
        assertThat(played.result().faults()).containsEntry("cancel 1", 1L);
    }

    @Test
    void aStepCancelsWhatWasBegun() {
        playing.play(
                        Sockets.scenario(
                                Sockets.CONNECT
                                        + """
                                          - { begin: WskReceive, on: server, with: { socket: $accepted.accept_socket, buffer: zeros 64 B, flags: 0 }, as: r }
                                          - { cancel: $r, on: server }
                                          - { await: $r, on: server, completes: STATUS_CANCELLED }
                                        """
                                        + Sockets.CLOSE))
                .holds();
    }

    @Test
    void aMachineThatCrashesDoesNotComeBack() {
        Played played =
                playing.play(
                        """
                        machines: { client: {}, server: {} }
                        on: client
                        steps:
                          - wait: { until: { fault: dark } }
                          - wait: 10 s
                          - call: KeGetCurrentIrql
                        faults:
                          - { name: dark, crash: server, at: 1 s }
                        """);
        played.holds();
        assertThat(played.faults()).containsExactly("dark: server loses power");
    }

    @Test
    void aMachineThatRestartsBootsAgainAndMayBeUsed() {
        Played played =
                playing.play(
                        """
                        machines: { client: {}, server: {} }
                        on: client
                        steps:
                          - wait: { until: { fault: dark } }
                          - wait: 3 s
                          - call: KeGetCurrentIrql
                            on: server
                        faults:
                          - { name: dark, restart: server, at: 1 s, down-for: 2 s }
                        counts:
                          - { fault: dark, is: 1 }
                        """);
        played.holds();
    }

    @Test
    void aStepOnAMachineThatIsDownEndsTheRunAtOnce() {
        Played during =
                playing.play(
                        """
                        machines: { client: {}, server: {} }
                        on: client
                        steps:
                          - { wait: 10 s, on: server }
                          - { call: KeGetCurrentIrql, on: server }
                        faults:
                          - { crash: server, at: 1 s }
                        """);
        during.breaks("scenario/step-as-expected", "server", "down");
        assertThat(during.result().timeNs()).isEqualTo(1_000_000_000L);
    }

    @Test
    void aStormStrikesAgainAndAgainUpToItsLimit() {
        Played played =
                playing.play(
                        """
                        machines: { client: {}, server: {} }
                        on: client
                        steps:
                          - wait: 10 s
                          - call: KeGetCurrentIrql
                        faults:
                          - name: weather
                            storm:
                              - { cut: client <-> server, for: 100 ms, weight: 5 }
                              - { restart: server, down-for: 10 ms, weight: 1 }
                            at-most: 6
                        """);
        played.holds();
        assertThat(played.result().faults()).containsEntry("weather", 6L);
        assertThat(played.faults().stream().filter(what -> what.contains(": heals ")).count())
                .isEqualTo(
                        played.faults().stream().filter(what -> what.contains(": cuts ")).count());
    }

    @Test
    void aGustIsAnAnswerAndTakingOneAwayLeavesTheOthersWhereTheyWere() {
        String text =
                """
                machines: { client: {}, server: {} }
                on: client
                steps:
                  - wait: 10 s
                  - call: KeGetCurrentIrql
                faults:
                  - name: weather
                    storm:
                      - { cut: client -> server, for: 1 ms..50 ms, weight: 5 }
                      - { cut: server -> client, for: 1 ms..50 ms, weight: 5 }
                    at-most: 6
                """;
        Answers answers = new Answers();
        List<String> all = gusts(playing.playKeeping(text, 1, answers));
        List<Long> sites = List.copyOf(answers.bySite().keySet());

        assertThat(sites).hasSize(6);
        assertThat(gusts(playing.replay(text, 1, answers))).isEqualTo(all);
        for (int gust = 0; gust < sites.size(); gust++) {
            Answers others = new Answers();
            answers.bySite().forEach(others::put);
            others.bySite().remove(sites.get(gust));
            List<String> expected = new ArrayList<>(all);
            expected.subList(2 * gust, 2 * gust + 2).clear(); // it cuts, and it heals

            assertThat(gusts(playing.replay(text, 1, others))).isEqualTo(expected);
        }
    }

    private static List<String> gusts(Played played) {
        return played.holds().events().stream()
                .filter(event -> event.kind() == TraceEvent.Kind.FAULT)
                .map(event -> event.timeNs() + " " + event.fault())
                .toList();
    }

    @Test
    void theCalmEndsWhatAStormHasCut() {
        Played played =
                playing.play(
                        """
                        machines: { client: {}, server: {} }
                        on: client
                        steps:
                          - wait: 10 s
                          - call: KeGetCurrentIrql
                        faults:
                          - storm:
                              - { cut: client -> server }
                            at-most: 1
                        calm-after: 5 s
                        """);
        played.holds();
        assertThat(played.faults())
                .containsExactly(
                        "storm 1/cut: cuts client -> server",
                        "storm 1/cut: heals client -> server");
    }

    @Test
    void aFixedFaultThatNeverStrikesMakesTheRunInconclusive() {
        String faults =
                "  - { name: rare, fail: WskSend, with-status: STATUS_INSUFFICIENT_RESOURCES, nth:"
                        + " 9%s }\n";
        playing.play(exchange(faults.formatted(""))).isInconclusive("\"rare\" never struck");
        playing.play(exchange(faults.formatted(", may-miss: true"))).holds();
        playing.play(exchange("  - { crash: server, at: 50 min }\n"))
                .isInconclusive("\"crash 1\" never struck");
    }

    @Test
    void anInjectedFaultThatNeverStrikesMakesTheRunInconclusive() {
        playing.play(
                        Sockets.scenario(
                                "  - { inject: { name: rare, pend: WskSend, nth: 9 }, on: client"
                                        + " }\n"
                                        + Sockets.EXCHANGE))
                .isInconclusive("\"rare\" never struck");
    }

    @Test
    void aFaultWithAChanceOrATimeStrikesOnlyThen() {
        Played never =
                playing.play(exchange("  - { delay: any-call, by: 1 ms, chance: 0 % }\n"), 7);
        never.holds();
        assertThat(never.result().faults()).containsEntry("delay 1", 0L);
        Played later = playing.play(exchange("  - { lose: 100 %, during: 30 min..40 min }\n"));
        later.holds();
        assertThat(later.result().faults()).containsEntry("lose 1", 0L);
    }

    @Test
    void aSeedDrawsItsOwnFaults() {
        String text = exchange("  - { lose: 20 % }\n");
        assertThat(playing.play(text, 1).result().faults())
                .isEqualTo(playing.play(text, 1).result().faults());
        java.util.Set<String> hashes = new java.util.LinkedHashSet<>();
        for (long seed = 1; seed <= 5; seed++) {
            hashes.add(playing.play(text, seed).holds().hash());
        }
        assertThat(hashes.size()).isGreaterThan(1);
    }

    @Test
    void aStoppedSubsystemIsReadyForNobodyUntilItsMachineBootsAgain() {
        playing.play(
                        """
                        machines: { client: {} }
                        steps:
                          - call: WskRegister
                            with: { version: "1.0" }
                            as: reg
                          - inject: { stop: wsk }
                          - call: WskCaptureProviderNPI
                            with: { registration: $reg.registration, wait_timeout: 5 s }
                            returns: STATUS_DEVICE_NOT_READY
                            takes: 5 s
                          - call: WskDeregister
                            with: { registration: $reg.registration }
                        """)
                .holds();
    }
}
