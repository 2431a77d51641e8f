package dev.irpflow.sim.scenario.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.sim.scenario.Scenario;
import dev.irpflow.sim.scenario.vocabulary.SmallVocabulary;
import dev.irpflow.sim.scenario.vocabulary.Vocabulary;
import dev.irpflow.sim.scenario.yaml.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Loads scenarios in tests, from texts and from the examples. */
public final class Loading {
    /** Always the first value. */
    public static final ParameterDraw FIRST = (parameter, values) -> 0;

    private static final Vocabulary VOCABULARY = new SmallVocabulary();

    private Loading() {}

    /** The vocabulary of all tests here: contracts are compared by identity. */
    public static Vocabulary vocabulary() {
        return VOCABULARY;
    }

    /** The directory of the examples. */
    public static Path examples() {
        try {
            return Path.of(Loading.class.getResource("/scenario/examples").toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The directory that the examples' own paths are relative to. */
    public static Path project() {
        return examples().resolve("..").normalize();
    }

    /** Loads a file of a directory, which is the project, under its bare name. */
    public static LoadResult load(Path directory, String file, String... sets) {
        return new ScenarioLoader(VOCABULARY, directory, directory)
                .load(Path.of(file), Arrays.asList(sets));
    }

    /** Loads a text as the only file of a directory. */
    public static LoadResult loadText(Path directory, String file, String text, String... sets) {
        write(directory.resolve(file), text);
        return load(directory, file, sets);
    }

    /** The scenario, which must be good. */
    public static Scenario scenario(LoadResult result) {
        return file(result).scenario(FIRST);
    }

    public static ScenarioFile file(LoadResult result) {
        assertThat(lines(result)).isEmpty();
        return ((LoadResult.Loaded) result).file();
    }

    /** What is wrong, each problem as its line. */
    public static List<String> lines(LoadResult result) {
        return switch (result) {
            case LoadResult.Loaded loaded -> List.of();
            case LoadResult.Refused refused ->
                    refused.problems().stream().map(Problem::toString).toList();
        };
    }

    public static void write(Path file, String text) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
