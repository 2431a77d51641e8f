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
            URI place = found.toURI();
            if (!place.getScheme().equals("file")) {
                throw new IllegalArgumentException(
                        given + " lies in a jar (" + found + "); a test gives a file");
            }
            Path here = Path.of("").toAbsolutePath();
            Path file = Path.of(place);
            return (file.startsWith(here) ? here.relativize(file) : file).toString();
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(given + ": " + e.getMessage(), e);
        }
    }

    private static @Nullable URL resource(Class<?> test, String name) {
        return test.getResource(name);
    }
}
