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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The scenarios that come with the product, by name; and those of the user, by path. */
final class ShippedScenarios {
    private static final String FOLDER = "scenarios";
    private static final String SOURCES = "simulations/src/main/resources/" + FOLDER;
    private static final String ENDING = ".yaml";

    private final Terminal terminal;
    private @Nullable Path packed;

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
                        + ENDING);
    }

    /** The names of all shipped scenarios, sorted. */
    List<String> names() {
        Path folder = folder();
        if (folder == null) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return new ArrayList<>(
                    files.map(file -> String.valueOf(file.getFileName()))
                            .filter(name -> name.endsWith(ENDING))
                            .map(name -> name.substring(0, name.length() - ENDING.length()))
                            .sorted()
                            .toList());
        } catch (IOException e) {
            return List.of();
        }
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
        Path folder = file.getParent();
        Path home = terminal.home();
        Path sources = folder == null ? file : folder;
        return new Origin(
                file, String.valueOf(file.getFileName()), sources, home == null ? sources : home);
    }

    private @Nullable Path shipped(String name) {
        Path folder = folder();
        Path file = folder == null ? null : folder.resolve(name + ENDING);
        return file != null && Files.isRegularFile(file) ? file : null;
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
        return given.endsWith(ENDING)
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
