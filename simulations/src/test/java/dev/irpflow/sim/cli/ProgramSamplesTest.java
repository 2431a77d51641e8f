package dev.irpflow.sim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The samples of docs/any-language.md do what the page says. */
final class ProgramSamplesTest {
    @TempDir private Path folder;

    private Spoken speak(String command, String scenario, String... options) {
        String[] words = new String[options.length + 2];
        words[0] = command;
        words[1] = Spoken.home().resolve("docs/any-language").resolve(scenario).toString();
        System.arraycopy(options, 0, words, 2, options.length);
        return Spoken.in(folder, words);
    }

    @Test
    void theEchoServerHoldsInOneProcessForAllSeeds() {
        Spoken spoken = speak("run", "echo-in-python.yaml", "--seeds", "1..8");

        assertThat(spoken.exit()).as(spoken.out() + spoken.err()).isEqualTo(Exit.HELD);
    }

    @Test
    void itRunsTheSameInTwoProcesses() {
        Spoken spoken = speak("doctor", "echo-in-python.yaml", "--determinism", "--seeds", "1..3");

        assertThat(spoken.exit()).as(spoken.out() + spoken.err()).isEqualTo(Exit.HELD);
    }

    @Test
    void itsTwinIsCaughtAtALineOfPython() {
        Spoken spoken = speak("run", "echo-in-python-broken.yaml", "--seeds", "1..3");

        assertThat(spoken.out()).contains("violated 3").contains("(echo_server.py:");
        assertThat(spoken.exit()).as(spoken.out() + spoken.err()).isEqualTo(Exit.VIOLATED);
    }

    @Test
    void aHuntInTwoProcessesFindsTheTwinsSlip() {
        Spoken spoken = speak("hunt", "echo-in-python-broken.yaml", "--schedules", "6", "-j", "2");

        assertThat(spoken.out()).contains("echo_server.py:");
        assertThat(spoken.exit()).as(spoken.out() + spoken.err()).isEqualTo(Exit.VIOLATED);
    }

    @Test
    void aDispatchTableMemoryAndWorkItemsAreAProgramsToo() throws IOException {
        Path home = Spoken.home();
        Path programs = home.resolve("simulations/src/test/resources/programs");
        Files.copy(programs.resolve("device.py"), folder.resolve("device.py"));
        Files.copy(home.resolve("docs/any-language/irpflow.py"), folder.resolve("irpflow.py"));
        Files.writeString(
                folder.resolve("device.yaml"),
                """
                scenario: device
                about: A device whose driver is a program completes reads later.
                machines: { client: { processors: 2 } }
                drivers:
                  mine: { on: client, role: wdm-driver, command: [python3, device.py] }
                steps:
                  - { run: send-irp, with: { device: mine, major: IRP_MJ_READ } }
                """);

        Spoken spoken = Spoken.in(folder, "run", "device.yaml", "--seed", "1");

        assertThat(spoken.exit()).as(spoken.out() + spoken.err()).isEqualTo(Exit.HELD);
        assertThat(Files.readString(Spoken.runFolder(folder, "device").resolve("events.jsonl")))
                .contains("read back AP8gbw==");
    }
}
