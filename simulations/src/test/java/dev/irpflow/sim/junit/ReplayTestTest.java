package dev.irpflow.sim.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a test of kept scenarios and run folders does, told by tests of ours. */
final class ReplayTestTest {
    private static final Path FOLDER = Path.of(KeptOfTheUser.FOLDER);

    @BeforeEach
    void emptyTheFolder() throws IOException {
        if (Files.exists(FOLDER)) {
            try (Stream<Path> all = Files.walk(FOLDER)) {
                for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            }
        }
        Files.createDirectories(FOLDER);
        KeptOfTheUser.BODIES.clear();
    }

    @Test
    void anEmptyFolderAndOneThatIsMissingAreErrors() {
        assertThat(play("kept").message()).contains("nothing is kept in");
        assertThat(play("missing").message())
                .contains("there is no folder", "*.yaml", "replay.json");
    }

    @Test
    void eachScenarioAndEachRunFolderIsATestOfItsOwnName() throws IOException {
        keepScenario("races/read-queue.yaml");
        keepScenario("read-queue-broken.yaml");
        keepRunOfABrokenDriver("F1");

        Map<String, String> messages = play("kept").messages();

        assertThat(messages.keySet())
                .containsExactlyInAnyOrder("races/read-queue.yaml", "read-queue-broken.yaml", "F1");
        assertThat(messages.get("races/read-queue.yaml")).isEmpty();
        assertThat(messages.get("F1"))
                .startsWith("F1: violated: kernel/")
                .contains("VIOLATED at ", "irpflow replay " + FOLDER.resolve("F1"));
        assertThat(KeptOfTheUser.BODIES).hasSizeGreaterThanOrEqualTo(3);
    }

    @Test
    void aRunWhoseAnswersFindNoQuestionShowsNothing() throws IOException {
        keepRunOfABrokenDriver("F1");
        Path replay = FOLDER.resolve("F1/replay.json");
        String text = Files.readString(replay);
        String site = text.replaceAll("(?s).*\"answers\" ?: ?\\{\\s*\"([0-9a-f]{16})\".*", "$1");
        Files.writeString(replay, text.replace(site, "0123456789abcdef"));

        assertThat(play("kept").message())
                .startsWith("F1: inconclusive: ")
                .contains("answers could not be given", "irpflow export --as scenario");
    }

    private static void keepScenario(String name) throws IOException {
        Path to = FOLDER.resolve(name);
        Files.createDirectories(Objects.requireNonNull(to.getParent()));
        String file = String.valueOf(to.getFileName());
        Path from =
                Path.of(
                        ScenarioOfTest.find(
                                KeptOfTheUser.class,
                                "com/example/readqueue/" + file.replace(".yaml", "")));
        Files.copy(from, to);
    }

    private static void keepRunOfABrokenDriver(String name) throws IOException {
        PlayedTest broken = PlayedTest.of(OfTheUser.class, "isBroken", Map.of());
        Path from = Path.of(broken.message().replaceAll("(?s).*irpflow replay (\\S+).*", "$1"));
        Path to = Files.createDirectories(FOLDER.resolve(name));
        for (String file : List.of("replay.json", "scenario.yaml")) {
            Files.copy(from.resolve(file), to.resolve(file));
        }
    }

    private static PlayedTest play(String method) {
        return PlayedTest.of(KeptOfTheUser.class, method, Map.of());
    }
}
