package dev.irpflow.sim.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.sim.run.Verdict;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On which path a dispatch routine comes to its end, and with which status. */
final class PathsTest {
    private static final String READ =
            """
            steps:
              - run: send-irp
                with: { device: mine, major: IRP_MJ_READ }
            """;

    private static final String PENDED = "pended, then completed";

    @TempDir private Path folder;
    private Reaching reaching;
    private Coverage taken = new Coverage();

    @BeforeEach
    void begin() {
        reaching = new Reaching(folder);
    }

    @AfterEach
    void end() {
        reaching.close();
    }

    @Test
    void whatIsCompletedWithinItsRoutineIsInline() {
        assertThat(
                        path(
                                """
                                IRP_MJ_READ:
                                  - complete: STATUS_DEVICE_BUSY
                                  - return: STATUS_DEVICE_BUSY
                                """,
                                READ
                                        + "    completes: STATUS_DEVICE_BUSY\n"
                                        + "    returns: STATUS_DEVICE_BUSY\n"))
                .isEqualTo("STATUS_DEVICE_BUSY inline");
    }

    @Test
    void whatIsCompletedAfterItsRoutineHasReturnedWasPended() {
        assertThat(
                        path(
                                """
                                IRP_MJ_READ:
                                  - call: IoMarkIrpPending
                                  - return: STATUS_PENDING
                                  - wait: 5 ms
                                  - complete: STATUS_SUCCESS
                                """,
                                READ))
                .isEqualTo("STATUS_SUCCESS pended, then completed");
        assertThat(count("IRP_MJ_READ", "STATUS_PENDING", Completions.RETURNED)).isOne();
    }

    @Test
    void whatIsCompletedByOthersBeforeItsRoutineReturnsIsNeitherInlineNorPended() {
        assertThat(
                        path(
                                """
                                IRP_MJ_READ:
                                  - call: IoMarkIrpPending
                                  - complete: STATUS_SUCCESS
                                    processor: 1
                                    irql: DISPATCH_LEVEL
                                  - return: STATUS_PENDING
                                """,
                                READ))
                .isEqualTo("STATUS_SUCCESS completed before the return");
    }

    @Test
    void whatIsAskedToEndWhileItPendsIsCancelled() {
        assertThat(
                        path(
                                """
                                IRP_MJ_READ:
                                  - call: IoSetCancelRoutine
                                  - call: IoMarkIrpPending
                                  - return: STATUS_PENDING
                                DRIVER_CANCEL:
                                  - call: IoReleaseCancelSpinLock
                                    with: { irql: $call.cancel_irql }
                                  - complete: STATUS_CANCELLED
                                """,
                                """
                                steps:
                                  - run: send-irp
                                    with: { device: mine, major: IRP_MJ_READ, cancel-after: 1 ms }
                                    completes: STATUS_CANCELLED
                                """))
                .isEqualTo("STATUS_CANCELLED cancelled while pending");
    }

    @Test
    void whatAFaultAnswersIsNoPathOfTheRoutine() {
        assertThat(
                        path(
                                """
                                IRP_MJ_READ:
                                  - complete: STATUS_SUCCESS
                                  - return: STATUS_SUCCESS
                                """,
                                READ
                                        + "    completes: STATUS_DEVICE_BUSY\n"
                                        + "    returns: STATUS_DEVICE_BUSY\n"
                                        + "faults: [ { fail: IRP_MJ_READ, with-status:"
                                        + " STATUS_DEVICE_BUSY, nth: 1 } ]\n"))
                .isEqualTo("STATUS_DEVICE_BUSY failed by a fault");
    }

    @Test
    void aRequestThatADriverAboveHoldsHasNotEndedForThatDriver() {
        Verdict verdict =
                reaching.play(
                                """
                                machines: { client: {} }
                                drivers:
                                  low:
                                    role: wdm-driver
                                    script:
                                      IRP_MJ_READ:
                                        - call: IoMarkIrpPending
                                        - return: STATUS_PENDING
                                        - wait: 5 ms
                                        - complete: STATUS_SUCCESS
                                  mine:
                                    role: wdm-driver
                                    with: { above: low }
                                    script: { DriverEntry: [ note: hello ] }
                                steps:
                                  - run: send-irp
                                    with: { device: mine, major: IRP_MJ_READ }
                                """,
                                1)
                        .verdict();

        assertThat(verdict).isEqualTo(Verdict.HELD);
        assertThat(count("IRP_MJ_READ", "STATUS_SUCCESS", PENDED)).isEqualTo(2);
        assertThat(count("IoCallDriver", "STATUS_SUCCESS", PENDED)).isEqualTo(2);
    }

    private String path(String scripts, String steps) {
        assertThat(reaching.play(scripts, steps).verdict()).isEqualTo(Verdict.HELD);
        taken = reaching.recorder().take();
        return taken.entries(Kind.COMPLETIONS).entrySet().stream()
                .filter(each -> each.getValue() > 0)
                .map(Map.Entry::getKey)
                .filter(entry -> entry.subject().equals("IRP_MJ_READ"))
                .filter(entry -> !entry.how().equals(Completions.RETURNED))
                .map(entry -> entry.item() + " " + entry.how())
                .reduce((a, b) -> a + ", " + b)
                .orElse("");
    }

    private long count(String routine, String status, String how) {
        taken.add(reaching.recorder().take());
        return taken.count(new Entry(Kind.COMPLETIONS, routine, status, how));
    }
}
