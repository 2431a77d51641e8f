package dev.irpflow.sim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a user's Java may do wrong by itself: its violation with its lines, never an error of ours.
 */
final class WaywardDriverTest {
    @TempDir private Path folder;

    // NondeterminismTest shows the same of one driver, in a moment.
    @Tag("long")
    @ParameterizedTest
    @CsvSource({"asks-the-clock, askTheClock", "iterates-a-set, iterateASet"})
    void whatDiffersFromProcessToProcessIsFoundWithTheDriversLine(String way, String method)
            throws IOException {
        run(way, "--seed", "1", "--no-files");

        Spoken spoken =
                Spoken.in(folder, "doctor", "--determinism", "wayward.yaml", "--seeds", "1..9");

        assertThat(spoken.out())
                .contains("DIFFERS between two processes")
                .contains("The Java line of a driver that came last before it:")
                .containsPattern(
                        "client/mine .*WaywardDriver." + method + "\\(WaywardDriver.java:");
        assertThat(spoken.exit()).isEqualTo(Exit.NONDETERMINISM);
    }

    private Spoken run(String way, String... options) throws IOException {
        Files.writeString(
                folder.resolve("wayward.yaml"),
                """
                scenario: wayward
                about: Its driver goes astray when it is loaded.
                machines: { client: {} }
                drivers:
                  mine:
                    on: client
                    role: wdm-driver
                    class: dev.irpflow.sim.cli.WaywardDriver
                    with: { way: %s }
                steps:
                  - wait: 1 ms
                """
                        .formatted(way));
        String[] words = new String[options.length + 2];
        words[0] = "run";
        words[1] = "wayward.yaml";
        System.arraycopy(options, 0, words, 2, options.length);
        return Spoken.in(folder, words);
    }

    @Test
    void anEndlessLoopEndsTheRunWithTheLinesOfTheDriver() throws IOException {
        Spoken spoken = run("loops", "--seed", "1", "--patience", "1");

        assertThat(spoken.out())
                .contains("kernel/driver-loops")
                .contains("has neither called nor returned for 1 s, in DriverEntry")
                .contains("WaywardDriver.turnForEver(WaywardDriver.java:");
        assertThat(spoken.exit()).isEqualTo(Exit.VIOLATED);
    }

    @Test
    void anEndlessLoopInOneOfManySeedsEndsThemAndIsShown() throws IOException {
        Spoken spoken = run("loops", "--seeds", "1..50", "--patience", "1");

        assertThat(spoken.out())
                .contains("WaywardDriver.turnForEver(WaywardDriver.java:")
                .contains("violated 1");
        assertThat(spoken.exit()).isEqualTo(Exit.VIOLATED);
    }

    @Test
    void aStackThatOverflowsIsTheDriversException() throws IOException {
        Spoken spoken = run("recurses", "--seed", "1");

        assertThat(spoken.out())
                .contains("kernel/driver-exception")
                .contains("StackOverflowError in DriverEntry")
                .contains("WaywardDriver.recurse(WaywardDriver.java:");
        assertThat(spoken.exit()).isEqualTo(Exit.VIOLATED);
    }

    @Test
    void aStackThatOverflowsWithinACallOfOursIsTheDriversToo() throws IOException {
        Spoken spoken = run("calls-at-the-bottom", "--seed", "1");

        assertThat(spoken.out())
                .contains("StackOverflowError in DriverEntry")
                .contains("WaywardDriver.callAtTheBottom(WaywardDriver.java:");
        // A frame has another size once it is compiled: the repetition may come deeper.
        if (spoken.exit() == Exit.NONDETERMINISM) {
            assertThat(spoken.err()).contains("This is nondeterminism: in a driver of yours");
        } else {
            assertThat(spoken.err()).isEmpty();
            assertThat(spoken.exit()).isEqualTo(Exit.VIOLATED);
        }
    }

    @Test
    void aHeapThatIsFullIsTheDriversException() throws IOException {
        Spoken spoken = run("fills-the-heap", "--seed", "1");

        assertThat(spoken.out())
                .contains("OutOfMemoryError")
                .contains("WaywardDriver.fillTheHeap(WaywardDriver.java:");
        assertThat(spoken.exit()).isEqualTo(Exit.VIOLATED);
    }

    @Test
    void aSleepIsTheDriversViolation() throws IOException {
        Spoken spoken = run("sleeps", "--seed", "1");

        assertThat(spoken.out())
                .contains("kernel/driver-blocks")
                .contains("WaywardDriver.sleep(WaywardDriver.java:");
        assertThat(spoken.exit()).isEqualTo(Exit.VIOLATED);
    }
}
