package dev.irpflow.sim.run;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fields that are written as NULL. */
final class NullsTest {
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
    void whatIsOptionalIsNotThereIfItIsNull() {
        playing.play(resolving("node_name: NULL, hints: NULL", "STATUS_INVALID_PARAMETER")).holds();
    }

    @Test
    void inQuotesItIsAText() {
        playing.play(resolving("node_name: \"NULL\"", "STATUS_NO_MATCH")).holds();
    }

    private static String resolving(String fields, String status) {
        return """
        machines: { client: {} }
        steps:
          - { call: WskRegister, with: { version: "1.0", client_context: NULL, dispatch: NULL }, as: own }
          - { call: WskCaptureProviderNPI, with: { registration: $own.registration, wait_timeout: 5 s }, as: npi }
          - call: WskGetAddressInfo
            with: { client: $npi.client, %s }
            completes: %s
          - { call: WskReleaseProviderNPI, with: { registration: $own.registration } }
          - { call: WskDeregister, with: { registration: $own.registration } }
        """
                .formatted(fields, status);
    }
}
