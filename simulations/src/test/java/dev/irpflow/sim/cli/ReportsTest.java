package dev.irpflow.sim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What commands write for a CI system. */
final class ReportsTest {
    private static final String TWIN = "kernel-cancel-race-broken";

    @TempDir private Path folder;

    @Test
    void runHuntAndCasesWriteWhatTheyHaveFoundAsXmlAndAsMarkdown() throws IOException {
        Spoken run = speak("run", TWIN, "--seeds", "1..5");
        assertThat(run.exit()).isEqualTo(Exit.VIOLATED);
        assertThat(xml())
                .contains("<testcase name=\"seed 1\" classname=\"" + TWIN + "\"")
                .contains("failures=\"1\"", "irpflow replay runs/" + TWIN + "/");

        speak("hunt", TWIN, "--schedules", "64");
        assertThat(xml()).contains("<testcase name=\"F1\"", "name=\"seed\" value=");
        assertThat(Files.readString(folder.resolve("summary.md")))
                .contains("0 of 1 held.", TWIN + "   seed ", "irpflow replay ");

        assertThat(speak("cases", "mpr-kernel/K17").exit()).isZero();
        assertThat(xml())
                .contains("name=\"mpr-kernel\"", "failures=\"0\" errors=\"0\"", "\"K17 in ");
    }

    @Test
    void aHuntThatHoldsIsOneCaseAndAnInconclusiveRunIsAFailure() throws IOException {
        speak("hunt", "kernel-cancel-race", "--schedules", "64", "--no-files");
        assertThat(xml()).contains("<testcase name=\"hunt by portfolio\"", "tests=\"1\"");

        Files.writeString(
                folder.resolve("silent.yaml"),
                """
                scenario: silent
                about: Nothing is checked in it.
                machines:
                  a: {}
                steps:
                  - wait: 1 ms
                """);
        Spoken silent = speak("run", "silent.yaml", "--seed", "1", "--no-files");
        assertThat(silent.exit()).isEqualTo(Exit.INCONCLUSIVE);
        assertThat(xml()).contains("failures=\"1\"", "type=\"inconclusive\"");
    }

    @Test
    void aReportThatCannotBeWrittenIsRefusedBeforeTheRun() {
        Spoken spoken = Spoken.in(folder, "run", TWIN, "--seed", "1", "--junit", "no/where.xml");

        assertThat(spoken.exit()).isEqualTo(Exit.BAD_INPUT);
        assertThat(spoken.err()).contains("--junit", "there is no such folder");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aJobOnGithubGetsOneLineThatPointsAtTheDriverAndItsSummaryGrows() throws IOException {
        Path source = folder.resolve("src/main/java/com/example/Queue.java");
        Files.createDirectories(Objects.requireNonNull(source.getParent()));
        Files.writeString(source, "class Queue {}\n");
        Path summary = Files.writeString(folder.resolve("summary.md"), "before\n");
        GithubJob job =
                GithubJob.of(
                        Map.of(
                                        "GITHUB_ACTIONS",
                                        "true",
                                        "GITHUB_WORKSPACE",
                                        folder.toString(),
                                        "GITHUB_STEP_SUMMARY",
                                        summary.toString())
                                ::get);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        Terminal terminal = new Terminal(stream, stream, folder, null, Terminal.Manner.PLAIN);
        Reports reports = new Reports(stream, terminal, null, summary, job);
        reports.add(
                "queue",
                "seed 7",
                Exit.VIOLATED,
                "kernel/leak-at-end: it leaks",
                "",
                Reports.facts("seed", 7, Reports.REPLAY, "irpflow replay F1"),
                dev.irpflow.sim.ci.SourceLine.of("com.example.Queue.read(Queue.java:3)"));

        assertThat(reports.end(Exit.VIOLATED)).isEqualTo(Exit.VIOLATED);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualTo(
                        "::error file=src/main/java/com/example/Queue.java,line=3,title=queue%3A"
                                + " violated::kernel/leak-at-end: it leaks%0Aseed  7%0Areplay "
                                + " irpflow replay F1"
                                + System.lineSeparator());
        assertThat(summary).content().startsWith("before\n## Irpflow\n");
        assertThat(GithubJob.of(name -> null)).isNull();
    }

    private Spoken speak(String... words) {
        String[] all = java.util.Arrays.copyOf(words, words.length + 4);
        all[words.length] = "--junit";
        all[words.length + 1] = "report.xml";
        all[words.length + 2] = "--summary";
        all[words.length + 3] = "summary.md";
        return Spoken.in(folder, all);
    }

    private String xml() throws IOException {
        return Files.readString(folder.resolve("report.xml"));
    }
}
