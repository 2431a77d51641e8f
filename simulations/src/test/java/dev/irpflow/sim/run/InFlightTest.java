package dev.irpflow.sim.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.sim.stage.SeededChooser;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a fault does to the operations that are pending when it begins, and to nobody else. */
final class InFlightTest {
    private static final String QUEUE =
            """
            machines: { client: {} }
            drivers:
              queue: { role: wdm-driver, like: request-queue, with: { answer-after: 1 s } }
            """;

    // Below a driver that has pended the read answers one that does not pend.
    private static final String AT_ONCE_BELOW =
            """
            machines: { client: {} }
            drivers:
              lower:
                role: wdm-driver
                script:
                  IRP_MJ_READ: [ { complete: STATUS_SUCCESS }, { return: STATUS_SUCCESS } ]
              upper:
                role: wdm-driver
                with: { above: lower }
                script:
                  IRP_MJ_READ:
                    - call: IoMarkIrpPending
                    - return: STATUS_PENDING
                    - wait: 20 ms
                    - call: IoCopyCurrentIrpStackLocationToNext
                    - { call: IoCallDriver, returns: any }
            """;

    // Above the driver that pends waits one that has not returned.
    private static final String WAITS_ABOVE =
            """
            machines: { client: {} }
            drivers:
              queue: { role: wdm-driver, like: request-queue, with: { answer-after: 1 s } }
              upper:
                role: wdm-driver
                with: { above: queue }
                script:
                  DriverEntry:
                    - { call: KeInitializeEvent, with: { type: NotificationEvent, state: false }, as: done }
                    - return: STATUS_SUCCESS
                  IRP_MJ_READ:
                    - call: IoCopyCurrentIrpStackLocationToNext
                    - call: IoSetCompletionRoutine
                      with: { completion_routine: IO_COMPLETION_ROUTINE, invoke_on_success: true, invoke_on_error: true, invoke_on_cancel: true }
                    - { call: IoCallDriver, returns: STATUS_PENDING }
                    - call: KeWaitForSingleObject
                      with: { object: $done.event, wait_reason: Executive, wait_mode: KernelMode, alertable: false }
                    - complete: STATUS_CANCELLED
                    - return: STATUS_CANCELLED
                  IO_COMPLETION_ROUTINE:
                    - { call: KeSetEvent, with: { event: $done.event, increment: 0, wait: false }, returns: any }
                    - return: STATUS_MORE_PROCESSING_REQUIRED
            """;

    private static final String DRIVE =
            """
            machines: { client: {}, files: {} }
            drivers:
              file-server: { on: files, role: wsk-client, like: file-server, with: { share: public } }
              redirector: { on: client, role: mini-redirector, like: stream-redirector, with: { network-provider: true } }
            on: client
            steps:
              - { run: map-drive, with: { letter: "Z:", remote: \\\\files\\public } }
              - run: copy
                with: { from: zeros 1 KiB, to: 'Z:\\copy.bin' }
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

    private static String read(String device) {
        return "  - begin: send-irp\n    with: { device: "
                + device
                + ", major: IRP_MJ_READ, length: 4 B }\n"
                + "    returns: STATUS_PENDING\n    as: read\n";
    }

    private Played play(String world, String steps, String fault) {
        return playing.play(world + "steps:\n" + steps + "faults:\n  - " + fault + "\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"complete-early-in-flight", "complete-twice-in-flight", "delay-in-flight"})
    void theScenarioOfEachHoldsWithEverySeed(String name) throws IOException {
        for (int seed = 1; seed <= 20; seed++) {
            playing.play(Playing.inPlace("faults/" + name), new SeededChooser(seed)).holds();
        }
    }

    @Test
    void aGustHoldsTheEndOfWhatIsPendingBack() {
        String fault = "{ storm: [ { name: gust, delay: IRP_MJ_READ, by: 3 s } ], at-most: 1 }";
        play(QUEUE, read("queue") + "  - { await: $read, takes: 4 s..4200 ms }\n", fault).holds();
    }

    @Test
    void aStepInjectsWhatEndsThePendingOperationAtOnce() {
        String steps =
                read("queue")
                        + "  - wait: 10 ms\n"
                        + "  - inject: { name: it, complete-early: IRP_MJ_READ, with-status: STATUS_DEVICE_NOT_READY }\n"
                        + "  - { await: $read, completes: STATUS_DEVICE_NOT_READY, takes: at-most 100 ms }\n";
        Played played = playing.play(QUEUE + "steps:\n" + steps);
        played.holds();
        assertThat(played.faults())
                .containsExactly(
                        "it: will cancel irp-9", "it: lets irp-9 end with STATUS_DEVICE_NOT_READY");
    }

    @Test
    void anEndIsStruckByOneFaultAndByNoOther() {
        String faults =
                """
                { name: first, fail: IRP_MJ_READ, with-status: STATUS_DEVICE_NOT_READY, at: 10 ms }
                  - { name: second, never-complete: IRP_MJ_READ, at: 20 ms, may-miss: true }
                  - { name: third, delay: IRP_MJ_READ, by: 5 s, at: 20 ms, may-miss: true }\
                """;
        String await =
                "  - { await: $read, completes: STATUS_DEVICE_NOT_READY, takes: 1 s..1200 ms }\n";
        Played played = play(QUEUE, read("queue") + await, faults);
        played.holds();
        assertThat(played.result().faults()).containsEntry("second", 0L).containsEntry("third", 0L);
    }

    @Test
    void aFaultThatHasEndedLetsWhatIsPendingEndInTime() {
        String await = "  - { await: $read, takes: 1 s..1200 ms }\n";
        play(QUEUE, read("queue") + await, "{ delay: IRP_MJ_READ, by: 3 s, during: 10..20 ms }")
                .holds();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "on: client/queue, ", "on: client, "})
    void whatIsPendingBelowADriverThatWaitsIsInFlight(String where) {
        String steps =
                """
                  - run: send-irp
                    with: { device: upper, major: IRP_MJ_READ, length: 4 B }
                    completes: STATUS_CANCELLED
                    takes: at-most 100 ms
                """;
        play(WAITS_ABOVE, steps, "{ cancel: IRP_MJ_READ, " + where + "at: 10 ms }").holds();
    }

    @Test
    void aDriverIsNotBlamedForTheStatusThatAFaultHasMadeOfItsEnd() {
        String await = "  - { await: $read, completes: STATUS_DEVICE_NOT_READY }\n";
        String fault =
                "{ fail: IRP_MJ_READ, with-status: STATUS_DEVICE_NOT_READY, at: 10 ms, nth: 1 }";
        play(AT_ONCE_BELOW, read("upper") + await, fault).holds();
    }

    @Test
    void aDriverIsNotBlamedForTheEndThatAFaultHasLost() {
        String await =
                "  - wait: 1 s\n  - cancel: $read\n  - { await: $read, completes: STATUS_CANCELLED }\n";
        play(
                        AT_ONCE_BELOW,
                        read("upper") + await,
                        "{ never-complete: IRP_MJ_READ, at: 10 ms, nth: 1 }")
                .holds();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fail: LOWIO_OP_WRITE, with-status: STATUS_IO_TIMEOUT",
                "delay: LOWIO_OP_WRITE, by: 3 s",
            })
    void anOperationThatNoIrpCarriesIsInFlightToo(String fault) {
        boolean isLate = fault.startsWith("delay");
        String text =
                DRIVE
                        + (isLate ? "    takes: 3 s..4 s\n" : "    completes: STATUS_IO_TIMEOUT\n")
                        + "  - { run: unmap-drive, with: { letter: \"Z:\" } }\n"
                        + "faults:\n  - { name: it, "
                        + fault
                        + ", when: { return: LOWIO_OP_WRITE, status: STATUS_PENDING }, at-most: 1 }\n"
                        + "counts: [ { return: LOWIO_OP_WRITE, status: STATUS_IO_TIMEOUT, is: 0 } ]\n";
        Played played = playing.play(text);
        played.holds();
        assertThat(played.result().faults()).containsEntry("it", 1L);
    }
}
