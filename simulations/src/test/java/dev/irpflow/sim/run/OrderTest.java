package dev.irpflow.sim.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The order of a scenario, in runs. */
final class OrderTest {
    private static final String TWO_THREADS =
            """
            machines: { pc: { processors: 1 } }
            on: pc
            steps:
              - together:
                  a:
                    - call: KeInitializeEvent
                      with: { type: NotificationEvent, state: false }
                    - call: KeInitializeEvent
                      with: { type: NotificationEvent, state: false }
                  b:
                    - call: KeInitializeSpinLock
                    - call: KeInitializeSpinLock
            """;

    @TempDir private Path folder;
    private Playing playing = new Playing(Path.of(""));

    @BeforeEach
    void open() {
        playing = new Playing(folder);
    }

    @AfterEach
    void close() {
        playing.close();
    }

    @Test
    void stepsComeInTheOrderThatIsGivenWithEverySeed() {
        String other =
                TWO_THREADS
                        + """
                        order:
                          - { call: KeInitializeSpinLock, thread: b }
                          - { call: KeInitializeEvent, thread: a }
                          - { call: KeInitializeEvent, thread: a, nth: 2 }
                          - { call: KeInitializeSpinLock, on: pc, thread: b, nth: 2 }
                        counts: [ { call: KeInitializeEvent, is: 2 } ]
                        in-order:
                          - [ KeInitializeSpinLock, KeInitializeEvent ]
                          - [ { call: KeInitializeEvent, nth: 2 }, { call: KeInitializeSpinLock, nth: 2 } ]
                        """;

        for (long seed = 1; seed <= 20; seed++) {
            assertThat(playing.play(other, seed).result().reason()).isEmpty();
        }
        assertThat(
                        playing.play(other.replaceAll("(?m)^(order|  - \\{).*\n", ""), 1)
                                .result()
                                .verdict())
                .isEqualTo(Verdict.VIOLATED);
    }

    @Test
    void withAnOrderNothingElseIsChosen() {
        String boring =
                TWO_THREADS + "order: boring\ncounts: [ { call: KeInitializeEvent, is: 2 } ]\n";

        String first = playing.play(boring, 1).hash();
        for (long seed = 2; seed <= 10; seed++) {
            assertThat(playing.play(boring, seed).hash()).isEqualTo(first);
        }
    }

    @Test
    void anOrderThatCannotBeKeptIsInconclusiveAndNamesTheMoment() {
        String impossible =
                TWO_THREADS
                        + """
                        order:
                          - { call: KeInitializeEvent, thread: a, nth: 3 }
                          - { call: KeInitializeEvent, thread: a }
                        counts: [ { call: KeInitializeEvent, is: 2 } ]
                        """;

        RunResult result = playing.play(impossible).result();
        assertThat(result.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(result.reason())
                .isEqualTo(
                        "the order was not kept: call KeInitializeEvent, thread a came before call"
                                + " KeInitializeEvent, thread a, nth 3");
    }

    @Test
    void whatNeverComesIsInconclusiveUnlessItMayMiss() {
        String never =
                TWO_THREADS
                        + """
                        order:
                          - { call: KeInitializeEvent, thread: a }
                          - { return: KeInitializeEvent, thread: c }
                        counts: [ { call: KeInitializeEvent, is: 2 } ]
                        """;

        assertThat(playing.play(never).result().reason())
                .isEqualTo("the order was not kept: return KeInitializeEvent, thread c never came");
        assertThat(
                        playing.play(never.replace("thread: c", "thread: c, may-miss: true"))
                                .result()
                                .verdict())
                .isEqualTo(Verdict.HELD);
    }
}
