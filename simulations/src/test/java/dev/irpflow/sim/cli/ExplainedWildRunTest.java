package dev.irpflow.sim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code explain} says of runs that no hunt has made small. */
final class ExplainedWildRunTest {
    private static final int LAST_SEED = 400;
    private static final Pattern SIZE = Pattern.compile(", (\\d+) faults?, (\\d+) decisions?");

    @TempDir private Path folder;

    @Test
    void aRunOfMoreThan24DecisionsIsMadeSmallerBeforeItIsExplained() throws Exception {
        Path run = run("much-else", 0, 25);

        Spoken explained = Spoken.in(folder, "explain", run.toString(), "--forks", "4");

        assertThat(explained.exit()).as(explained.err()).isEqualTo(Exit.HELD);
        assertThat(decisions(explained.out())).isBetween(1L, 3L);
        assertThat(explained.out()).contains("It differs in one answer");
    }

    @Test
    void whereEachOfTwoStrikesIsEnoughTheNearestGoodRunDiffersInBoth() throws Exception {
        Path run = run("twice-refused", 2, 0);

        Spoken explained = Spoken.in(folder, "explain", run.toString(), "--forks", "4");

        assertThat(explained.exit()).as(explained.err()).isEqualTo(Exit.HELD);
        assertThat(explained.out()).contains("It differs in 2 answers");
        Spoken good = Spoken.in(folder, "replay", run.resolve("good").toString());
        assertThat(good.exit()).isEqualTo(Exit.HELD);
    }

    // The rows of the turning point, but for the one of the beginning.
    private static long decisions(String text) {
        int begin = text.indexOf("\n3. ");
        String section = text.substring(begin, text.indexOf("\n4. "));
        return Pattern.compile("(?m)^ +[1-9]\\d* +[<>]?\\d+ %  ")
                .matcher(section)
                .results()
                .count();
    }

    // The first run of a seed that fails, with so many faults and decisions at least.
    private Path run(String scenario, int faults, int decisions) throws Exception {
        String file = scenario + ".yaml";
        Path shipped =
                Path.of(
                        Objects.requireNonNull(
                                        ExplainedWildRunTest.class.getResource("/hunt/" + file))
                                .toURI());
        Files.copy(shipped, folder.resolve(file));
        for (int seed = 1; seed <= LAST_SEED; seed++) {
            String[] words = {"run", file, "--seed", String.valueOf(seed), "--no-files"};
            Spoken run = Spoken.in(folder, words);
            Matcher size = SIZE.matcher(run.out());
            if (run.exit() == Exit.VIOLATED
                    && size.find()
                    && Integer.parseInt(size.group(1)) >= faults
                    && Integer.parseInt(size.group(2)) >= decisions) {
                Spoken.in(folder, "run", file, "--seed", String.valueOf(seed));
                return Spoken.runFolder(folder, scenario);
            }
        }
        throw new IllegalStateException("no run is so wild");
    }
}
