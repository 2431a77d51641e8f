package dev.irpflow.sim.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunFolderTest {
    private static final String MOMENT = "20261120-150211";

    @TempDir private Path out;

    @Test
    void twoRunsOfOneSecondHaveFoldersOfTheirOwn() {
        RunFolder one = RunFolder.create(out, "tiny", MOMENT);
        RunFolder other = RunFolder.create(out, "tiny", MOMENT);

        assertThat(one.path()).isEqualTo(out.resolve("tiny").resolve(MOMENT));
        assertThat(other.path()).isEqualTo(out.resolve("tiny").resolve(MOMENT + "-2"));
        assertThat(other.problem()).isNull();
    }

    @Test
    void theNewestRunOfAScenarioIsNamed() {
        RunFolder.create(out, "tiny", MOMENT).publish();
        RunFolder newest = RunFolder.create(out, "tiny", MOMENT);
        newest.publish();

        assertThat(out.resolve("tiny").resolve("latest.txt")).hasContent(MOMENT + "-2");
    }

    @Test
    void aFileIsReplacedWholeAndNothingElseIsLeft() throws IOException {
        RunFolder folder = RunFolder.create(out, "tiny", MOMENT);

        folder.write("result.json", "first");
        folder.write("result.json", "second");

        assertThat(folder.path().resolve("result.json")).hasContent("second");
        try (var files = Files.list(folder.path())) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void whatCannotBeMadeIsAProblemAndNoException() throws IOException {
        Files.writeString(out.resolve("tiny"), "a file where a folder should be");

        RunFolder folder = RunFolder.create(out, "tiny", MOMENT);
        folder.write("result.json", "lost");
        folder.publish();

        assertThat(folder.problem()).contains("tiny");
        assertThat(folder.events()).isNull();
        assertThat(folder.inside("F1").problem()).isEqualTo(folder.problem());
    }

    @Test
    void whatFitsIsWrittenAlthoughTheEventsDidNotAndTheFirstProblemIsKept() {
        RunFolder folder = RunFolder.create(out, "tiny", MOMENT);

        folder.failed(new IOException("No space left on device"));
        folder.failed(new IOException("and another"));
        folder.write("story.txt", "text");

        assertThat(folder.problem()).isEqualTo("No space left on device");
        assertThat(folder.path().resolve("story.txt")).hasContent("text");
    }

    @Test
    void theEventsGrowWhereTheyStay() throws IOException {
        RunFolder folder = RunFolder.create(out, "tiny", MOMENT);
        OutputStream events = folder.events();

        assertThat(events).isNotNull();
        if (events != null) {
            events.write('x');
            events.flush();
            assertThat(folder.path().resolve("events.jsonl")).hasContent("x");
            events.close();
        }
    }
}
