package dev.irpflow.sim.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The system ends the applications of a run whose steps know nothing of a failure. */
final class EndedApplicationsTest {
    @TempDir private Path folder;

    @Test
    void anApplicationWhoseMachineLosesPowerMeanwhileHasEnded() {
        try (Playing playing = new Playing(folder)) {
            Played played =
                    playing.play(
                            """
                            machines: { client: {} }
                            drivers:
                              slow:
                                role: wdm-driver
                                script:
                                  IRP_MJ_READ:
                                    - call: ExAllocatePool2
                                      with: { flags: POOL_FLAG_NON_PAGED, number_of_bytes: 64 B, tag: "Read" }
                                      returns: any
                                    - complete: STATUS_SUCCESS
                                    - return: STATUS_SUCCESS
                                  IRP_MJ_CLEANUP:
                                    - wait: 10 ms
                                    - complete: STATUS_SUCCESS
                                    - return: STATUS_SUCCESS
                            steps:
                              - call: NtCreateFile
                                with: { desired_access: 1, object_attributes: { object_name: '\\Device\\slow', attributes: 64 }, file_attributes: 0, share_access: 0, create_disposition: 1, create_options: 0 }
                              - run: send-irp
                                with: { device: slow, major: IRP_MJ_READ }
                            faults:
                              - { each-site: ExAllocatePool2, nth: 1 }
                              - { restart: client, at: 5 ms, down-for: 1 ms }
                            """);
            played.holds();
            assertThat(played.faults()).hasSize(2);
        }
    }
}
