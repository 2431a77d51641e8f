package dev.irpflow.sim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

    private String explainedRun(String scenario) throws IOException {
        Spoken.in(folder, "run", scenario, "--seed", "1");
        Path run = Spoken.runFolder(folder, scenario.replace(".yaml", ""));
        return words(Spoken.in(folder, "explain", run.toString(), "--forks", "10"));
    }

    private static String words(Spoken spoken) {
        assertThat(spoken.err()).isEmpty();
        assertThat(spoken.exit()).isEqualTo(Exit.HELD);
        return spoken.out().replaceAll("\\s+", " ");
    }
}
