package dev.irpflow.sim.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Threads of a scenario that wait for each other are told of, and never waited for. */
final class CircleTest {
    private static final String ONE =
            """
            machines: { client: {} }
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
    void threadsThatWaitForEachOthersSignalsEndTheRunAtOnce() {
        Played played =
                playing.play(
                        ONE
                                + """
                                  - together:
                                      one:
                                        - wait: { for: a }
                                        - signal: b
                                      two:
                                        - wait: { for: b }
                                        - signal: a
                                """);
        played.breaks(
                "scenario/deadlock",
                "small.yaml:7:11 for signal a, which two gives at",
                "small.yaml:10:11 for signal b, which one gives at");
        assertThat(played.result().timeNs()).isZero();
    }

    @Test
    void aCircleThroughTheEndOfAThreadEndsTheRunAtOnce() {
        playing.play(
                        ONE
                                + """
                                  - together:
                                      one:
                                        - wait: { for: done }
                                      two:
                                        - wait: 1 h
                                  - signal: done
                                """)
                .breaks("scenario/deadlock", "main waits for one to end", "signal done");
    }

    @Test
    void threadsThatWaitForMomentsOfEachOtherEndTheRunOnceNothingIsUnderWay() {
        Played played =
                playing.play(
                        ONE
                                + """
                                  - together:
                                      one:
                                        - wait: { until: KeGetCurrentIrql }
                                          within: 30 min
                                        - signal: go
                                      two:
                                        - wait: 2 s
                                        - wait: { for: go }
                                          within: 20 min
                                        - call: KeGetCurrentIrql
                                """);
        played.breaks(
                "scenario/deadlock", "the call of KeGetCurrentIrql, which two gives", "signal go");
        assertThat(played.result().timeNs()).isEqualTo(2_000_000_000L);
    }

    @Test
    void aThreadThatAThirdOneHelpsIsInNoCircle() {
        playing.play(
                        ONE
                                + """
                                  - together:
                                      one:
                                        - wait: { for: a }
                                        - signal: b
                                      two:
                                        - wait: { for: b }
                                        - signal: a
                                      third:
                                        - wait: 1 s
                                        - signal: a
                                """)
                .holds();
    }
}
