package dev.irpflow.sim.run;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What steps say of the return of what they run or cancel. */
final class ReturnsTest {
    private static final String ONE =
            """
            machines: { client: {} }
            drivers:
              mine: { role: wdm-driver, script: { IRP_MJ_READ: [ complete: STATUS_SUCCESS, return: STATUS_SUCCESS ] } }
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
    void aWorkloadThatIsToFailAndEndsWellBreaksTheScenario() {
        playing.play(ONE + "  - { run: end-process, returns: failure }\n")
                .breaks("scenario/step-as-expected", "small.yaml:7", "end-process ended with");
    }

    @Test
    void aCancelThatIsToFindWhatHasEndedLongAgoBreaksTheScenario() {
        playing.play(
                        ONE
                                + """
                                  - { begin: send-irp, with: { device: mine, major: IRP_MJ_READ }, as: read }
                                  - { await: $read }
                                  - { cancel: $read, returns: true }
                                """)
                .breaks("scenario/step-as-expected", "small.yaml:9", "the cancel returned false");
    }
}
