package dev.irpflow.sim.junit;

import dev.irpflow.sim.cli.KeptRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What lies in the folder of a {@link ReplayTest}. */
final class KeptFolder {
    private static final String ENDING = ".yaml";
    private static final String FRAGMENT = "fragment:";

    private KeptFolder() {}

    /**
     * Something that was kept.
     *
     * @param name its path from the folder on
     * @param path a scenario, or a folder with a {@code replay.json}
     */
    record Kept(String name, Path path) {
        /** Whether it is a run, and no scenario. */
        boolean isRun() {
            return Files.isDirectory(path);
        }
    }

    /**
     * All of it, in the order of the names.
     *
     * @throws IllegalArgumentException if there is nothing
     */
    static List<Kept> of(Class<?> test, String given) {
        Path folder = ScenarioOfTest.folder(test, given);
        List<Kept> all = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try {
                walk(folder, folder, all);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        if (all.isEmpty()) {
            throw new IllegalArgumentException(
                    ("@ReplayTest(folder = \"%s\"): %s: a folder with scenarios (*.yaml) or run"
                                    + " folders (%s) is wanted")
                            .formatted(
                                    given,
                                    Files.isDirectory(folder)
                                            ? "nothing is kept in " + folder
                                            : "there is no folder " + folder,
                                    KeptRun.FILE));
        }
        return all;
    }

    private static void walk(Path root, Path folder, List<Kept> all) throws IOException {
        if (Files.isRegularFile(folder.resolve(KeptRun.FILE))) {
            all.add(new Kept(name(root, folder), folder)); // what else is in it belongs to the run
            return;
        }
        List<Path> sorted;
        try (Stream<Path> files = Files.list(folder)) {
            sorted = files.sorted().toList();
        }
        for (Path each : sorted) {
            if (Files.isDirectory(each)) {
                walk(root, each, all);
            } else if (each.toString().endsWith(ENDING) && !isFragment(each)) {
                all.add(new Kept(name(root, each), each));
            }
        }
    }

    private static boolean isFragment(Path file) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.anyMatch(line -> line.startsWith(FRAGMENT));
        } catch (UncheckedIOException e) {
            return false; // no text: loading it tells what is wrong with it
        }
    }

    private static String name(Path root, Path path) {
        String name = root.relativize(path).toString().replace('\\', '/');
        return name.isEmpty() ? String.valueOf(path.getFileName()) : name;
    }
}
