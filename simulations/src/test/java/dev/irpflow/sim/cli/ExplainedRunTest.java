package dev.irpflow.sim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code explain} says of a run that a hunt has kept: a race of three threads. */
final class ExplainedRunTest {
    @TempDir private static Path folder = Path.of("");
    private static Path failure = Path.of("");
    private static Spoken hunted = new Spoken(0, "", "");
    private static Spoken explained = new Spoken(0, "", "");

    @BeforeAll
    static void huntAndExplain() throws Exception {
        Path crowded =
                Path.of(
                        Objects.requireNonNull(
                                        ExplainedRunTest.class.getResource("/hunt/crowded.yaml"))
                                .toURI());
        Files.copy(crowded, folder.resolve("crowded.yaml"));
        hunted =
                Spoken.in(
                        folder,
                        "hunt",
                        "crowded.yaml",
                        "--strategy",
                        "random",
                        "--schedules",
                        "64");
        failure = Spoken.runFolder(folder, "crowded").resolve("F1");
        explained = Spoken.in(folder, "explain", "F1", "--forks", "40");
    }

    @Test
    void aFailureOfTheNewestHuntIsExplainedInFiveSections() {
        assertThat(explained.exit()).isEqualTo(Exit.HELD);
        assertThat(explained.err()).isEmpty();
        assertThat(headings(explained.out()))
                .containsExactly(
                        "1. Why it is wrong",
                        "2. The story",
                        "3. The turning point",
                        "4. The nearest good run",
                        "5. What usually cures");
        assertThat(explained.out())
                .contains("page           windows-driver-docs-pr/kernel/life-cycle-of-an-object.md")
                .contains("real Windows   none: silent corruption")
                .contains("Pattern: a reference for whoever keeps a pointer.");
    }

    @Test
    void theStoryHasAtMost25StepsAndSaysWhoseTheIrpWasWhenThatEndedAndWhatIsBrokenThen() {
        String story = section(explained.out(), 2).replaceAll("\\s+", " ");
        Matcher steps =
                Pattern.compile("(?m)^ {3,4}\\d+ +\\d+\\.\\d{3} ")
                        .matcher(section(explained.out(), 2));

        assertThat(steps.results().count()).isBetween(6L, 25L);
        assertThat(story)
                .containsPattern(
                        "hands irp-\\d+ to client/mine as IRP_MJ_READ: now client/mine has")
                .containsPattern(
                        "client/mine completes irp-\\d+ \\(IoCompleteRequest\\): from here")
                .contains("Here the rule is broken: ")
                .containsPattern("irp-\\d+ has had an end since 0.000 000, when client/mine");
    }

    @Test
    void theShareOfFailuresJumpsAtTheTurningPointAndIsNearlyAllAtTheEnd() {
        List<Long> shares =
                Pattern.compile("(?m)^ {3}[ \\d]{2} +[<>]?(\\d+) %  ")
                        .matcher(section(explained.out(), 3))
                        .results()
                        .map(row -> Long.valueOf(row.group(1)))
                        .toList();
        Matcher turning =
                Pattern.compile("turning point is number (\\d+)").matcher(explained.out());

        assertThat(turning.find()).isTrue();
        int number = Integer.parseInt(turning.group(1));
        assertThat(shares.getFirst()).isLessThan(20);
        assertThat(shares.get(number) - shares.get(number - 1)).isGreaterThan(30);
        assertThat(shares.getLast()).isGreaterThan(70);
    }

    @Test
    void theNearestGoodRunDiffersInOneAnswerAndIsShownByReplay() {
        Spoken shown = Spoken.in(folder, "replay", failure.resolve("good").toString());

        assertThat(explained.out())
                .contains("It differs in one answer", "irpflow replay ")
                .contains("/F1/good");
        assertThat(shown.exit()).isEqualTo(Exit.HELD);
        assertThat(shown.out()).contains("byte for byte the same");
    }

    @Test
    void theSameRunHasTheSameExplanation() {
        Spoken again = Spoken.in(folder, "explain", "F1", "--forks", "40");

        assertThat(again.out()).isEqualTo(explained.out());
    }

    @Test
    void theHuntNamesTheCommandThatExplains() {
        assertThat(hunted.out()).containsPattern("explain  irpflow explain runs/crowded/.*/F1");
    }

    @Test
    void whatIsNotThereOrHeldIsRefused() throws IOException {
        Path empty = Files.createDirectories(folder.resolve("empty"));

        Spoken held = Spoken.in(folder, "explain", failure.resolve("good").toString());
        Spoken unknown = Spoken.in(folder, "explain", "F2");
        Spoken none = Spoken.in(empty, "explain", "F1");

        assertThat(List.of(held.exit(), unknown.exit(), none.exit())).containsOnly(Exit.BAD_INPUT);
        assertThat(held.err()).contains("there is nothing to explain: the run is one that held");
        assertThat(unknown.err()).contains("has no run F2; it has F1");
        assertThat(none.err()).contains("there is no hunt in");
    }

    private static List<String> headings(String text) {
        return text.lines().filter(line -> line.matches("\\d\\. .*")).toList();
    }

    private static String section(String text, int number) {
        int begin = text.indexOf("\n" + number + ". ");
        return text.substring(begin, text.indexOf("\n" + (number + 1) + ". "));
    }
}
