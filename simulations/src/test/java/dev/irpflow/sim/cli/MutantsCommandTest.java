package dev.irpflow.sim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bench of seeded bugs. */
final class MutantsCommandTest {
    @TempDir private Path folder;

    @Test
    void aChangedScriptIsHuntedAndWhatFoundItIsTold() throws IOException {
        Spoken spoken = hunted("removal-without-waiting", "--json", "figures.json");

        assertThat(spoken.out())
                .containsPattern("removal-without-waiting +\\d.* kernel/memory-after-free\n")
                .contains("found within 50 schedules by random: 1 of 1");
        assertThat(spoken.exit()).isEqualTo(Exit.HELD);
        assertThat(Files.readString(folder.resolve("figures.json")))
                .contains("\"removal-without-waiting\"", "\"played\"");
    }

    @Test
    void aChangedClassIsHuntedWhileTheProductStaysAsItIs() {
        Spoken spoken = hunted("queue-keeps-what-is-cancelled");

        assertThat(spoken.out())
                .containsPattern("queue-keeps-what-is-cancelled +\\d.* kernel/object-after-close\n")
                .doesNotContain("fails without a mutant");
        assertThat(spoken.exit()).isEqualTo(Exit.HELD);
    }

    @Test
    void aMutantThatIsNotThereIsRefusedWithTheNearestOne() {
        Spoken spoken = Spoken.in(folder, "bench", "mutants", "--mutant", "removal-without-wating");

        assertThat(spoken.exit()).isEqualTo(Exit.BAD_INPUT);
        assertThat(spoken.err()).contains("there is removal-without-waiting");
    }

    @Test
    void aBenchWithoutHuntsIsRefusedWithWhatIsAllowed() {
        Spoken spoken = Spoken.in(folder, "bench", "mutants", "--hunts", "0");

        assertThat(spoken.exit()).isEqualTo(Exit.BAD_INPUT);
        assertThat(spoken.err()).contains("--hunts: found 0; allowed is 1 or more");
    }

    private Spoken hunted(String mutant, String... more) {
        String[] words = {
            "bench",
            "mutants",
            "--mutant",
            mutant,
            "--strategy",
            "random",
            "--schedules",
            "50",
            "--hunts",
            "1"
        };
        String[] all = new String[words.length + more.length];
        System.arraycopy(words, 0, all, 0, words.length);
        System.arraycopy(more, 0, all, words.length, more.length);
        return Spoken.in(folder, all);
    }
}
