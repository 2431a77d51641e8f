package dev.irpflow.sim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an explanation says is true, and does not contradict itself. */
final class ExplainedInWordsTest {
    @TempDir private Path folder;

    @Test
    void anIrpThatIsCompletedWithItsCancelRoutineIsNotSaidToBeTheDriversStill() throws IOException {
        String story = explainedRun("kernel-cancel-race-broken");

        assertThat(story)
                .contains("client/own gives irp-9 a cancel routine (IoSetCancelRoutine).")
                .contains("from here on it is no longer client/own's. Here the rule is broken:")
                .doesNotContain("is still its own");
    }

    @Test
    void aStepThatGotSomethingElseHasTheStoryOfWhatItHadAskedFor() throws IOException {
        Files.writeString(
                folder.resolve("busy.yaml"),
                """
                scenario: busy
                about: A driver refuses a read that is to succeed.
                machines: { client: {} }
                drivers:
                  mine:
                    role: wdm-driver
                    script:
                      IRP_MJ_READ:
                        - complete: STATUS_DEVICE_BUSY
                        - return: STATUS_DEVICE_BUSY
                steps:
                  - run: send-irp
                    with: { device: mine, major: IRP_MJ_READ }
                """);

        assertThat(explainedRun("busy.yaml"))
                .contains("client/io hands irp-")
                .contains(" to client/mine as IRP_MJ_READ: now client/mine has to complete it")
                .contains("client/mine completes irp-")
                .contains("Here the rule is broken: busy.yaml:");
    }

    @Test
    void whatIsSaidOfARunWithoutItsFaultsIsNotSaidOfItsScenario() throws IOException {
        Files.writeString(
                folder.resolve("cancelled.yaml"),
                """
                scenario: cancelled
                about: A read is answered with its cancel routine set, unless a fault cancels it before.
                machines: { client: {} }
                drivers:
                  queue: { role: wdm-driver, like: request-queue, with: { answer-after: 30 ms, forgets-exchange: true } }
                steps:
                  - begin: send-irp
                    with: { device: queue, major: IRP_MJ_READ, length: 4 B }
                    returns: STATUS_PENDING
                    as: read
                  - await: $read
                    completes: any
                faults:
                  - { cancel: IRP_MJ_READ, chance: 50 % }
                """);
        Spoken.in(folder, "hunt", "cancelled.yaml", "--schedules", "64", "-j", "1");

        String words = words(Spoken.in(folder, "explain", "F1", "--forks", "10"));

        assertThat(words)
                .contains("Without the faults and steps that it can do without, the scenario fails")
                .contains("There is none: nothing in this run could be chosen otherwise.");
    }

    @Test
    @Tag("long")
    void aRunOfManyAnswersIsMadeSmallerFirstWhichIsSaid() throws Exception {
        String crowded = Files.readString(resource("/hunt/crowded.yaml"));
        Files.writeString(
                folder.resolve("many.yaml"),
                crowded.substring(0, crowded.indexOf("steps:"))
                                .replace("scenario: crowded", "scenario: many")
                                .replace("parameters:\n  more: { is: count, draw: 1..9 }\n", "")
                        + """
                        steps:
                          - together:
                              one: [ { do: [ { call: KeQuerySystemTime } ], repeat: 600 } ]
                              two: [ { do: [ { call: KeQuerySystemTime } ], repeat: 600 } ]
                          - together:
                              writer:
                                - do: [ { run: send-irp, with: { device: mine, major: IRP_MJ_WRITE } } ]
                                  repeat: 30
                              flusher:
                                - do: [ { run: send-irp, with: { device: mine, major: IRP_MJ_FLUSH_BUFFERS } } ]
                                  repeat: 30
                              reader:
                                - do: [ { run: send-irp, with: { device: mine, major: IRP_MJ_READ } } ]
                                  repeat: 20
                        """);
        Spoken run = Spoken.in(folder, "run", "many.yaml", "--seeds", "1..40");
        Path failure = Spoken.runFolder(folder, "many").resolve("F1");

        String words = words(Spoken.in(folder, "explain", failure.toString(), "--forks", "10"));

        assertThat(run.exit()).isEqualTo(Exit.VIOLATED);
        assertThat(words)
                .containsPattern(
                        "It was made smaller first: what follows is a run that fails in the same way"
                                + " with \\d of its \\d{2,} answers")
                .containsPattern("The turning point is number \\d");
    }

    private static Path resource(String name) throws Exception {
        return Path.of(
                Objects.requireNonNull(ExplainedInWordsTest.class.getResource(name)).toURI());
    }

    private String explainedRun(String scenario) throws IOException {
        Spoken.in(folder, "run", scenario, "--seed", "1");
        Path run = Spoken.runFolder(folder, scenario.replace(".yaml", ""));
        return words(Spoken.in(folder, "explain", run.toString(), "--forks", "10"));
    }

    private static String words(Spoken spoken) {
        assertThat(spoken.exit()).as(spoken.err()).isEqualTo(Exit.HELD);
        return spoken.out().replaceAll("\\s+", " ");
    }
}
