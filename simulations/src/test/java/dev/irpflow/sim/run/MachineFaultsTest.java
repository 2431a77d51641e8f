package dev.irpflow.sim.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.stage.TraceEvent;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What faults do to machines and their clocks, and how they are told. */
final class MachineFaultsTest {
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
    void aMachineThatIsToDieOfABugCheckDoesAndNoRuleIsBroken() {
        Played played =
                playing.play(
                        """
                        machines: { client: {}, server: {} }
                        on: client
                        steps:
                          - wait: { until: { bug-check: 0xC9/0x23E, on: server } }
                          - wait: 10 s
                          - call: KeGetCurrentIrql
                        faults:
                          - { name: dead, crash: server, bug-check: 0xC9/0x23E, at: 1 s }
                        """);
        played.holds();
        assertThat(played.faults()).containsExactly("dead: server dies of 0xC9/0x23E");
    }

    @Test
    void whatStrikesAMachineNamesTheAnswerByWhichItDid() {
        Played played =
                playing.play(
                        """
                        machines: { client: {}, server: {} }
                        on: client
                        steps:
                          - wait: 10 s
                          - call: KeGetCurrentIrql
                        faults:
                          - { skew: server, back: 1 h, at: 1 s }
                          - { stop: wsk, on: server, at: 2 s }
                          - { restart: server, at: 3 s, down-for: 1 s }
                          - { crash: server, bug-check: 0xE2, at: 5 s }
                          - { crash: client, at: 11 s, may-miss: true }
                        """);
        played.holds();
        assertThat(played.faults()).hasSize(4);
        assertThat(played.faults().getFirst())
                .isEqualTo("skew 1: the clock of server is set back by 1 h");
        assertThat(
                        played.events().stream()
                                .filter(event -> event.kind() == TraceEvent.Kind.FAULT)
                                .map(event -> String.valueOf(event.decision())))
                .allMatch(decision -> decision.endsWith("=yes"));
    }
}
