package dev.irpflow.sim.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.sim.stage.Answers;
import dev.irpflow.sim.stage.SeededChooser;
import dev.irpflow.sim.trace.Recorded;
import dev.irpflow.stage.TraceEvent;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What each verb of a step does. */
final class StepsTest {
    private static final String ONE =
            """
            machines: { client: {} }
            steps:
            """;

    private static final String DRIVE =
            """
            machines: { client: {}, files: {} }
            drivers:
              file-server: { on: files, role: wsk-client, like: file-server, with: { share: public } }
              redirector: { on: client, role: mini-redirector, like: stream-redirector, with: { network-provider: true } }
            on: client
            steps:
            """;

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

    @Test
    void aClientThatComesTooEarlyWaitsForTheProvider() {
        playing.play(Playing.resource("early-client.yaml"), new SeededChooser(1, 0)).holds();
    }

    @Test
    void aCallThatFailsAlthoughNothingIsSaidBreaksTheScenario() {
        playing.play(
                        """
                        machines: { client: { wsk: { ready-after: 1 s } } }
                        steps:
                          - call: WskRegister
                            with: { version: "1.0" }
                            as: r
                          - call: WskCaptureProviderNPI
                            with: { registration: $r.registration, wait_timeout: WSK_NO_WAIT }
                        """)
                .breaks("scenario/step-as-expected", "small.yaml:8", "STATUS_DEVICE_NOT_READY");
    }

    @Test
    void socketsListenAcceptConnectSendAndReceiveWithIrpsOfTheRunner() {
        Played played = playing.play(Sockets.scenario(Sockets.EXCHANGE));
        played.holds();
        assertThat(played.calls("WskReceive")).isEqualTo(1);
    }

    @Test
    void aLengthOfTimeTakesThatLong() {
        Played played =
                playing.play(ONE + "  - wait: 50 ms\n  - note: late\n  - call: KeGetCurrentIrql\n");
        played.holds();
        Recorded note =
                played.events().stream()
                        .filter(event -> event.kind() == TraceEvent.Kind.NOTE)
                        .findFirst()
                        .orElseThrow();
        assertThat(note.timeNs()).isBetween(50_000_000L, 51_000_000L);
    }

    @Test
    void threadsRunSideBySideOnTheirMachinesAndAreJoined() {
        Played played =
                playing.play(
                        """
                        machines: { a: {}, b: {} }
                        on: a
                        steps:
                          - together:
                              slow:
                                - wait: 5 ms
                                - note: slow
                              quick:
                                - { on: b, note: quick }
                                - { on: a, note: then on a }
                          - note: joined
                          - call: KeGetCurrentIrql
                        """);
        played.holds();
        assertThat(played.notes()).containsExactly("quick", "then on a", "slow", "joined");
        assertThat(played.events()).anyMatch(event -> "quick".equals(event.strand()));
    }

    @Test
    void aBlockRepeatsItsStepsAlsoWhereTheyAreOnSeveralMachines() {
        Played played =
                playing.play(
                        """
                        machines: { a: {}, b: {} }
                        on: a
                        steps:
                          - do:
                              - note: on a
                              - { on: b, note: on b }
                            repeat: 3
                          - call: KeGetCurrentIrql
                        """);
        played.holds();
        assertThat(played.notes()).containsExactly("on a", "on b", "on a", "on b", "on a", "on b");
        assertThat(
                        played.events().stream()
                                .filter(event -> "on b".equals(event.status()))
                                .map(Recorded::machine))
                .containsOnly("b");
    }

    @Test
    void aBlockRaisesTheLevelBeforeAndLowersItAfter() {
        Played played =
                playing.play(
                        ONE
                                + """
                                  - do:
                                      - call: KeGetCurrentIrql
                                        gives: { returned: DISPATCH_LEVEL }
                                    irql: DISPATCH_LEVEL
                                  - call: KeGetCurrentIrql
                                    gives: { returned: PASSIVE_LEVEL }
                                """);
        played.holds();
        assertThat(played.calls("KeRaiseIrql")).isEqualTo(1);
        assertThat(played.calls("KeLowerIrql")).isEqualTo(1);
    }

    @Test
    void aCallMayStandAtItsOwnLevel() {
        playing.play(
                        ONE
                                + """
                                  - call: KeGetCurrentIrql
                                    irql: DISPATCH_LEVEL
                                    gives: { returned: DISPATCH_LEVEL }
                                  - call: KeGetCurrentIrql
                                    gives: { returned: PASSIVE_LEVEL }
                                """)
                .holds();
    }

    @Test
    void aBlockHoldsItsLock() {
        Played played =
                playing.play(
                        ONE
                                + """
                                  - do:
                                      - call: KeGetCurrentIrql
                                        gives: { returned: DISPATCH_LEVEL }
                                    holding: mine
                                    repeat: 2
                                """);
        played.holds();
        assertThat(played.calls("KeAcquireSpinLock")).isEqualTo(1);
        assertThat(played.calls("KeReleaseSpinLock")).isEqualTo(1);
    }

    @Test
    void aStepRunsOnItsProcessor() {
        Played played =
                playing.play(
                        """
                        machines: { client: { processors: 4 } }
                        steps:
                          - call: KeGetCurrentIrql
                            processor: 3
                          - call: KeGetCurrentIrql
                            processor: 1
                        """);
        played.holds();
        assertThat(
                        played.events(TraceEvent.Kind.CALL, "KeGetCurrentIrql").stream()
                                .map(Recorded::processor))
                .containsExactly(3, 1);
    }

    @Test
    void aSignalWakesWhoeverWaitsNowOrLater() {
        Played played =
                playing.play(
                        ONE
                                + """
                                  - together:
                                      one:
                                        - wait: { for: go }
                                        - note: went
                                      two:
                                        - wait: 1 ms
                                        - note: signals
                                        - signal: go
                                        - wait: { for: go }
                                        - wait: 1 ms
                                        - note: again
                                """);
        played.holds();
        assertThat(played.notes()).containsExactly("signals", "went", "again");
    }

    @Test
    void aSignalThatDoesNotComeInTimeBreaksTheScenario() {
        Played played =
                playing.play(
                        ONE
                                + """
                                  - together:
                                      one:
                                        - wait: { for: go }
                                          within: 2 s
                                      two:
                                        - wait: 3 s
                                        - signal: go
                                """);
        played.breaks("scenario/step-in-time", "within 2 s");
        assertThat(played.result().timeNs()).isBetween(2_000_000_000L, 2_001_000_000L);
    }

    @Test
    void aCallThatHasNotReturnedInTimeBreaksTheScenarioAtItsLimit() {
        Played played =
                playing.play(
                        """
                        machines: { client: { wsk: { ready-after: 10 s } } }
                        steps:
                          - call: WskRegister
                            with: { version: "1.0" }
                            as: r
                          - call: WskCaptureProviderNPI
                            with: { registration: $r.registration, wait_timeout: 20 s }
                            within: 3 s
                        """);
        played.breaks("scenario/step-in-time", "small.yaml:8", "WskCaptureProviderNPI", "3 s");
        assertThat(played.result().timeNs()).isEqualTo(3_000_000_000L);
    }

    @Test
    void aWorkloadThatHasNotEndedInTimeBreaksTheScenarioAtItsLimit() {
        String text =
                DRIVE
                        + """
                          - { run: map-drive, with: { letter: "Z:", remote: \\\\files\\public }, within: %s }
                          - { run: unmap-drive, with: { letter: "Z:" } }
                        faults:
                          - { cut: client <-> files, at: 0 s, for: 5 s }
                        """;
        Played late = playing.play(text.formatted("2 s"));
        late.breaks("scenario/step-in-time", "small.yaml:9", "map-drive", "2 s");
        assertThat(late.result().timeNs()).isEqualTo(2_000_000_000L);
        playing.play(text.formatted("1 min")).holds();
    }

    @Test
    void aStepThatAnnouncesThatItsTimeIsTooShortIsExpectedToBreakThat() {
        playing.play(
                        ONE
                                + """
                                  - wait: { for: go }
                                    within: 2 s
                                    violates: scenario/step-in-time
                                  - signal: go
                                  - call: KeGetCurrentIrql
                                faults:
                                  - { lose: 1 %, at: 3 s, may-miss: true }
                                """)
                .breaks("scenario/deadlock");
    }

    @Test
    void theTimeOfAStepEndsWithItsMachine() {
        playing.play(
                        """
                        machines: { client: {}, other: {} }
                        on: other
                        steps:
                          - on: client
                            call: KeLowerIrql
                            with: { new_irql: DISPATCH_LEVEL }
                            bug-checks: 0xC4/0x31
                          - wait: 2 min
                        """)
                .holds();
    }

    @Test
    void aCheckComparesWhatAnEarlierStepGave() {
        String check =
                ONE
                        + """
                          - call: KeGetCurrentIrql
                            as: level
                          - check: $level.returned
                            is: %s
                        """;
        playing.play(check.formatted("PASSIVE_LEVEL")).holds();
        playing.play(check.formatted("DISPATCH_LEVEL"))
                .breaks("scenario/step-as-expected", "$level.returned");
    }

    @Test
    void whatAStepTakesIsCompared() {
        playing.play(
                        """
                        machines: { client: { wsk: { ready-after: 1 s } } }
                        steps:
                          - call: WskRegister
                            with: { version: "1.0" }
                            as: r
                          - call: WskCaptureProviderNPI
                            with: { registration: $r.registration, wait_timeout: 5 s }
                            takes: at-most 10 ms
                        """)
                .breaks("scenario/step-as-expected", "it took 1");
    }

    @Test
    void aRunThatPlaysNothingOrChecksNothingIsInconclusive() {
        playing.play(ONE + "  - note: idle\n").isInconclusive("nothing was checked");
        playing.play(ONE + "  - wait: 1 ms\n").isInconclusive("nothing was checked");
    }

    @Test
    void aLimitOnTimeOrMessagesIsInconclusive() {
        playing.play(ONE + "  - wait: 10 s\nlimits: { time: 1 s }\n").isInconclusive("1 s");
        playing.play(
                        ONE
                                + """
                                  - do:
                                      - call: KeGetCurrentIrql
                                    repeat: 1000
                                limits: { messages: 500 }
                                """)
                .isInconclusive("500 messages");
    }

    @Test
    void aParameterIsDrawnBySeed() {
        String text =
                """
                machines: { client: {} }
                parameters: { long: { is: duration, draw: 1 ms..1 s } }
                steps:
                  - wait: $long
                  - call: KeGetCurrentIrql
                """;
        long one = playing.play(text, 1).holds().result().timeNs();
        assertThat(playing.play(text, 1).result().timeNs()).isEqualTo(one);
        assertThat(playing.play(text, 2).result().timeNs()).isNotEqualTo(one);
    }

    @Test
    void theSameSeedGivesTheSameTraceAndItsAnswersGiveItAgain() {
        String text = Sockets.scenario(Sockets.EXCHANGE);
        for (long seed : List.of(3L, 4L, 9L)) {
            Answers answers = new Answers();
            Played first = playing.playKeeping(text, seed, answers);
            assertThat(playing.play(text, seed).hash()).isEqualTo(first.hash());
            assertThat(playing.replay(text, seed, answers).hash()).isEqualTo(first.hash());
        }
    }
}
