package dev.irpflow.sim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a hunt writes of a failure is the run to which it has shrunk. */
final class HuntShrinkTest {
    @TempDir private Path folder;
    private Path failure = Path.of("");
    private Spoken hunted = new Spoken(0, "", "");

    @BeforeEach
    void hunt() throws Exception {
        Path crowded =
                Path.of(
                        Objects.requireNonNull(
                                        HuntShrinkTest.class.getResource("/hunt/crowded.yaml"))
                                .toURI());
        Files.copy(crowded, folder.resolve("crowded.yaml"));
        hunted =
                Spoken.in(
                        folder,
                        "hunt",
                        "crowded.yaml",
                        "--strategy",
                        "random",
                        "--schedules",
                        "300");
        failure = Spoken.runFolder(folder, "crowded").resolve("F1");
    }

    @Test
    void theShrunkRunIsReplayedByteForByte() {
        Spoken replayed = Spoken.in(folder, "replay", failure.toString());

        assertThat(replayed.exit()).isEqualTo(Exit.VIOLATED);
        assertThat(replayed.out()).contains("byte for byte the same");
        assertThat(replayed.err()).isEmpty();
    }

    @Test
    void theTableAndTheDocumentSayByHowMuchItHasShrunk() throws IOException {
        Path result = Objects.requireNonNull(failure.getParent()).resolve("result.json");

        assertThat(hunted.exit()).isEqualTo(Exit.VIOLATED);
        assertThat(hunted.out())
                .containsPattern(
                        "shrunk in [\\d,]+ runs: \\d+ of \\d+ decisions, 0 of \\d+ faults");
        assertThat(Files.readString(result)).contains("\"shrunk\"", "\"ending\" : \"smallest\"");
    }

    @Test
    void theReplaySaysWhatIsLeftOutAndWhichStrategyHasFoundIt() throws IOException {
        assertThat(Files.readString(failure.resolve("replay.json")))
                .contains("\"left-out\" : [", "\"strategy\" : \"random\"");
        assertThat(Files.readString(failure.resolve("scenario.yaml")))
                .contains("IRP_MJ_READ")
                .doesNotContain("never reached", "delay:");
    }

    @Test
    void whatIsLeftOutIsListedWithItsLinesInTheTableTheStoryAndTheReplay() throws IOException {
        String left = "(?s).*without +\\d steps: .*crowded.yaml:\\d+.*without +1 fault: delay 1.*";

        assertThat(hunted.out()).matches(left);
        String story = Files.readString(failure.resolve("story.txt"));
        assertThat(story).matches(left);
        String told = story.substring(story.indexOf("  Left out"), story.indexOf("  repeat"));
        assertThat(Spoken.in(folder, "replay", failure.toString()).out()).contains(told);
        assertThat(hunted.out()).containsPattern("drawn +more = 1, not [2-9]");
    }
}
