package dev.irpflow.sim.junit;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.echoclient.EchoClient;
import com.example.readqueue.ReadQueue;
import dev.irpflow.kernel.Violation;
import dev.irpflow.sim.cli.SeededRuns;
import dev.irpflow.sim.report.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The pages of the tutorials: their code is that of the projects, and what they show of runs is
 * what those say. A block that is taken from elsewhere stands below a comment that says from where.
 */
final class TutorialPageTest {
    private static final Path DOCS = OtherProcess.home().resolve("docs");
    private static final Pattern BLOCK =
            Pattern.compile(
                    "<!-- (\\w+) (\\S+) ?(\\S*) ?(\\S*) -->\n```(\\w+)\n(.*?)```\n",
                    Pattern.DOTALL);

    @TempDir private Path folder;

    enum Tutorial {
        WDM_DRIVER("tutorial-wdm-driver", ReadQueue.class, "read-queue", 23),
        WSK_CLIENT("tutorial-wsk-client", EchoClient.class, "echo-client", 23);

        private final String name;
        private final Class<?> driver;
        private final String scenario;
        private final int blocks;

        Tutorial(String name, Class<?> driver, String scenario, int blocks) {
            this.name = name;
            this.driver = driver;
            this.scenario = scenario;
            this.blocks = blocks;
        }

        Path page() {
            return DOCS.resolve(name + ".md");
        }

        Path file(String inProject) {
            return DOCS.resolve(name).resolve(inProject);
        }

        // Where the package has its files, below src/main/java and others.
        Path inPackage(String below, String file) {
            return file(below + "/" + driver.getPackageName().replace('.', '/') + "/" + file);
        }
    }

    @ParameterizedTest
    @EnumSource(Tutorial.class)
    void itsCodeIsThatOfTheProjectAndItsRunsSayWhatItShows(Tutorial tutorial) throws Exception {
        String page = Files.readString(tutorial.page());
        StringBuilder renewed = new StringBuilder();
        Matcher block = BLOCK.matcher(page);
        int blocks = 0;
        boolean write = Boolean.getBoolean("tutorial.write");
        while (block.find()) {
            blocks++;
            String kind = block.group(1);
            String now = content(tutorial, block);
            if (!write) { // numbers differ with every change of the emulation: mvn
                // -Dtutorial.write=true
                assertThat(comparable(kind, block.group(6)))
                        .as(block.group(2) + " " + block.group(3))
                        .isEqualTo(comparable(kind, now));
            }
            String head = block.group().substring(0, block.group().indexOf("```"));
            block.appendReplacement(
                    renewed,
                    Matcher.quoteReplacement(head + "```" + block.group(5) + "\n" + now + "```\n"));
        }
        block.appendTail(renewed);
        if (write) {
            Files.writeString(tutorial.page(), renewed.toString());
        }
        assertThat(blocks).isEqualTo(tutorial.blocks);
    }

    private String content(Tutorial tutorial, Matcher block) throws IOException, Refusal {
        String what = block.group(2);
        String part = block.group(3);
        String scenario = block.group(4).isEmpty() ? tutorial.scenario : block.group(4);
        return switch (block.group(1)) {
            case "code" -> code(tutorial, what, part);
            case "file" -> Files.readString(tutorial.file(what));
            case "slip" -> breach(story(tutorial, what, part, scenario));
            case "story" -> story(tutorial, what, part, scenario);
            default -> throw new IllegalArgumentException(block.group(1));
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
    private static String code(Tutorial tutorial, String type, String part) throws IOException {
        String below = type.equals("Slips") ? "src/test/java" : "src/main/java";
        List<String> lines = Files.readAllLines(tutorial.inPackage(below, type + ".java"));
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

    private String story(Tutorial tutorial, String driver, String rule, String scenario)
            throws IOException, Refusal {
        String type = driver.startsWith("Careless") ? driver : "Slips$" + driver;
        String name = tutorial.driver.getPackageName() + "." + type;
        for (String file : new TreeSet<>(List.of(tutorial.scenario, scenario))) {
            String all = Files.readString(tutorial.inPackage("src/test/resources", file + ".yaml"));
            Files.writeString(
                    folder.resolve(file + ".yaml"),
                    all.replace(tutorial.driver.getName() + " ", name + " "));
        }
        Path played = folder.resolve(scenario + ".yaml");
        try (SeededRuns runs = SeededRuns.of(played.toString(), List.of(), List.of(), "1..1000")) {
            for (int i = 0; i < runs.count(); i++) {
                Violation violation = runs.play(i).firstViolation();
                if (violation != null && violation.rule().id().equals(rule)) {
                    return runs.tell(i)
                            .replace(folder + "/", "")
                            .replaceAll("\n  re(peat|play)(?s:.*)", "\n");
                }
            }
        }
        throw new IllegalStateException(driver + " never breaks " + rule);
    }
}
