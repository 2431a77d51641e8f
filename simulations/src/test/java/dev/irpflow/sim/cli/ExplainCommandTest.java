package dev.irpflow.sim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ExplainCommandTest {
    private static final Path HERE = Path.of("").toAbsolutePath();

    @Test
    void aRoutineIsExplainedByItsContract() {
        Spoken spoken = Spoken.in(HERE, "explain", "WskCaptureProviderNPI");

        assertThat(spoken.exit()).isEqualTo(Exit.HELD);
        assertThat(spoken.out())
                .startsWith("WskCaptureProviderNPI   wsk: ")
                .contains("IRQL        <= DISPATCH_LEVEL if wait_timeout is 0")
                .contains("PASSIVE_LEVEL otherwise")
                .contains("WSK_INFINITE_WAIT = 0x")
                .containsPattern("STATUS_NOINTERFACE +0xC00002B9")
                .contains("page        wdk-ddi-src/content/wsk/nf-wsk-wskcaptureprovidernpi.md")
                .contains("fidelity    modelled");
    }

    @ParameterizedTest
    @CsvSource({
        "STATUS_CONNECTION_RESET, STATUS_CONNECTION_RESET   NTSTATUS 0xC000020D",
        "0xC000020D, STATUS_CONNECTION_RESET   NTSTATUS 0xC000020D",
        "-1073741299, STATUS_CONNECTION_RESET   NTSTATUS 0xC000020D",
        "3221225997, STATUS_CONNECTION_RESET   NTSTATUS 0xC000020D",
        "ERROR_BAD_NETPATH, ERROR_BAD_NETPATH   Win32 error 0x00000035 (53)",
        "0xC9, DRIVER_VERIFIER_IOMANAGER_VIOLATION   bug check 0xC9 (201)",
        "MULTIPLE_IRP_COMPLETE_REQUESTS, MULTIPLE_IRP_COMPLETE_REQUESTS   bug check 0x44",
        "rdbss/low-io-completes-once, rdbss/low-io-completes-once   a rule of the verifier",
        "IRQL, IRQL   interrupt request level",
        "mini-redirector, mini-redirector   network mini-redirector",
        "send-irp, send-irp   a workload",
        "wsksend, WskSend   wsk: a function that takes an IRP",
    })
    void aNameOrNumberIsExplained(String name, String beginning) {
        Spoken spoken = Spoken.in(HERE, "explain", name);

        assertThat(spoken.exit()).isEqualTo(Exit.HELD);
        assertThat(spoken.out()).contains(beginning);
    }

    @Test
    void twoWordsAreOneName() {
        assertThat(Spoken.in(HERE, "explain", "spin", "lock").out()).startsWith("spin lock");
    }

    @Test
    void anUnknownNameIsAnsweredWithTheNearest() {
        Spoken spoken = Spoken.in(HERE, "explain", "WskRecieve");

        assertThat(spoken.exit()).isEqualTo(Exit.BAD_INPUT);
        assertThat(spoken.out()).isEmpty();
        assertThat(spoken.err()).contains("Nearest: WskReceive");
    }

    @Test
    void aPendingStatusIsToldAsOneThatEndsNothing() {
        Spoken spoken = Spoken.in(HERE, "explain", "STATUS_PENDING");

        assertThat(spoken.out())
                .contains("must wait for the completion", "used by     everything")
                .doesNotContain("took effect");
    }
}
