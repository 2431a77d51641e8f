package dev.irpflow.sim.junit;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.readqueue.ReadQueue;
import dev.irpflow.kernel.Violation;
import dev.irpflow.sim.cli.SeededRuns;
import dev.irpflow.sim.report.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The page of the tutorial: its code is that of the project, and what it shows of runs is what they
 * say. A block that is taken from elsewhere stands below a comment that says from where.
 */
final class TutorialPageTest {
    private static final Path PAGE = OtherProcess.home().resolve("docs/tutorial-wdm-driver.md");
    private static final Path PROJECT = OtherProcess.home().resolve("docs/tutorial");
    private static final String MAIN = "src/main/java/com/example/readqueue/";
    private static final String TEST = "src/test/java/com/example/readqueue/";
    private static final String SCENARIO =
            "src/test/resources/com/example/readqueue/read-queue.yaml";
    private static final Pattern BLOCK =
            Pattern.compile(
                    "<!-- (\\w+) (\\S+) ?(\\S*) -->\n```(\\w+)\n(.*?)```\n", Pattern.DOTALL);

    @TempDir private Path folder;

    @Test
    void itsCodeIsThatOfTheProjectAndItsRunsSayWhatItShows() throws Exception {
        String page = Files.readString(PAGE);
        StringBuilder renewed = new StringBuilder();
        Matcher block = BLOCK.matcher(page);
        int blocks = 0;
        boolean write = Boolean.getBoolean("tutorial.write");
        while (block.find()) {
            blocks++;
            String now = content(block.group(1), block.group(2), block.group(3));
            if (!write) { // numbers differ with every change of the emulation: mvn
                // -Dtutorial.write=true
                assertThat(comparable(block.group(1), block.group(5)))
                        .as(block.group(2) + " " + block.group(3))
                        .isEqualTo(comparable(block.group(1), now));
            }
            String head = block.group().substring(0, block.group().indexOf("```"));
            block.appendReplacement(
                    renewed,
                    Matcher.quoteReplacement(head + "```" + block.group(4) + "\n" + now + "```\n"));
        }
        block.appendTail(renewed);
        if (write) {
            Files.writeString(PAGE, renewed.toString());
        }
        assertThat(blocks).isEqualTo(23);
    }

    private String content(String kind, String what, String part) throws IOException, Refusal {
        return switch (kind) {
            case "code" -> code(what, part);
            case "file" -> Files.readString(PROJECT.resolve(what));
            case "slip" -> breach(story(what, part));
            case "story" -> story(what, part);
            default -> throw new IllegalArgumentException(kind);
        };
    }

    // Which numbers objects have is no matter of the page, nor what else happened in the run.
    private static String comparable(String kind, String text) {
        return switch (kind) {
            case "slip" -> text.replaceAll("\\d+", "0");
            case "story" -> breach(text).replaceAll("\\d+", "0");
            default -> text;
        };
    }

    // Between the comments that name a part of a class, without the indent that they have.
    private static String code(String type, String part) throws IOException {
        String folder = type.equals("Slips") ? TEST : MAIN;
        List<String> lines = Files.readAllLines(PROJECT.resolve(folder + type + ".java"));
        List<String> found = new ArrayList<>();
        int indent = -1;
        for (String line : lines) {
            if (line.strip().equals("// [" + part + "]")) {
                indent = line.indexOf('/');
            } else if (indent >= 0 && line.strip().equals("// [end]")) {
                return String.join("\n", found).stripTrailing() + "\n";
            } else if (indent >= 0) {
                found.add(line.substring(Math.min(indent, line.length())));
            }
        }
        throw new IllegalArgumentException(type + " has no part " + part);
    }

    // The paragraph of a story that says what was broken, and what real Windows says to it.
    private static String breach(String story) {
        return story.replaceAll("(?s)^.*?\n\n(  \\S+/\\S+  .*?\n    real Windows .*?\n).*$", "$1");
    }

    private String story(String driver, String rule) throws IOException, Refusal {
        String type = driver.startsWith("Careless") ? driver : "Slips$" + driver;
        String all = Files.readString(PROJECT.resolve(SCENARIO));
        Path scenario = folder.resolve("read-queue.yaml");
        String name = ReadQueue.class.getPackageName() + "." + type;
        Files.writeString(scenario, all.replace(ReadQueue.class.getName(), name));
        try (SeededRuns runs =
                SeededRuns.of(scenario.toString(), List.of(), List.of(), "1..1000")) {
            for (int i = 0; i < runs.count(); i++) {
                Violation violation = runs.play(i).firstViolation();
                if (violation != null && violation.rule().id().equals(rule)) {
                    return runs.tell(i).replaceAll("\n  re(peat|play)(?s:.*)", "\n");
                }
            }
        }
        throw new IllegalStateException(driver + " never breaks " + rule);
    }
}
