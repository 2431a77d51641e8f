package dev.irpflow.sim.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.io.IoRule;
import dev.irpflow.kernel.Violation;
import dev.irpflow.sim.report.TurningPoints.Finding;
import dev.irpflow.stage.TraceEvent.Kind;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class StoryTest {
    private static final Violation TWICE =
            new Violation(
                    IoRule.COMPLETED_ONCE,
                    "client/tiny",
                    "client/tiny completed irp-17 a second time",
                    null,
                    """
                    com.example.Tiny.onReceive(Tiny.java:61)
                    com.example.Tiny.run(Tiny.java:12)
                    """);

    @Test
    void aViolationIsToldInTheLayoutOfTheLanguagePage() {
        Told told = new Told();
        told.at(1_802_000).call(1, "app", "io", "NtReadFile", "handle-3");
        told.call(2, "rdbss", "tiny", "LOWIO_OP_READ", "irp-17");
        told.message(Kind.RETURN, "tiny", "rdbss", "LOWIO_OP_READ", "STATUS_PENDING");
        told.at(1_820_000).powerCut("files");
        long turned = told.at(1_834_000).decision("timer before completion of irp-18");
        long broke = told.call(2, "tiny", "io", "IoCompleteRequest", "irp-17");
        told.violated(TWICE, broke);

        String story =
                Story.of(
                        told.run(TWICE, new TurningPoints(Set.of(turned), Finding.SOUGHT)),
                        "irpflow run tiny --seed 4711");

        assertThat(story)
                .isEqualTo(
                        """
                        tiny   seed 4711   VIOLATED at 1.834 s   (412 messages, 1 fault, 1 decision, loss = 12 %)

                          io/irp-completed-once  PROSE
                          client/tiny completed irp-17 a second time.
                            Java    com.example.Tiny.onReceive(Tiny.java:61)
                                    com.example.Tiny.run(Tiny.java:12)
                            page    PAGE
                            real Windows WINDOWS

                          What mattered (5 of 7)                                                              processor, IRQL
                            1.802 000   client/app   -> client/io    call        NtReadFile         handle-3  0  PASSIVE_LEVEL (main)
                            1.802 000   client/rdbss -> client/tiny  call        LOWIO_OP_READ      irp-17    0  PASSIVE_LEVEL (main)
                          ! 1.820 000   files                        fault       power-cut: files loses power
                          ! 1.834 000                                decision    timer before completion of irp-18    <- without this it holds
                          X 1.834 000   client/tiny  -> client/io    call        IoCompleteRequest  irp-17    0  PASSIVE_LEVEL (main)

                          repeat   irpflow run tiny --seed 4711
                        """
                                .replace("PROSE", TWICE.rule().prose())
                                .replace("PAGE", TWICE.rule().page())
                                .replace("WINDOWS", RulePage.realWindows(TWICE.rule())));
    }

    @Test
    void whatMatteredGoesBackAcrossTheNetworkToWhatTheApplicationAskedFor() {
        Told told = new Told();
        long earlier = told.call(1, "app", "io", "NtQueryInformationFile", "");
        long asked = told.because(earlier).call(1, "app", "io", "NtReadFile", "");
        long sent = told.because(asked).call(2, "tiny", "wsk", "WskSend", "irp-5");
        long there = arrives(told, sent, "client/tcpip", "files/tcpip");
        long woken =
                told.because(there)
                        .message(Kind.RETURN, "files/ke", "files/srv", "KeWait", "worker", 1);
        long answered =
                told.because(woken)
                        .message(Kind.CALL, "files/srv", "files/wsk", "WskSend", "worker", 1);
        long back = arrives(told, answered, "files/tcpip", "client/tcpip");
        long broke =
                told.because(back)
                        .message(
                                Kind.COMPLETION,
                                "client/io",
                                "client/tiny",
                                "IO_COMPLETION_ROUTINE",
                                "nic-receive",
                                1);
        told.violated(TWICE, broke);

        String story = story(told, TurningPoints.UNKNOWN);

        assertThat(story)
                .containsSubsequence(
                        "client/app",
                        "NtReadFile",
                        "client/tcpip",
                        "files/tcpip",
                        "frame",
                        "files/srv",
                        "WskSend",
                        "files/tcpip",
                        "client/tcpip",
                        "frame",
                        "IO_COMPLETION_ROUTINE")
                .doesNotContain("NtQueryInformationFile");
    }

    private static long arrives(Told told, long cause, String from, String to) {
        return told.because(cause).message(Kind.FRAME, from, to, "Frame", "nic-receive", 0);
    }

    @Test
    void aViolationThatNothingTurnsSaysSo() {
        Told told = new Told();
        told.violated(TWICE, 0);

        assertThat(story(told, new TurningPoints(Set.of(), Finding.FAILS_ANYWAY)))
                .contains("It fails even when nothing is left to chance.");
        assertThat(story(told, new TurningPoints(Set.of(), Finding.SOUGHT)))
                .contains("No single decision or stroke of chance turns it.");
        assertThat(story(told, new TurningPoints(Set.of(), Finding.SOUGHT_IN_PART)))
                .contains("not every decision was tried");
    }

    @Test
    void aRunThatHoldsIsToldByWhatWasAskedAndWhatStruck() {
        Told told = new Told();
        told.call(1, "app", "io", "NtCreateFile", "handle-3");
        told.at(5_000).powerCut("files");

        String story =
                Story.of(told.run(null, TurningPoints.UNKNOWN), "irpflow run tiny --seed 4711");

        assertThat(story)
                .startsWith("tiny   seed 4711   HELD at 0.005 s   (412 messages, 1 fault, ")
                .contains("faults      power-cut once")
                .contains("  ! 0.005 000   files   fault       power-cut: files loses power\n")
                .endsWith("\n  repeat   irpflow run tiny --seed 4711\n");
    }

    private static String story(Told told, TurningPoints turning) {
        return Story.of(told.run(TWICE, turning), "irpflow run tiny");
    }
}
