package dev.irpflow.sim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bench of shrinking. */
final class ShrinkingBenchTest {
    @TempDir private Path folder;

    @Test
    void eachFailureIsToldByHowMuchItHasShrunkAndWhatThatComesTo() throws IOException {
        Spoken told =
                bench("--of", "kernel-pending-rules-broken", "--hunts", "1", "--json", "all.json");

        assertThat(told.exit()).isEqualTo(Exit.HELD);
        assertThat(told.out())
                .containsPattern("kernel-pending-rules-broken +wild +[1-9]\\d* -> 0 ")
                .contains(
                        "found by wild: 1 failures, 0 of them without any deviation",
                        "of the deviations of the other 1: 100 % are gone at the median",
                        "not shrunk to the end: 0");
        assertThat(Files.readString(folder.resolve("all.json")))
                .contains("\"ending\" : \"smallest\"");
    }

    @Test
    void besideABusyMachineAFailureBeginsWithManyDeviationsAndKeepsNoneOfTheMachines() {
        Spoken told = bench("--of", "mark-not-passed-up", "--strategy", "busy", "--hunts", "1");

        assertThat(told.exit()).isEqualTo(Exit.HELD);
        assertThat(told.out())
                .containsPattern("mark-not-passed-up +busy +[1-9]\\d+ -> 0 ")
                .contains(
                        "of those of the 1 that have 20 or more: 100 % are gone at the median",
                        "io/pending-not-propagated low.IRP_MJ_READ");
    }

    @Test
    void aNameThatIsNoneIsRefusedWithTheNearestOne() {
        Spoken told = bench("--of", "kernel-pending-rules-brokn");

        assertThat(told.exit()).isEqualTo(Exit.BAD_INPUT);
        assertThat(told.err())
                .contains("--of kernel-pending-rules-brokn", "kernel-pending-rules-broken");
    }

    private Spoken bench(String... options) {
        String[] words = new String[options.length + 2];
        words[0] = "bench";
        words[1] = "shrinking";
        System.arraycopy(options, 0, words, 2, options.length);
        return Spoken.in(folder, words);
    }
}
