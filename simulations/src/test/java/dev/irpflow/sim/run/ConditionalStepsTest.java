package dev.irpflow.sim.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.sim.trace.Recorded;
import dev.irpflow.stage.TraceEvent;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Steps that are played on a condition. */
final class ConditionalStepsTest {
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
    void aBlockOnAConditionIsPlayedOnlyIfItHolds() {
        Played played =
                playing.play(
                        """
                        machines: { client: {} }
                        steps:
                          - { call: KeGetCurrentIrql, as: level }
                          - do:
                              - note: at passive level
                            if: $level.returned
                            is: PASSIVE_LEVEL
                          - do:
                              - note: at another level
                            if: $level.returned
                            is: not PASSIVE_LEVEL
                        """);
        played.holds();
        assertThat(played.events())
                .filteredOn(event -> event.kind() == TraceEvent.Kind.NOTE)
                .extracting(Recorded::status)
                .containsExactly("at passive level");
    }

    @Test
    void whatWasNeverGivenIsUnset() {
        Played played =
                playing.play(
                        """
                        machines: { client: { wsk: { ready-after: 1 s } } }
                        steps:
                          - { call: WskRegister, with: { version: "1.0" }, as: own }
                          - call: WskCaptureProviderNPI
                            with: { registration: $own.registration, wait_timeout: WSK_NO_WAIT }
                            returns: STATUS_DEVICE_NOT_READY
                            as: npi
                          - do:
                              - { call: WskReleaseProviderNPI, with: { registration: $own.registration } }
                            if: $npi.client
                            is: not unset
                          - { call: WskDeregister, with: { registration: $own.registration } }
                        """);
        played.holds();
        assertThat(played.calls("WskReleaseProviderNPI")).isZero();
    }
}
