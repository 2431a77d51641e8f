package dev.irpflow.sim.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The scenarios in a folder and in the folders below it; fragments are none.
 *
 * @param root the folder
 * @param scenarios those of the folder itself first, then those of each folder below it, by name
 */
record ScenarioFolder(Path root, List<Entry> scenarios) {
    static final String ENDING = ".yaml";

    private static final String FRAGMENT = "fragment:";
    private static final String HIDDEN = ".";

    /**
     * One scenario.
     *
     * @param name that of its file
     * @param group the folder that it lies in, from the root on with /; "" for the root itself
     */
    record Entry(String name, String group, Path file) {
        /** The file's name from the root on, with /. */
        String relative() {
            return (group.isEmpty() ? "" : group + "/") + name + ENDING;
        }
    }

    /** Looks into a folder; nothing is in one that cannot be read. */
    static ScenarioFolder of(Path root) {
        List<Entry> entries = new ArrayList<>();
        try {
            walk(root, "", entries);
        } catch (IOException e) {
            return new ScenarioFolder(root, List.of());
        }
        return new ScenarioFolder(root, List.copyOf(entries));
    }

    private static void walk(Path folder, String group, List<Entry> entries) throws IOException {
        List<Path> all;
        try (Stream<Path> files = Files.list(folder)) {
            all = files.sorted().toList();
        }
        for (Path file : all) {
            String name = String.valueOf(file.getFileName());
            if (name.endsWith(ENDING) && Files.isRegularFile(file) && !isFragment(file)) {
                String stem = name.substring(0, name.length() - ENDING.length());
                entries.add(new Entry(stem, group, file));
            }
        }
        for (Path below : all) {
            String name = String.valueOf(below.getFileName());
            if (Files.isDirectory(below) && !name.startsWith(HIDDEN)) {
                walk(below, group.isEmpty() ? name : group + "/" + name, entries);
            }
        }
    }

    // What cannot be read as text is no fragment: loading it will tell what is wrong with it.
    private static boolean isFragment(Path file) throws IOException {
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        return text.lines().anyMatch(line -> line.startsWith(FRAGMENT));
    }
}
