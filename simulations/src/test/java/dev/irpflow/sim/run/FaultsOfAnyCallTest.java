package dev.irpflow.sim.run;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a fault that names no routine leaves alone. */
final class FaultsOfAnyCallTest {
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

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "complete-early: any-completion, with-status: STATUS_UNSUCCESSFUL",
                "fail: any-call, with-status: STATUS_UNSUCCESSFUL"
            })
    void noFileRefusesToBeClosed(String fault) {
        playing.play(asks("IRP_MJ_CLOSE", fault + ", may-miss: true")).holds();
        playing.play(asks("IRP_MJ_CLEANUP", fault + ", may-miss: true")).holds();
        playing.play(asks("IRP_MJ_READ", fault + ", may-miss: true"))
                .breaks("scenario/step-as-expected", "STATUS_UNSUCCESSFUL");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"complete-early", "fail"})
    void whoNamesItMeansIt(String fault) {
        playing.play(
                        asks(
                                "IRP_MJ_CLOSE",
                                fault + ": IRP_MJ_CLOSE, with-status: STATUS_UNSUCCESSFUL"))
                .breaks("scenario/step-as-expected", "STATUS_UNSUCCESSFUL");
    }

    // The driver pends it; the fault begins before, or while it pends.
    private static String asks(String major, String fault) {
        return """
        machines: { client: {} }
        drivers:
          slow:
            role: wdm-driver
            script:
              %1$s:
                - call: IoMarkIrpPending
                - return: STATUS_PENDING
                - wait: 20 ms
                - complete: STATUS_SUCCESS
        steps:
          - run: send-irp
            with: { device: slow, major: %1$s }
            returns: any
            completes: STATUS_SUCCESS
        faults: [ { %2$s, on: client/slow } ]
        """
                .formatted(major, fault);
    }
}
