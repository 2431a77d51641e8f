package dev.irpflow.sim.cli;

import static org.assertj.core.api.Assertions.assertThat;

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
}
