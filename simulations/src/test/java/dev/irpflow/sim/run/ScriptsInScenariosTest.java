package dev.irpflow.sim.run;

import static dev.irpflow.sim.run.SmallDriver.READ;
import static dev.irpflow.sim.run.SmallDriver.driver;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How scripted drivers meet the rest of a scenario: steps, properties, devices, machines. */
final class ScriptsInScenariosTest {
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
    void aCancelRoutineCompletesWhatTheRequesterCancels() {
        playing.play(
                        driver(
                                        """
                                        IRP_MJ_READ:
                                          - call: IoSetCancelRoutine
                                          - call: IoMarkIrpPending
                                          - return: STATUS_PENDING
                                        DRIVER_CANCEL:
                                          - call: IoReleaseCancelSpinLock
                                            with: { irql: $call.cancel_irql }
                                          - complete: STATUS_CANCELLED
                                        """)
                                + """
                                steps:
                                  - run: send-irp
                                    with: { device: mine, major: IRP_MJ_READ, cancel-after: 1 ms }
                                    completes: STATUS_CANCELLED
                                    gives: { information: 0 }
                                """)
                .holds();
    }

    @Test
    void scriptsAndStepsSignalEachOther() {
        Played played =
                playing.play(
                        driver(
                                        """
                                        IRP_MJ_READ:
                                          - signal: in-read
                                          - wait: { for: go }
                                          - complete: STATUS_SUCCESS
                                          - return: STATUS_SUCCESS
                                        """)
                                + """
                                steps:
                                  - together:
                                      reader:
                                        - run: send-irp
                                          with: { device: mine, major: IRP_MJ_READ }
                                      other:
                                        - wait: { for: in-read }
                                        - note: now
                                        - signal: go
                                """);
        played.holds();
        assertThat(played.notes()).containsExactly("now");
    }

    @Test
    void propertiesCountAndOrderTheRoutinesOfAScript() {
        String text =
                driver(
                                """
                                IRP_MJ_READ:
                                  - complete: STATUS_SUCCESS
                                  - return: STATUS_SUCCESS
                                """)
                        + READ;
        playing.play(
                        text
                                + """
                                counts: [ { call: IRP_MJ_READ, on: client/mine, is: 1 } ]
                                in-order:
                                  - [ DriverEntry, IRP_MJ_READ, { return: IRP_MJ_READ }, DriverUnload ]
                                """)
                .holds();
        playing.play(text + "counts: [ { call: IRP_MJ_READ, is: 2 } ]\n").breaks("scenario/counts");
        playing.play(text + "never: [ { return: IRP_MJ_READ, status: STATUS_SUCCESS } ]\n")
                .breaks("scenario/never");
    }

    @Test
    void anIrpThatIsBegunIsCancelledAndAwaited() {
        playing.play(
                        driver(
                                        """
                                        IRP_MJ_READ:
                                          - call: IoSetCancelRoutine
                                          - call: IoMarkIrpPending
                                          - return: STATUS_PENDING
                                        DRIVER_CANCEL:
                                          - call: IoReleaseCancelSpinLock
                                            with: { irql: $call.cancel_irql }
                                          - complete: STATUS_CANCELLED
                                        """)
                                + """
                                steps:
                                  - begin: send-irp
                                    with: { device: mine, major: IRP_MJ_READ }
                                    returns: STATUS_PENDING
                                    as: read
                                  - cancel: $read
                                    returns: true
                                  - await: $read
                                    completes: STATUS_CANCELLED
                                """)
                .holds();
    }

    @Test
    void momentsNameScriptsByTheirKeys() {
        String text =
                driver(
                                """
                                DriverEntry:
                                  - call: KeInitializeDpc
                                    with: { deferred_routine: first }
                                    as: one
                                  - call: KeInitializeDpc
                                    with: { deferred_routine: second }
                                    as: two
                                IRP_MJ_READ:
                                  - do:
                                      - call: KeInsertQueueDpc
                                        with: { dpc: $two.dpc }
                                      - call: KeInsertQueueDpc
                                        with: { dpc: $one.dpc }
                                    irql: DISPATCH_LEVEL
                                  - complete: STATUS_SUCCESS
                                  - return: STATUS_SUCCESS
                                first: { is: KDEFERRED_ROUTINE, steps: [ note: one ] }
                                second: { is: KDEFERRED_ROUTINE, steps: [ note: two ] }
                                """)
                        + READ;
        playing.play(
                        text
                                + """
                                counts: [ { call: first, is: 1 }, { return: second, is: 1 } ]
                                in-order: [ [ second, first ] ]
                                """)
                .holds();
        playing.play(text + "in-order: [ [ first, second ] ]\n").breaks("scenario/in-order");
    }

    @Test
    void cancelAndCompletionRoutinesAreCallbacksToMoments() {
        playing.play(
                        driver(
                                        """
                                        IRP_MJ_READ:
                                          - call: IoSetCancelRoutine
                                          - call: IoMarkIrpPending
                                          - return: STATUS_PENDING
                                        DRIVER_CANCEL:
                                          - call: IoReleaseCancelSpinLock
                                            with: { irql: $call.cancel_irql }
                                          - complete: STATUS_CANCELLED
                                        """)
                                + """
                                steps:
                                  - run: send-irp
                                    with: { device: mine, major: IRP_MJ_READ, cancel-after: 0 s }
                                    completes: STATUS_CANCELLED
                                counts:
                                  - { call: DRIVER_CANCEL, is: 1 }
                                  - { indicate: DRIVER_CANCEL, is: 1 }
                                  - { cancel: DRIVER_CANCEL, is: 1 }
                                in-order: [ [ IRP_MJ_READ, DRIVER_CANCEL, IoCompleteRequest ] ]
                                """)
                .holds();
    }

    @Test
    void aDeviceAboveAnotherSendsOnWhatItHasNoScriptFor() {
        Played played =
                playing.play(
                        """
                        machines: { client: {} }
                        drivers:
                          low:
                            role: wdm-driver
                            with: { io: buffered }
                            script:
                              IRP_MJ_WRITE:
                                - complete: STATUS_SUCCESS
                                  information: 5
                                - return: STATUS_SUCCESS
                          high:
                            role: wdm-driver
                            with: { above: low }
                            script:
                              DriverEntry: [ note: hello ]
                        steps:
                          - run: send-irp
                            with: { device: low, major: IRP_MJ_WRITE, buffer: text hello }
                            gives: { information: 5 }
                        in-order:
                          - [ { call: IRP_MJ_WRITE, on: client/high }, { call: IRP_MJ_WRITE, on: client/low } ]
                        """);
        played.holds();
        assertThat(played.calls("IoDetachDevice")).isEqualTo(1);
    }

    @Test
    void aDriverThatIsToBeAboveOneThatComesLaterDoesNotLoad() {
        playing.play(
                        """
                        machines: { client: {} }
                        drivers:
                          high:
                            role: wdm-driver
                            with: { above: low }
                            script: { DriverEntry: [ note: hello ] }
                          low:
                            role: wdm-driver
                            script: { DriverEntry: [ note: hello ] }
                        steps: [ wait: 1 ms ]
                        """)
                .isInconclusive("driver high did not load on client: STATUS_NO_SUCH_DEVICE");
    }

    @Test
    void aDriverIsNotUnloadedWhileItsLinesRunInAWorkItem() {
        Played played =
                playing.play(
                        driver(
                                        """
                                        IRP_MJ_READ:
                                          - call: IoMarkIrpPending
                                          - return: STATUS_PENDING
                                          - complete: STATUS_SUCCESS
                                          - wait: 5 ms
                                          - note: last line
                                        DriverUnload: [ note: unloaded ]
                                        """)
                                + READ);
        played.holds();
        assertThat(played.notes()).containsExactly("last line", "unloaded");
    }

    @Test
    void aMachineThatRestartsLoadsItsScriptsAnew() {
        Played played =
                playing.play(
                        """
                        machines: { client: {}, other: {} }
                        drivers:
                          mine:
                            on: client
                            role: wdm-driver
                            script:
                              DriverEntry:
                                - note: loaded
                              IRP_MJ_READ:
                                - call: IoMarkIrpPending
                                - return: STATUS_PENDING
                                - complete: STATUS_SUCCESS
                        on: client
                        steps:
                          - on: other
                            wait: 20 ms
                          - run: send-irp
                            with: { device: mine, major: IRP_MJ_READ }
                        faults:
                          - { name: dark, restart: client, at: 5 ms, down-for: 1 ms }
                        """);
        played.holds();
        assertThat(played.notes()).containsExactly("loaded", "loaded");
    }

    @Test
    void aDriverIsUnloadedOnlyAfterTheCloseOfItsLastFileHasEnded() {
        playing.play(
                        driver(
                                        """
                                        IRP_MJ_READ:
                                          - call: IoMarkIrpPending
                                          - return: STATUS_PENDING
                                          - wait: 5 ms
                                          - complete: STATUS_SUCCESS
                                        IRP_MJ_CLOSE:
                                          - wait: 5 ms
                                          - complete: STATUS_SUCCESS
                                          - return: STATUS_SUCCESS
                                        """)
                                + """
                                steps:
                                  - call: NtCreateFile
                                    with:
                                      desired_access: [GENERIC_READ]
                                      object_attributes: { object_name: '\\Device\\mine', attributes: 0 }
                                      file_attributes: 0
                                      share_access: 0
                                      create_disposition: FILE_OPEN
                                      create_options: 0
                                    as: file
                                  - begin: NtReadFile
                                    with: { file_handle: $file.file_handle, buffer: zeros 16 B, byte_offset: 0 B }
                                    as: read
                                  - call: NtClose
                                    with: { handle: $file.file_handle }
                                  - await: $read
                                    completes: any
                                in-order:
                                  - [ { return: IRP_MJ_CLOSE }, DriverUnload ]
                                """)
                .holds();
    }
}
