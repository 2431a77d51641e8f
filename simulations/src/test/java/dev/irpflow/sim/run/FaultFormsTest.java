package dev.irpflow.sim.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.sim.stage.Answers;
import dev.irpflow.stage.Answer;
import dev.irpflow.stage.TraceEvent;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every verb of a fault, with every form of what it may be about, strikes. */
final class FaultFormsTest {
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

    private Played exchangeWith(String fault) {
        return playing.play(
                Sockets.scenario(Sockets.EXCHANGE) + "faults:\n  - { name: it, " + fault + " }\n",
                3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lose: 30 %, at-most: 3",
                "lose: 100 %, of: tcp-syn, nth: 1",
                "lose: 100 %, on: client -> server, nth: 2..3",
                "lose: 100 %, on: [client -> server, server -> client], nth: every 4",
                "lose: 100 %, on: client <-> server, for: 1 s",
                "lose: 100 %, during: 0 s..1 s",
                "lose: 100 %, when: { call: WskSend }, at-most: 1",
                "duplicate: 100 %",
                "duplicate: 100 %, of: tcp-data",
                "duplicate: 100 %, on: server -> client, nth: 1",
                "reorder: 100 %",
                "reorder: 100 %, by: 1 ms",
                "reorder: 100 %, by: 1..3 ms, on: client <-> server, of: tcp-data",
                "cut: client -> server, when: { call: WskConnect }, for: 1 s",
                "cut: client <-> server, at: 0 s, for: 1 s",
                "cut: [client -> server, server -> client], during: 0 s..500 ms",
                "delay: WskSend, by: 5 ms",
                "delay: WskSend, by: 1..5 ms, on: client",
                "delay: TcpSend, by: 1 ms, on: client/wsk",
                "delay: any-call, by: 1 ms, chance: 10 %",
                "delay: any-call, by: 1 ms, on: [client, server/wsk], at-most: 3",
                "delay: WskCloseSocket, by: 1 ms",
                "delay: TcpClose, by: 1 ms",
                "delay: any-completion, by: 1 ms",
                "delay: any-completion, by: 1 ms, on: server",
                "pend: WskSend",
                "pend: any-call, on: client, at-most: 5",
                "pend: WskReceive, on: server/wsk, nth: 1",
            })
    void aFaultThatOnlyCostsTimeStrikesAndTheExchangeStillHolds(String fault) {
        Played played = exchangeWith(fault);
        played.holds();
        assertThat(played.result().faults().get("it")).isPositive();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fail: WskSend, with-status: STATUS_INSUFFICIENT_RESOURCES",
                "fail: WskSend, with-status: any-documented, chance: 100 %",
                "fail: any-call, with-status: any-documented, on: client/wsk",
                "fail: any-call, with-status: STATUS_INSUFFICIENT_RESOURCES, at-most: 1",
                "complete-early: WskSend",
                "complete-early: any-completion, on: client",
                "complete-early: any-call, with-status: STATUS_CANCELLED, on: server, nth: 2",
                "complete-twice: WskSend",
                "complete-twice: any-completion, on: server, nth: 1",
                "never-complete: WskReceive",
                "never-complete: any-call, on: client, nth: 1",
                "exhaust: nonpaged-pool, on: client",
                "exhaust: ports",
                "cancel: WskReceive",
                "cancel: WskReceive, on: server, nth: 1",
                "cancel: any-call, on: server, when: { call: WskSend }",
                "crash: server, when: { call: WskSend }",
                "crash: client, at: 100 us",
                "crash: server, bug-check: 0xE2, when: { call: WskSend }",
                "crash: client, bug-check: 0xC9/0x23E, at: 100 us",
                "skew: client, back: 1 h, at: 100 us",
                "stop: wsk, on: server, at: 100 us",
                "restart: server, when: { call: WskSend, on: client }, down-for: 1 s",
                "restart: client, at: 50 us..150 us, down-for: 1..2 s",
                "restart: server, when: { frame: tcp-syn, on: client -> server }",
            })
    void aFaultThatNobodyExpectsStrikesAndIsTold(String fault) {
        Played played = exchangeWith(fault);
        assertThat(played.result().internalError()).isNull();
        assertThat(played.result().faults().get("it")).isPositive();
        assertThat(played.faults()).anyMatch(what -> what.startsWith("it: "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "corrupt: 100 %, leaving: frame-check",
                "flap: client <-> server, every: 5 ms, down-for: 1 ms, for: 10 ms",
                "slow: client <-> server, by: 1 ms, for: 10 ms",
                "pause: server, for: 10 ms",
                "slow-down: server, by: 10 us, for: 10 ms",
                "crash: server, bug-check: 0xE2",
                "skew: server, by: 1 h",
                "stop: wsk, on: server",
                "stop: rdbss, on: server",
            })
    void aGustStrikesALinkAMachineOrASubsystemAlsoWhileNothingHappens(String fault) {
        Played played =
                playing.play(
                        Sockets.scenario("  - wait: 1 min\n" + Sockets.EXCHANGE)
                                + "faults:\n  - storm: [ { name: gust, "
                                + fault
                                + " } ]\n    at-most: 1\nsometimes: [ { fault: gust } ]\n",
                        3);
        assertThat(played.result().internalError()).isNull();
        assertThat(played.result().sometimes()).containsExactly(true);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "WskDeregister",
                "WskReleaseProviderNPI",
                "WskCaptureProviderNPI",
                "WskSocket",
                "WskCloseSocket",
                "IoCompleteRequest",
                "any-call",
            })
    void aDelayedCallIsHeldToItsContractOnce(String routine) {
        exchangeWith("delay: " + routine + ", by: 1 ms").holds();
    }

    @Test
    void theStepThatEndsAStormEndsWhatItHasCut() {
        Played played =
                playing.play(
                        """
                        machines: { client: {}, server: {} }
                        on: client
                        steps:
                          - wait: { until: { fault: gap } }
                          - end: weather
                          - call: KeGetCurrentIrql
                          - wait: 10 s
                        faults:
                          - name: weather
                            storm: [ { name: gap, cut: client -> server } ]
                        """);
        played.holds();
        assertThat(played.faults())
                .containsExactly(
                        "weather/gap: cuts client -> server",
                        "weather/gap: heals client -> server");
    }

    @Test
    void aFaultNamesTheSiteOfItsAnswerAlsoWhereItIsFixed() {
        String faults = "  - { lose: 20 % }\n  - { delay: any-call, by: 1 ms, chance: 5 % }\n";
        Answers answers = new Answers();
        Played played =
                playing.playKeeping(
                        Sockets.scenario(Sockets.EXCHANGE) + "faults:\n" + faults, 4, answers);
        assertThat(
                        played.events().stream()
                                .filter(event -> event.kind() == TraceEvent.Kind.FAULT)
                                .map(event -> String.valueOf(event.decision())))
                .isNotEmpty()
                .allSatisfy(decision -> {
                    assertThat(decision).endsWith("=yes");
                    long site = Long.parseUnsignedLong(decision.substring(0, 16), 16);
                    assertThat(answers.bySite()).containsEntry(site, Answer.YES);
                });
        Played fixed =
                playing.play(
                        Sockets.scenario(Sockets.EXCHANGE)
                                + "faults:\n  - { delay: WskSend, by: 1 ms, nth: 1 }\n");
        assertThat(fixed.events())
                .filteredOn(event -> event.kind() == TraceEvent.Kind.FAULT)
                .isNotEmpty()
                .allMatch(event -> String.valueOf(event.decision()).endsWith("=yes"));
    }

    @Test
    void lossesOfALinkNameTheirSitesToo() {
        Played played =
                playing.play(
                        Sockets.scenario(Sockets.EXCHANGE)
                                + "network: { default: { lose: 20 %, duplicate: 20 %, reorder: 20 %"
                                + " } }\n",
                        5);
        assertThat(played.events())
                .filteredOn(event -> event.kind() == TraceEvent.Kind.FAULT)
                .isNotEmpty()
                .allMatch(event -> String.valueOf(event.decision()).endsWith("=yes"));
    }
}
