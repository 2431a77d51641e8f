package dev.irpflow.sim.run;

import dev.irpflow.sim.stage.SeededChooser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The scenarios of the folder {@code bug-checks}: forms of bug checks that no scenario of {@code
 * rules} ends in, each with the parameters that its page gives it.
 */
final class BugCheckScenariosTest {
    private static Playing playing;

    @BeforeAll
    static void begin(@TempDir Path folder) {
        playing = new Playing(folder);
    }

    @AfterAll
    static void end() {
        playing.close();
    }

    @ParameterizedTest
    @MethodSource("names")
    void theMachineDiesAsThePageSays(String name) throws IOException {
        playing.play(Playing.inPlace("bug-checks/" + name), new SeededChooser(1)).holds();
    }

    static List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(Playing.shipped().resolve("bug-checks"))) {
            return files.map(file -> file.getFileName().toString())
                    .map(name -> name.substring(0, name.indexOf('.')))
                    .sorted()
                    .toList();
        }
    }
}
