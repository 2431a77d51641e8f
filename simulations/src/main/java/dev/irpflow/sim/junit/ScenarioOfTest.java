package dev.irpflow.sim.junit;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Finds the scenario that a test names. */
final class ScenarioOfTest {
    private static final String ENDING = ".yaml";

    private ScenarioOfTest() {}

    /**
     * A path, if the class path has the file beside the test or at its root; else what was given.
     *
     * @throws IllegalArgumentException if the file lies in a jar
     */
    static String find(Class<?> test, String given) {
        String name = given.endsWith(ENDING) ? given : given + ENDING;
        URL beside = resource(test, name);
        URL found = beside == null ? resource(test, "/" + name) : beside;
        if (found == null) {
            return given;
        }
        try {
            return shown(path(given, found));
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(given + ": " + e.getMessage(), e);
        }
    }

    /**
     * The folder that a test names: on the class path beside the test or at its root, else from the
     * working directory.
     *
     * @throws IllegalArgumentException if it lies in a jar
     */
    static Path folder(Class<?> test, String given) {
        URL beside = resource(test, given);
        URL found = beside == null ? resource(test, "/" + given) : beside;
        try {
            return found == null ? Path.of(given) : path(given, found);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(given + ": " + e.getMessage(), e);
        }
    }

    /** A path from the working directory, where it lies below that. */
    static String shown(Path file) {
        Path here = Path.of("").toAbsolutePath();
        return (file.startsWith(here) ? here.relativize(file) : file).toString();
    }

    private static Path path(String given, URL found) throws URISyntaxException {
        URI place = found.toURI();
        if (!place.getScheme().equals("file")) {
            throw new IllegalArgumentException(
                    given + " lies in a jar (" + found + "); a test gives a file");
        }
        return Path.of(place);
    }

    private static @Nullable URL resource(Class<?> test, String name) {
        return test.getResource(name);
    }
}
