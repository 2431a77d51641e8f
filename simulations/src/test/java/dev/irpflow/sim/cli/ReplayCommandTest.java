package dev.irpflow.sim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReplayCommandTest {
    @TempDir private Path folder;
    private Path run = Path.of("");
    private Path replay = Path.of("");
    private Path events = Path.of("");

    @BeforeEach
    void runOnce() throws IOException {
        Files.writeString(folder.resolve("mine.txt"), "what is copied\n".repeat(1000));
        Spoken spoken =
                Spoken.in(folder, "run", "network-drive", "--seed", "3", "--set", "file=mine.txt");
        run = Spoken.runFolder(folder, "network-drive");
        replay = run.resolve("replay.json");
        events = run.resolve("events.jsonl");
        assertThat(spoken.exit()).isEqualTo(Exit.HELD);
    }

    @Test
    void aReplayIsTheSameByteForByte() {
        Spoken spoken = Spoken.in(folder, "replay", run.toString());

        assertThat(spoken.exit()).isEqualTo(Exit.HELD);
        assertThat(spoken.out())
                .startsWith("network-drive   seed 3   HELD")
                .contains("byte for byte the same");
    }

    @Test
    void aReplayNeedsNothingButItsFileAndTheUsersOwn() throws IOException {
        Path alone = Files.createDirectory(folder.resolve("alone")).resolve("replay.json");
        Files.move(replay, alone);

        assertThat(Spoken.in(folder, "replay", "alone/replay.json").exit()).isEqualTo(Exit.HELD);
    }

    @Test
    void aFileThatWasCutShortIsRefusedAtItsEnd() throws IOException {
        String whole = Files.readString(replay);
        Files.writeString(replay, whole.substring(0, whole.length() / 2));

        Spoken spoken = Spoken.in(folder, "replay", run.toString());

        assertThat(spoken.exit()).isEqualTo(Exit.BAD_INPUT);
        assertThat(spoken.err()).containsPattern("replay\\.json:\\d+:\\d+  ").contains("cut short");
    }

    @Test
    void eventsThatWereCutShortAreRefused() throws IOException {
        String whole = Files.readString(events);
        Files.writeString(events, whole.substring(0, whole.length() / 2));

        Spoken spoken = Spoken.in(folder, "replay", run.toString());

        assertThat(spoken.exit()).isEqualTo(Exit.BAD_INPUT);
        assertThat(spoken.err()).contains("events.jsonl beside it is cut short");
    }

    @Test
    void anAnswerThatIsGivenToNoQuestionIsNotPassedOverInSilence() throws IOException {
        change("\"answers\" : {", "\"answers\" : { \"0000000000000001\" : \"yes\",");

        Spoken spoken = Spoken.in(folder, "replay", run.toString());

        assertThat(spoken.exit()).isEqualTo(Exit.NONDETERMINISM);
        assertThat(spoken.err()).contains("0 had no option, 1 no question");
    }

    @Test
    void aFileOfAnotherVersionIsRefusedWithBothVersions() throws IOException {
        change("\"irpflow-replay\" : 2", "\"irpflow-replay\" : 99");

        Spoken spoken = Spoken.in(folder, "replay", run.toString());

        assertThat(spoken.exit()).isEqualTo(Exit.BAD_INPUT);
        assertThat(spoken.err())
                .contains("a replay file of format 99; this version reads format 2");
    }

    @Test
    void aFileOfAnotherBuildIsRefusedUnlessAnyWillDo() throws IOException {
        change("\"build\" : \"", "\"build\" : \"other-");

        Spoken refused = Spoken.in(folder, "replay", run.toString());
        Spoken allowed = Spoken.in(folder, "replay", run.toString(), "--any-build");

        assertThat(refused.exit()).isEqualTo(Exit.BAD_INPUT);
        assertThat(refused.err()).contains("the run is of build other-").contains("--any-build");
        assertThat(allowed.exit()).isNotEqualTo(Exit.BAD_INPUT);
        assertThat(allowed.out()).contains("HELD");
    }

    @Test
    void aFileOfTheUserThatHasChangedIsRefused() throws IOException {
        Files.writeString(folder.resolve("mine.txt"), "something else");

        Spoken spoken = Spoken.in(folder, "replay", run.toString());

        assertThat(spoken.exit()).isEqualTo(Exit.BAD_INPUT);
        assertThat(spoken.err()).contains("mine.txt is not the file that was used: its sha256 is");
    }

    @Test
    void aFileOfTheUserThatIsGoneIsRefused() throws IOException {
        Files.delete(folder.resolve("mine.txt"));

        Spoken spoken = Spoken.in(folder, "replay", run.toString());

        assertThat(spoken.exit()).isEqualTo(Exit.BAD_INPUT);
        assertThat(spoken.err()).contains("mine.txt").contains("cannot be read");
    }

    @Test
    void anotherTraceIsNondeterminismAndItsFirstEventIsShown() throws IOException {
        change("\"seed\" : 3", "\"seed\" : 4");

        Spoken spoken = Spoken.in(folder, "replay", run.toString());

        assertThat(spoken.exit()).isEqualTo(Exit.NONDETERMINISM);
        assertThat(spoken.err())
                .contains("the trace is another one")
                .contains("The first event that differs")
                .contains("  one   {")
                .contains("  other {");
    }

    @Test
    void aFolderWithoutAReplayFileIsRefused() {
        Spoken spoken = Spoken.in(folder, "replay", ".");

        assertThat(spoken.exit()).isEqualTo(Exit.BAD_INPUT);
        assertThat(spoken.err()).contains("has no replay.json");
    }

    @Test
    void whatIsNotThereIsRefused() {
        Spoken spoken = Spoken.in(folder, "replay", "gone");

        assertThat(spoken.exit()).isEqualTo(Exit.BAD_INPUT);
        assertThat(spoken.err()).isEqualToIgnoringNewLines("gone: no such file or folder");
    }

    private void change(String from, String to) throws IOException {
        String text = Files.readString(replay);
        assertThat(text).contains(from);
        Files.writeString(replay, text.replace(from, to));
    }
}
