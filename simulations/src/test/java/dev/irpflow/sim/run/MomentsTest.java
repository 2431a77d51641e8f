package dev.irpflow.sim.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.sim.trace.Recorded;
import dev.irpflow.stage.TraceEvent;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What steps wait for, and what properties say of it. */
final class MomentsTest {
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ call: WskSend }",
                "WskSend",
                "{ return: WskSend, on: client }",
                "{ completion: WskSend, status: STATUS_SUCCESS }",
                "{ completion: WskReceive, on: server }",
                "{ frame: tcp-syn, on: client -> server }",
                "{ frame: tcp-rst, on: client -> server }",
                "{ fault: small-gap }",
                "{ call: WskCaptureProviderNPI, nth: 2 }",
                "{ call: WskCloseSocket, nth: 2..3 }",
                "{ call: WskCloseSocket, nth: every 3 }",
            })
    void aStepWaitsUntilAMomentHasCome(String moment) {
        playing.play(
                        """
                        machines: { client: {}, server: {} }
                        steps:
                          - together:
                              waits:
                                - { on: client, wait: { until: %s } }
                                - { on: client, note: come }
                              acts:
                        """
                                        .formatted(moment)
                                + Sockets.EXCHANGE.indent(8)
                                + "faults:\n"
                                + "  - { name: small-gap, cut: client -> server, at: 1 ms, for: 1"
                                + " ms }\n")
                .holds();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ indicate: TcpReceived, on: server }",
                "{ indicate: TcpReceived, on: server/wsk, irql: DISPATCH_LEVEL }",
                "{ completion: WskReceive, irql: DISPATCH_LEVEL }",
                "{ return: WskConnect, status: STATUS_PENDING }",
                "{ call: any-call, on: server, nth: 20 }",
                "{ completion: any-call, on: server }",
            })
    void aMomentSaysWhereAndAtWhichLevelItComes(String moment) {
        playing.play(
                        Sockets.scenario(Sockets.EXCHANGE)
                                + "eventually:\n  - { that: %s, within: 1 s }\n".formatted(moment))
                .holds();
    }

    @Test
    void theLevelOfACompletionIsThatWhereItIsCompleted() {
        playing.play(
                        Sockets.scenario(Sockets.EXCHANGE)
                                + "never:\n  - { completion: WskReceive, irql: PASSIVE_LEVEL }\n")
                .holds();
    }

    @Test
    void theCancellationOfAnOperationIsAMomentOfItsRoutine() {
        String cancelled =
                Sockets.CONNECT
                        + """
                          - { begin: WskReceive, on: server, with: { socket: $accepted.accept_socket, buffer: zeros 64 B, flags: 0 }, as: r }
                          - { cancel: $r, on: server }
                          - { await: $r, on: server, completes: STATUS_CANCELLED }
                        """
                        + Sockets.CLOSE;
        String counted = "counts:\n  - { cancel: %s, on: %s, is: %s }\n";
        playing.play(
                        Sockets.scenario(cancelled)
                                + counted.formatted("WskReceive", "server", 1)
                                + "  - { cancel: WskReceive, on: client, is: 0 }\n"
                                + "  - { cancel: WskAccept, is: 0 }\n")
                .holds();
        playing.play(Sockets.scenario(cancelled) + counted.formatted("WskReceive", "server", 0))
                .breaks("scenario/counts", "1 times");
    }

    @Test
    void theDeathOfAMachineIsAMoment() {
        String text =
                """
                machines: { client: {}, other: {} }
                steps:
                  - together:
                      dies:
                        - on: client
                          call: KeLowerIrql
                          with: { new_irql: DISPATCH_LEVEL }
                          bug-checks: 0xC4/0x31
                      waits:
                        - on: other
                          wait: { until: { bug-check: %s } }
                          within: 1 s
                """;
        playing.play(text.formatted("0xC4/0x31, on: client")).holds();
        playing.play(text.formatted("0xC4")).holds();
        playing.play(text.formatted("0xC4/0x31, on: other")).breaks("scenario/step-in-time");
        playing.play(text.formatted("0xC4/0x32")).breaks("scenario/step-in-time");
    }

    @Test
    void aBreachOfARuleIsAMoment() {
        String text =
                """
                machines: { client: {}, other: {} }
                steps:
                  - together:
                      slips:
                        - on: client
                          do:
                            - { call: KeRaiseIrql, with: { new_irql: DISPATCH_LEVEL } }
                            - { call: KeLowerIrql, with: { new_irql: APC_LEVEL }, violates: ke/irql-lower-to-saved }
                            - { call: KeLowerIrql, with: { new_irql: PASSIVE_LEVEL }, violates: ke/irql-lower-to-saved }
                      waits:
                        - on: other
                          wait: { until: { violation: ke/irql-lower-to-saved, %s } }
                          within: 1 s
                """;
        playing.play(text.formatted("on: client, nth: 2")).holds();
        playing.play(text.formatted("on: other")).breaks("scenario/step-in-time");
    }

    @Test
    void aMomentThatHasComeBeforeTheStepIsNotMissed() {
        playing.play(
                        Sockets.scenario(
                                Sockets.EXCHANGE
                                        + "  - { on: client, wait: { until: { call: WskSend } }"
                                        + " }\n"))
                .holds();
    }

    @Test
    void aMomentThatDoesNotComeInTimeBreaksTheScenario() {
        playing.play(
                        """
                        machines: { client: {} }
                        steps:
                          - wait: { until: { call: WskSend } }
                            within: 1 s
                        """)
                .breaks("scenario/step-in-time", "1 s");
    }

    @Test
    void whatIsRuledOutEndsTheRunWhereItHappens() {
        playing.play(Sockets.scenario(Sockets.EXCHANGE) + "never:\n  - { call: WskSend }\n")
                .breaks("scenario/never", "small.yaml");
        playing.play(
                        Sockets.scenario(Sockets.EXCHANGE)
                                + "never:\n  - { completion: WskSend, status: failure }\n")
                .holds();
    }

    @Test
    void whatIsCountedMustBeSoMany() {
        String text =
                Sockets.scenario(Sockets.EXCHANGE) + "counts:\n  - { call: WskSend, is: %s }\n";
        playing.play(text.formatted("1")).holds();
        playing.play(text.formatted("2..3")).breaks("scenario/counts", "1 times", "2..3");
    }

    @Test
    void whatIsOrderedMustComeInThatOrder() {
        String text = Sockets.scenario(Sockets.EXCHANGE) + "in-order:\n  - [%s]\n";
        playing.play(text.formatted("WskSocket, WskConnect, WskSend")).holds();
        playing.play(text.formatted("WskSend, WskConnect")).breaks("scenario/in-order", "2 of 2");
        playing.play(text.formatted("WskSend, WskSend")).breaks("scenario/in-order", "2 of 2");
    }

    @Test
    void whatIsOwedHasItsTimeAfterTheCalm() {
        String text =
                """
                machines: { client: { wsk: { ready-after: 1 s } } }
                steps:
                  - call: KeGetCurrentIrql
                eventually:
                  - { that: %s, within: 2 s }
                """;
        playing.play(text.formatted("all-operations-finished")).holds();
        Played late = playing.play(text.formatted("{ call: WskSend }"));
        late.breaks("scenario/eventually", "2 s");
        assertThat(late.result().timeNs()).isEqualTo(2_000_000_000L);
    }

    @Test
    void whatIsOwedMayComeAfterTheLastStep() {
        Played played =
                playing.play(
                        """
                        machines: { a: {}, b: {} }
                        on: a
                        steps:
                          - call: KeGetCurrentIrql
                          - inject: { name: dark, restart: b, down-for: 1 s }
                        eventually:
                          - { that: { call: DriverUnload }, within: 5 s }
                        """);
        assertThat(played.result().verdict()).isEqualTo(Verdict.VIOLATED);
    }

    @Test
    void whatSometimesHappensIsReported() {
        Played played =
                playing.play(
                        Sockets.scenario(Sockets.EXCHANGE)
                                + "sometimes:\n"
                                + "  - { call: WskSend }\n"
                                + "  - { call: WskDisconnect }\n");
        played.holds();
        assertThat(played.result().sometimes()).containsExactly(true, false);
    }

    @Test
    void whatIsToHappenSometimesForTheSecondTimeIsNotReachedByTheFirst() {
        Played played =
                playing.play(
                        Sockets.scenario(Sockets.EXCHANGE)
                                + "sometimes:\n"
                                + "  - { call: WskSend, nth: 1 }\n"
                                + "  - { call: WskSend, nth: 99 }\n");
        assertThat(played.result().sometimes()).containsExactly(true, false);
    }

    @Test
    void aFunctionThatReturnsACodeOfItsOwnIsToldAndAwaitedByThatCode() {
        Played played =
                playing.play(
                        """
                        machines: { client: {}, files: {} }
                        drivers:
                          redirector: { on: client, role: mini-redirector, like: stream-redirector, with: { network-provider: true } }
                        on: client
                        steps:
                          - run: map-drive
                            with: { letter: "Z:", remote: '\\\\nowhere\\public' }
                            returns: failure
                        counts:
                          - { return: WNetAddConnection2, status: ERROR_BAD_NET_NAME, is: 1 }
                        """);
        played.holds();
        assertThat(played.events(TraceEvent.Kind.RETURN, "WNetAddConnection2"))
                .extracting(Recorded::status)
                .containsExactly("ERROR_BAD_NET_NAME");
    }
}
