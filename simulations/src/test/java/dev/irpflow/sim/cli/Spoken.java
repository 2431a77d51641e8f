package dev.irpflow.sim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A command that was given in a folder, and what came of it.
 *
 * @param exit the exit code
 * @param out standard output
 * @param err standard error
 */
record Spoken(int exit, String out, String err) {
    /** Gives a command in a folder, on a terminal without colours. */
    static Spoken in(Path folder, String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal =
                new Terminal(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        folder,
                        home(),
                        Terminal.Manner.PLAIN);
        int exit = Main.run(terminal, words);
        return new Spoken(
                exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** The folder of the project. */
    static Path home() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isRegularFile(folder.resolve("jvm-flags.txt"))) {
            folder = Objects.requireNonNull(folder.getParent());
        }
        return folder;
    }

    /** The only run folder of a scenario below a folder. */
    static Path runFolder(Path folder, String scenario) throws IOException {
        List<Path> runs;
        try (Stream<Path> all = Files.list(folder.resolve("runs").resolve(scenario))) {
            runs = all.filter(Files::isDirectory).toList();
        }
        assertThat(runs).hasSize(1);
        return runs.getFirst();
    }
}
