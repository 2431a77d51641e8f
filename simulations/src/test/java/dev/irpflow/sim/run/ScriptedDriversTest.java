package dev.irpflow.sim.run;

import static dev.irpflow.sim.run.SmallDriver.READ;
import static dev.irpflow.sim.run.SmallDriver.driver;
import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.stage.TraceEvent;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the lines of a scripted driver do. */
final class ScriptedDriversTest {
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
    void aDispatchRoutineCompletesAndReturnsWhatItSays() {
        playing.play(
                        driver(
                                        """
                                        IRP_MJ_READ:
                                          - complete: STATUS_DEVICE_BUSY
                                          - return: STATUS_DEVICE_BUSY
                                        """)
                                + READ
                                + "    completes: STATUS_DEVICE_BUSY\n"
                                + "    returns: STATUS_DEVICE_BUSY\n")
                .holds();
    }

    @Test
    void aMajorCodeWithoutAScriptGetsTheUsualAnswer() {
        playing.play(
                        driver("DriverEntry: [ note: hello ]")
                                + """
                                steps:
                                  - run: send-irp
                                    with: { device: mine, major: IRP_MJ_CREATE }
                                  - run: send-irp
                                    with: { device: mine, major: IRP_MJ_READ }
                                    completes: STATUS_INVALID_DEVICE_REQUEST
                                """)
                .holds();
    }

    @Test
    void aMarkedIrpThatIsCompletedElsewhereBeforeTheReturnIsToldOfWithItsLine() {
        Played played =
                playing.play(
                        driver(
                                        """
                                        IRP_MJ_READ:
                                          - call: IoMarkIrpPending
                                          - complete: STATUS_SUCCESS
                                            processor: 1
                                            irql: DISPATCH_LEVEL
                                          - return: STATUS_SUCCESS
                                        """)
                                + READ);
        played.breaks("io/mark-without-pending");
        assertThat(played.result().violations().get(0).stack())
                .startsWith("mine.IRP_MJ_READ(")
                .endsWith("small.yaml:13)");
        assertThat(played.events(TraceEvent.Kind.CALL, "KDEFERRED_ROUTINE"))
                .singleElement()
                .satisfies(dpc -> assertThat(dpc.processor()).isEqualTo(1));
    }

    @Test
    void whatALineAfterTheReturnBreaksIsToldOfWithItsLine() {
        Played played =
                playing.play(
                        driver(
                                        """
                                        IRP_MJ_READ:
                                          - call: IoMarkIrpPending
                                          - call: IoSetCancelRoutine
                                          - return: STATUS_PENDING
                                          - wait: 5 ms
                                          - complete: STATUS_SUCCESS
                                        DRIVER_CANCEL:
                                          - note: it stays
                                        """)
                                + READ);
        played.breaks("io/irp-completed-with-cancel-routine");
        assertThat(played.result().violations().get(0).stack())
                .startsWith("mine.IRP_MJ_READ(")
                .endsWith("small.yaml:13)");
    }

    @Test
    void whatARoutineRaisesIsAnExceptionOfTheScriptUnlessItsLineHandlesIt() {
        String release =
                """
                  - call: KeReleaseSemaphore
                    with: { semaphore: $it.semaphore, increment: 0, adjustment: 2, wait: false }
                """;
        Played played =
                playing.play(
                        driver(
                                        """
                                        IRP_MJ_READ:
                                          - call: KeInitializeSemaphore
                                            with: { count: 1, limit: 2 }
                                            as: it
                                        """
                                                + release
                                                + "    returns: STATUS_SEMAPHORE_LIMIT_EXCEEDED\n"
                                                + "  - note: handled\n"
                                                + release
                                                + "  - complete: STATUS_SUCCESS\n"
                                                + "  - return: STATUS_SUCCESS\n")
                                + READ);
        played.breaks("kernel/driver-exception");
        assertThat(played.notes()).containsExactly("handled");
    }

    @Test
    void linesAfterTheReturnRunInAWorkItemInTheirOrder() {
        Played played =
                playing.play(
                        driver(
                                        """
                                        IRP_MJ_READ:
                                          - call: IoMarkIrpPending
                                          - note: before
                                          - return: STATUS_PENDING
                                          - wait: 5 ms
                                          - note: after
                                          - complete: STATUS_SUCCESS
                                            information: 4
                                            irql: DISPATCH_LEVEL
                                          - note: last
                                        """)
                                + READ
                                + "    returns: STATUS_PENDING\n"
                                + "    gives: { information: 4 }\n");
        played.holds();
        assertThat(played.notes()).containsExactly("before", "after", "last");
        assertThat(played.calls("IO_WORKITEM_ROUTINE")).isEqualTo(1);
        assertThat(played.calls("KDEFERRED_ROUTINE")).isEqualTo(1);
    }

    @Test
    void whatALineGivesIsKnownInTheWholeDriver() {
        playing.play(
                        driver(
                                        """
                                        DriverEntry:
                                          - call: KeInitializeDpc
                                            as: dpc
                                        IRP_MJ_READ:
                                          - call: IoMarkIrpPending
                                          - call: KeInsertQueueDpc
                                            with: { dpc: $dpc.dpc, system_argument1: $irp }
                                            returns: true
                                          - return: STATUS_PENDING
                                        late:
                                          is: KDEFERRED_ROUTINE
                                          steps:
                                            - complete: STATUS_SUCCESS
                                              irp: $call.system_argument1
                                        """)
                                + READ)
                .holds();
    }

    @Test
    void aDriverOfSeveralRoutinesOfAKindSaysWhichItMeans() {
        Played played =
                playing.play(
                        driver(
                                        """
                                        DriverEntry:
                                          - call: KeInitializeDpc
                                            with: { deferred_routine: second }
                                            as: dpc
                                          - call: KeInsertQueueDpc
                                            with: { dpc: $dpc.dpc }
                                        first: { is: KDEFERRED_ROUTINE, steps: [ note: one ] }
                                        second: { is: KDEFERRED_ROUTINE, steps: [ note: two ] }
                                        """)
                                + "steps: [ wait: 1 ms ]\nnever: [ { violation: ke/irql-lower } ]\n");
        played.holds();
        assertThat(played.notes()).containsExactly("two");
    }

    @Test
    void aBlockRunsOnlyOnItsCondition() {
        Played played =
                playing.play(
                        driver(
                                        """
                                        IRP_MJ_READ:
                                          - call: IrpGetCancel
                                            as: cancel
                                          - do:
                                              - note: cancelled
                                            if: $cancel.returned
                                            is: true
                                          - do:
                                              - complete: STATUS_SUCCESS
                                              - return: STATUS_SUCCESS
                                            if: $cancel.returned
                                            is: false
                                          - note: not reached
                                          - return: STATUS_UNSUCCESSFUL
                                        """)
                                + READ);
        played.holds();
        assertThat(played.notes()).isEmpty();
    }

    @Test
    void aLineThatDoesNotGoAsItSaysBreaksTheScenario() {
        playing.play(
                        driver(
                                        """
                                        IRP_MJ_READ:
                                          - call: IrpGetCancel
                                            returns: true
                                          - complete: STATUS_SUCCESS
                                          - return: STATUS_SUCCESS
                                        """)
                                + READ)
                .breaks("scenario/step-as-expected", "small.yaml:9", "IrpGetCancel returned");
    }

    @Test
    void theSameSeedPlaysScriptsTheSameWay() {
        String text =
                driver(
                                """
                                IRP_MJ_READ:
                                  - call: IoMarkIrpPending
                                  - return: STATUS_PENDING
                                  - wait: 1..5 ms
                                  - complete: STATUS_SUCCESS
                                    processor: 1
                                    irql: DISPATCH_LEVEL
                                """)
                        + """
                        steps:
                          - together:
                              one:
                                - run: send-irp
                                  with: { device: mine, major: IRP_MJ_READ }
                              two:
                                - run: send-irp
                                  with: { device: mine, major: IRP_MJ_READ }
                        """;
        for (long seed = 1; seed <= 20; seed++) {
            assertThat(playing.play(text, seed).holds().hash())
                    .isEqualTo(playing.play(text, seed).hash());
        }
    }

    @Test
    void twoCallsOfOneRoutineAtOnceHaveEachTheirOwnOfWhatTheirLinesGive() {
        playing.play(
                        driver(
                                        """
                                        IRP_MJ_READ:
                                          - call: ExAllocatePool2
                                            with: { flags: POOL_FLAG_NON_PAGED, number_of_bytes: 8 B, tag: "Mine" }
                                            as: block
                                          - call: KeDelayExecutionThread
                                            with: { wait_mode: KernelMode, alertable: false, interval: 1 ms }
                                          - call: ExFreePool
                                            with: { p: $block.returned }
                                          - complete: STATUS_SUCCESS
                                          - return: STATUS_SUCCESS
                                        """)
                                + """
                                steps:
                                  - together:
                                      one:
                                        - run: send-irp
                                          with: { device: mine, major: IRP_MJ_READ }
                                      two:
                                        - run: send-irp
                                          with: { device: mine, major: IRP_MJ_READ }
                                """)
                .holds();
    }
}
