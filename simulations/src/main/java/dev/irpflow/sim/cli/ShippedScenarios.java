package dev.irpflow.sim.cli;

import dev.irpflow.sim.report.Refusal;
import dev.irpflow.sim.scenario.load.Nearest;
import dev.irpflow.sim.scenario.load.ScenarioLoader.Origin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The scenarios that come with the product, by name; and those of the user, by path. */
final class ShippedScenarios {
    private static final String FOLDER = "scenarios";
    private static final String SOURCES = "simulations/src/main/resources/" + FOLDER;

    private final Terminal terminal;
    private @Nullable Path packed;
    private @Nullable List<ScenarioFolder.Entry> found;

    ShippedScenarios(Terminal terminal) {
        this.terminal = terminal;
    }

    /**
     * The scenario that a word on the command line means: a file, or the name of a shipped one.
     *
     * @throws Refusal if it is neither
     */
    Origin find(String given) throws Refusal {
        if (looksLikePath(given)) {
            return ofPath(given);
        }
        Path shipped = shipped(given);
        if (shipped != null) {
            return shippedOrigin(shipped);
        }
        if (Files.exists(pathOf(given))) {
            return ofPath(given);
        }
        String nearest = Nearest.to(given, names());
        throw new Refusal(
                "%s: no such scenario.%s `irpflow list scenarios` names them all; a file of your"
                                .formatted(
                                        given,
                                        nearest == null ? "" : " Did you mean " + nearest + "?")
                        + " own is given by its path, like ./"
                        + given
                        + ScenarioFolder.ENDING);
    }

    /** The names of all shipped scenarios, in the order of their folders. */
    List<String> names() {
        return all().stream().map(ScenarioFolder.Entry::name).toList();
    }

    /** All shipped scenarios, in the order of their folders. */
    List<ScenarioFolder.Entry> all() {
        Path folder = folder();
        if (found == null) {
            found = folder == null ? List.of() : ScenarioFolder.of(folder).scenarios();
        }
        return found;
    }

    /** Where a shipped scenario comes from. */
    Origin origin(ScenarioFolder.Entry entry) {
        return shippedOrigin(entry.file());
    }

    // Below the working directory, that is the project: its paths are the scenario's paths.
    private Origin ofPath(String given) throws Refusal {
        Path path = pathOf(given);
        Path folder = folder();
        if (folder != null && path.startsWith(folder)) {
            return shippedOrigin(path);
        }
        Path own = path.getParent();
        Path here = terminal.workingDirectory();
        Path base = own == null || path.startsWith(here) ? here : own;
        return new Origin(path, given, base, base);
    }

    private Path pathOf(String given) throws Refusal {
        try {
            return terminal.resolve(given);
        } catch (InvalidPathException e) {
            throw new Refusal(given + ": no path: " + e.getReason());
        }
    }

    private Origin shippedOrigin(Path file) {
        Path folder = folder();
        Path home = terminal.home();
        Path own = file.getParent();
        Path sources = folder != null ? folder : own == null ? file : own;
        return new Origin(
                file,
                sources.relativize(file).toString().replace('\\', '/'),
                sources,
                home == null ? sources : home);
    }

    private @Nullable Path shipped(String name) {
        for (ScenarioFolder.Entry entry : all()) {
            if (entry.name().equals(name)) {
                return entry.file();
            }
        }
        return null;
    }

    private @Nullable Path folder() {
        Path home = terminal.home();
        if (home != null && Files.isDirectory(home.resolve(SOURCES))) {
            return home.resolve(SOURCES);
        }
        if (packed == null) {
            URL resource = ShippedScenarios.class.getResource("/" + FOLDER);
            packed = resource == null ? null : unpacked(resource);
        }
        return packed;
    }

    private static boolean looksLikePath(String given) {
        return given.endsWith(ScenarioFolder.ENDING)
                || given.endsWith(".yml")
                || given.indexOf('/') >= 0
                || given.indexOf('\\') >= 0;
    }

    // The loader reads files: scenarios within a jar are copied to where it can.
    private static Path unpacked(URL resource) {
        try {
            URI uri = resource.toURI();
            return uri.getScheme().equals("file") ? Path.of(uri) : copy(uri);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path copy(URI uri) throws IOException {
        try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of());
                Stream<Path> files = Files.walk(jar.getPath("/" + FOLDER))) {
            Path target = Files.createTempDirectory("irpflow-scenarios");
            target.toFile().deleteOnExit();
            for (Path file : files.toList()) {
                Path relative = jar.getPath("/" + FOLDER).relativize(file);
                Path copy = target.resolve(relative.toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
                copy.toFile().deleteOnExit();
            }
            return target;
        }
    }
}
