package dev.irpflow.sim.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.sim.scenario.ExpectedEnd;
import dev.irpflow.sim.scenario.Scenario;
import dev.irpflow.sim.stage.SeededChooser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The scenarios of the folder {@code rules}: each breaks one rule and nothing before it. */
final class BrokenRulesTest {
    @TempDir private Path folder;
    private Playing playing;

    @BeforeEach
    void begin() {
        playing = new Playing(folder);
    }

    @AfterEach
    void end() {
        playing.close();
    }

    @ParameterizedTest
    @MethodSource("names")
    void aScenarioBreaksTheRuleThatItIsNamedAfter(String name) throws IOException {
        Scenario scenario = playing.shipped("rules/" + name);

        assertThat(scenario.outcome())
                .isInstanceOfSatisfying(
                        ExpectedEnd.ByViolation.class,
                        end -> assertThat(name).isEqualTo(nameFor(end.rule())));
        playing.play(scenario, new SeededChooser(1)).holds();
    }

    private static String nameFor(String rule) {
        return "breaks-" + rule.substring(rule.indexOf('/') + 1);
    }

    static List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(Playing.shipped().resolve("rules"))) {
            return files.map(file -> file.getFileName().toString())
                    .map(name -> name.substring(0, name.indexOf('.')))
                    .sorted()
                    .toList();
        }
    }
}
