package dev.irpflow.sim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Failures of a systematic hunt, and gusts of a storm, are kept as faults of their own. */
final class KeptFaultsTest {
    private static final String LEAK = "kernel/leak-at-end";
    private static final String STEP = "scenario/step-as-expected";

    @TempDir private Path folder;

    @Test
    void whatFailedBeforeTheFirstStepFailsThereAgain() throws Exception {
        hunt("forgetful", "--each-site", "any");

        String kept = kept("F1", "at-boot", LEAK);

        assertThat(kept)
                .contains("each-site: ExAllocatePool2\n    on: client/disk\n    nth: 2\n")
                .contains("run: send-irp"); // no scenario is without a step
    }

    @Test
    void whatAFailureExcusedStaysExcusedSoThatTheStepThatExpectedMoreIsNotBlamed()
            throws Exception {
        hunt("forgetful", "--each-site", "any");

        assertThat(kept("F2", "later", LEAK))
                .contains("completes: STATUS_SUCCESS")
                .contains("each-site: IoAcquireRemoveLock", "with-status: STATUS_DELETE_PENDING");
    }

    @Test
    void theGustThatMatteredIsAFaultWithItsMoment() throws Exception {
        hunt("forgetful-in-a-storm", "--schedules", "64");

        assertThat(kept("F1", "stormy", LEAK))
                .containsPattern("- fail: IoAcquireRemoveLock\n.*\n    nth: 1\n    at: \\d+ ")
                .doesNotContain("storm:", "delay:");
    }

    @Test
    void whatStruckOneOfTwoPendingOperationsStrikesThatOneAgain() throws Exception {
        hunt("ended-early", "--schedules", "64");

        assertThat(kept("F1", "early", STEP))
                .containsPattern("- complete-early: IRP_MJ_READ\n(.*\n)*    nth: 2\n    at: \\d+");
    }

    @Test
    void theGustThatStruckAPendingOperationIsAFaultWithItsMoment() throws Exception {
        hunt("held-back-in-a-storm", "--schedules", "64");

        assertThat(kept("F1", "gusty", STEP))
                .containsPattern("- delay: IRP_MJ_READ\n(.*\n)*    nth: 1\n    at: \\d+")
                .doesNotContain("storm:", "never-complete:");
    }

    private void hunt(String scenario, String... options) throws Exception {
        String file = scenario + ".yaml";
        Path shipped =
                Path.of(
                        Objects.requireNonNull(KeptFaultsTest.class.getResource("/hunt/" + file))
                                .toURI());
        Files.copy(shipped, folder.resolve(file));
        String[] words = new String[options.length + 2];
        words[0] = "hunt";
        words[1] = file;
        System.arraycopy(options, 0, words, 2, options.length);
        assertThat(Spoken.in(folder, words).exit()).isEqualTo(Exit.VIOLATED);
    }

    // Its text, once five seeds have failed by the rule.
    private String kept(String failure, String name, String rule) throws Exception {
        String file = name + ".yaml";
        Spoken exported = Spoken.in(folder, "export", failure, "--as", "scenario", "--out", file);
        assertThat(exported.exit()).as(exported.err()).isEqualTo(Exit.HELD);
        for (String seed : new String[] {"1", "2", "77", "1234", "987654321"}) {
            Spoken run = Spoken.in(folder, "run", file, "--seed", seed, "--no-files");
            assertThat(run.exit()).as(run.out() + run.err()).isEqualTo(Exit.VIOLATED);
            assertThat(run.out()).contains(rule);
        }
        return Files.readString(folder.resolve(file));
    }
}
