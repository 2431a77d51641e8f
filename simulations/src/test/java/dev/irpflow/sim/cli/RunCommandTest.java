package dev.irpflow.sim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RunCommandTest {
    private static final String HELD = "3"; // a seed of network-drive that holds

    @TempDir private Path folder;

    @Test
    void aRunThatHoldsTellsItsStoryAndLeavesAWholeFolder() throws IOException {
        Spoken spoken = Spoken.in(folder, "run", "network-drive", "--seed", HELD);

        assertThat(spoken.exit()).isEqualTo(Exit.HELD);
        assertThat(spoken.err()).isEmpty();
        Path run = Spoken.runFolder(folder, "network-drive");
        assertThat(spoken.out())
                .startsWith("network-drive   seed 3   HELD at ")
                .contains("power-cut: files loses power")
                .contains("files                                   boot")
                .contains("LOWIO_OP_WRITE")
                .contains("  replay   irpflow replay " + folder.relativize(run));
        assertThat(spoken.out().lines().count()).isLessThan(75);
        assertThat(spoken.out()).startsWith(Files.readString(run.resolve("story.txt")));
        assertThat(names(run))
                .containsExactly(
                        "coverage.json",
                        "events.jsonl",
                        "replay.json",
                        "result.json",
                        "scenario.yaml",
                        "story.txt",
                        "wall.json");
        assertThat(run.resolveSibling("latest.txt")).hasContent(String.valueOf(run.getFileName()));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 200_000})
    void aFileOfAnySizeComesBackAsItWas(int size) throws IOException {
        byte[] content = new byte[size];
        for (int i = 0; i < size; i++) {
            content[i] = (byte) (i * 31 + i / 251);
        }
        Path file = Files.write(folder.resolve("mine.bin"), content);

        Spoken spoken =
                Spoken.in(folder, "run", "network-drive", "--seed", "4", "--set", "file=" + file);

        assertThat(spoken.out()).startsWith("network-drive   seed 4   HELD at ");
        assertThat(spoken.exit()).isEqualTo(Exit.HELD);
    }

    @Test
    void equalRunsLeaveEqualBytesInAllFilesButOne() throws IOException {
        Path one = Files.createDirectory(folder.resolve("one"));
        Path other = Files.createDirectory(folder.resolve("other"));

        Spoken.in(one, "run", "network-drive", "--seed", "5");
        Spoken.in(other, "run", "network-drive", "--seed", "5");

        Path first = Spoken.runFolder(one, "network-drive");
        Path second = Spoken.runFolder(other, "network-drive");
        for (String name : names(first)) {
            if (!name.equals("wall.json")) {
                assertThat(second.resolve(name)).hasSameBinaryContentAs(first.resolve(name));
            }
        }
    }

    @Test
    void jsonIsOneDocumentAndNothingElse() {
        Spoken spoken =
                Spoken.in(
                        folder,
                        "run",
                        "network-drive",
                        "--seed",
                        HELD,
                        "--format",
                        "json",
                        "--no-files");

        assertThat(spoken.exit()).isEqualTo(Exit.HELD);
        assertThat(spoken.err()).isEmpty();
        assertThat(spoken.out()).startsWith("{\n").endsWith("\n}\n");
        assertThat(spoken.out())
                .contains("\"verdict\" : \"held\"")
                .contains("\"seed\" : 3")
                .contains("\"replay\" : \"irpflow run network-drive --seed 3\"")
                .doesNotContain("What happened");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aBrokenTwinIsCaughtByItsRuleAndFailsAgainWhenReplayed() throws IOException {
        Spoken run = Spoken.in(folder, "run", "network-drive-broken", "--seed", "1");
        Path where = Spoken.runFolder(folder, "network-drive-broken");
        Spoken replay = Spoken.in(folder, "replay", where.toString());

        assertThat(run.exit()).isEqualTo(Exit.VIOLATED);
        assertThat(run.out())
                .startsWith("network-drive-broken   seed 1   VIOLATED at ")
                .contains("  io/irp-never-completed  ")
                .containsPattern("(?m)^  What mattered \\(\\d+ of [\\d,]+\\) +processor, IRQL$")
                .containsPattern("(?m)^  X .* io/irp-never-completed$")
                .contains("  explain  irpflow explain runs/network-drive-broken/");
        assertThat(replay.exit()).isEqualTo(Exit.VIOLATED);
        assertThat(replay.out()).contains("byte for byte the same");
    }

    @Test
    void manySeedsGiveATableAndTheStoryOfTheFirstThatFails() throws IOException {
        Spoken spoken = Spoken.in(folder, "run", "network-drive-broken", "--seeds", "1..3");

        assertThat(spoken.exit()).isEqualTo(Exit.VIOLATED);
        assertThat(spoken.out())
                .startsWith("network-drive-broken   seeds 1..3   VIOLATED   (3 of 3 runs, ")
                .contains("  held 0   violated 3   inconclusive 0\n")
                .contains("3  io/irp-never-completed\n")
                .contains("network-drive-broken   seed 1   VIOLATED");
        Path run = Spoken.runFolder(folder, "network-drive-broken");
        assertThat(names(run)).containsExactly("F1", "coverage.json", "result.json", "wall.json");
        assertThat(names(run.resolve("F1"))).contains("replay.json", "story.txt", "events.jsonl");
        assertThat(Spoken.in(folder, "replay", run.resolve("F1").toString()).exit())
                .isEqualTo(Exit.VIOLATED);
    }

    @Test
    void withoutASeedOneIsDrawnAndPrinted() {
        Spoken spoken = Spoken.in(folder, "run", "network-drive-broken", "--no-files");

        assertThat(spoken.out())
                .containsPattern("^network-drive-broken   seed \\d+ ")
                .containsPattern("irpflow run network-drive-broken --seed \\d+\n");
    }

    @Test
    void aRunInWhichNothingIsCheckedIsInconclusive() throws IOException {
        write(
                "idle.yaml",
                """
                scenario: idle
                about: One machine that waits.
                machines: { client: {} }
                steps:
                  - wait: 5 ms
                """);

        Spoken spoken = Spoken.in(folder, "run", "idle.yaml", "--seed", "1");

        assertThat(spoken.exit()).isEqualTo(Exit.INCONCLUSIVE);
        assertThat(spoken.out()).contains("INCONCLUSIVE").contains("nothing was checked");
    }

    @Test
    void aRunThatHitsItsLimitIsInconclusive() {
        Spoken spoken = Spoken.in(folder, "run", limited().toString(), "--seed", "1", "--no-files");

        assertThat(spoken.exit()).isEqualTo(Exit.INCONCLUSIVE);
        assertThat(spoken.out()).contains("limit of 3 messages");
    }

    @Test
    void aFolderThatCannotBeWrittenCostsNoVerdict() throws IOException {
        Files.writeString(folder.resolve("runs"), "this is a file");

        Spoken spoken = Spoken.in(folder, "run", "network-drive", "--seed", HELD);

        assertThat(spoken.exit()).isEqualTo(Exit.HELD);
        assertThat(spoken.out())
                .startsWith("network-drive   seed 3   HELD")
                .contains("repeat   irpflow run network-drive --seed 3");
        assertThat(spoken.err().lines()).hasSize(1);
        assertThat(spoken.err())
                .contains("irpflow: the run folder ")
                .contains("The verdict stands.");
    }

    @Test
    void aParameterThatIsSetIsUsed() throws IOException {
        Files.write(folder.resolve("mine.txt"), "some words".getBytes(StandardCharsets.UTF_8));

        Spoken.in(
                folder,
                "run",
                "network-drive",
                "--seed",
                HELD,
                "--set",
                "file=mine.txt",
                "--out",
                "here");

        Path runs = folder.resolve("here").resolve("network-drive");
        Path run = runs.resolve(Files.readString(runs.resolve("latest.txt")).strip());
        assertThat(run.resolve("result.json"))
                .content()
                .contains("mine.txt\" : \"" + sha256OfSomeWords());
    }

    private Path limited() {
        return write(
                "limited.yaml",
                """
                scenario: limited
                about: It is over before it began.
                machines: { client: {} }
                steps:
                  - wait: 5 ms
                limits: { messages: 3 }
                """);
    }

    private Path write(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String sha256OfSomeWords() {
        return dev.irpflow.sim.run.Inputs.sha256(
                com.google.protobuf.ByteString.copyFromUtf8("some words"));
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
        }
    }
}
