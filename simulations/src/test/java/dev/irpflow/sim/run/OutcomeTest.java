package dev.irpflow.sim.run;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code outcome} says of the end of a run. */
final class OutcomeTest {
    private static final String STOPS =
            """
            machines: { client: {} }
            steps:
              - call: KeBugCheckEx
                with:
                  bug_check_code: 0xC9
                  bug_check_parameter1: 0x6
                  bug_check_parameter2: 0x103
                  bug_check_parameter3: 0
                  bug_check_parameter4: 0
            """;

    private static final String BREAKS =
            """
            machines: { client: {} }
            steps:
              - call: KeLowerIrql
                with: { new_irql: DISPATCH_LEVEL }
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
    void aRunThatStopsAsAnnouncedHolds() {
        playing.play(STOPS + "outcome: { bug-check: 0xC9/0x6, p2: 0x103 }\n").holds();
        playing.play(STOPS + "outcome: { bug-check: 0xC9 }\n").holds();
    }

    @Test
    void aRunThatStopsOtherwiseIsViolated() {
        playing.play(STOPS + "outcome: { bug-check: 0xC9/0x7 }\n")
                .breaks("kernel/bug-check", "bug check 0xC9/0x7 did not come");
        playing.play(STOPS + "outcome: { bug-check: 0xC9/0x6, p2: 0x104 }\n")
                .breaks("kernel/bug-check", "bug check 0xC9/0x6, p2 0x104 did not come");
    }

    @Test
    void aRunThatGoesOnIsViolated() {
        playing.play(
                        """
                        machines: { client: {} }
                        steps:
                          - call: KeGetCurrentIrql
                        outcome: { bug-check: 0xC9/0x6 }
                        """)
                .breaks("scenario/outcome", "small.yaml:6", "0xC9/0x6 did not come");
    }

    @Test
    void theRuleThatLeadsToTheBugCheckIsPartOfTheEnd() {
        playing.play(BREAKS + "outcome: { bug-check: 0xC4/0x31 }\n").holds();
    }

    @Test
    void aRuleThatIsAnnouncedEndsTheRunWell() {
        playing.play(BREAKS + "outcome: { violates: ke/irql-lower }\n").holds();
    }

    @Test
    void anotherRuleThanTheAnnouncedOneIsAViolation() {
        playing.play(BREAKS + "outcome: { violates: kernel/leak-at-end }\n")
                .breaks("ke/irql-lower");
    }
}
