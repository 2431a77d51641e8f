package dev.irpflow.sim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A failure that is kept as a scenario fails again where the answers of its run mean nothing. */
final class ScenarioExportTest {
    @TempDir private Path folder;

    @Test
    void aRaceIsKeptAsFaultsAndOrderAndFailsAgainInAnotherWorld() throws Exception {
        Path failure = hunted();

        Spoken exported =
                speak("export", failure.toString(), "--as", "scenario", "--out", "kept/twice.yaml");
        assertThat(exported.exit()).as(exported.err()).isEqualTo(Exit.HELD);
        assertThat(exported.err())
                .contains(
                        "twice.yaml fails the same way, by ",
                        "run  irpflow run kept/twice.yaml --seed ");
        String rule = exported.err().replaceAll("(?s).*same way, by ([a-z/-]+), .*", "$1");
        String text = Files.readString(folder.resolve("kept/twice.yaml"));
        assertThat(text).startsWith("scenario: twice\n").contains("\norder:\n", "    thread: ");

        fails("kept/twice.yaml", "7", rule);
        fails("kept/twice.yaml", "123456", rule);

        // Another machine, and a thread that comes first and calls on its own: other numbers for
        // every object, message and question.
        Files.createDirectories(folder.resolve("other"));
        String step = "{ call: KeInitializeSpinLock, on: client }\n";
        String crowd =
                text.replace("machines:\n", "machines:\n  bystander: {}\n")
                        .replace("steps:\n", "steps:\n  - " + step)
                        .replaceFirst(
                                "    together:\n", "    together:\n      aa:\n        - " + step);
        assertThat(crowd).contains("bystander", "aa:");
        Files.writeString(folder.resolve("other/twice.yaml"), crowd);
        fails("other/twice.yaml", "5", rule);
    }

    @Test
    void whatIsOfAnotherBuildOrBrokeNothingIsRefusedAndNothingIsWritten() throws Exception {
        Path failure = hunted();
        Path replay = failure.resolve("replay.json");
        String text = Files.readString(replay);
        Files.writeString(
                replay, text.replaceFirst("\"build\" : \"[^\"]*\"", "\"build\" : \"other\""));
        Spoken other = speak("export", failure.toString(), "--as", "scenario", "--out", "x.yaml");
        assertThat(other.exit()).isEqualTo(Exit.BAD_INPUT);
        assertThat(other.err()).contains("Answers belong to one build");

        Files.writeString(
                replay, text.replaceFirst("(?s)\"answers\" : \\{.*?\\}", "\"answers\" : { }"));
        Spoken held = speak("export", failure.toString(), "--as", "scenario", "--out", "x.yaml");
        assertThat(held.exit()).isEqualTo(Exit.BAD_INPUT);
        assertThat(held.err()).contains("the run has broken no rule");
        assertThat(folder.resolve("x.yaml")).doesNotExist();
    }

    private Path hunted() throws Exception {
        Path crowded =
                Path.of(
                        Objects.requireNonNull(
                                        ScenarioExportTest.class.getResource("/hunt/crowded.yaml"))
                                .toURI());
        Files.copy(crowded, folder.resolve("crowded.yaml"));
        speak("hunt", "crowded.yaml", "--strategy", "random", "--schedules", "300");
        return Spoken.runFolder(folder, "crowded").resolve("F1");
    }

    private void fails(String file, String seed, String rule) {
        Spoken run = speak("run", file, "--seed", seed, "--no-files");
        assertThat(run.exit()).as(run.out() + run.err()).isEqualTo(Exit.VIOLATED);
        assertThat(run.out()).contains(rule);
    }

    private Spoken speak(String... words) {
        return Spoken.in(folder, words);
    }
}
