package dev.irpflow.sim.cli;

import dev.irpflow.sim.campaign.Journal;
import dev.irpflow.sim.explain.EndedRun;
import dev.irpflow.sim.report.Build;
import dev.irpflow.sim.report.Refusal;
import dev.irpflow.sim.report.ReplayFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A run that was kept, as the user names it: F1 of the newest hunt, a folder, or a file. */
final class NamedRun {
    private static final String RUNS = "runs";

    private NamedRun() {}

    /** Whether these words name a failure of the newest hunt. */
    static boolean isShort(String given) {
        return given.matches("F[1-9][0-9]*");
    }

    /** Whether these words name a run: a failure of the newest hunt, or a path that is there. */
    static boolean isNamed(Terminal terminal, String given) {
        return isShort(given) || Files.exists(terminal.resolve(given));
    }

    /**
     * The replay file of a run.
     *
     * @throws Refusal if there is none
     */
    static Path file(Terminal terminal, String given) throws Refusal {
        Path path = path(terminal, given);
        if (Files.isDirectory(path)) {
            Path inside = path.resolve(ReplayFile.NAME);
            if (!Files.exists(inside)) {
                EndedRun ended = ended(path);
                if (ended != null) {
                    throw new Refusal(ended.refusal(given));
                }
                throw new Refusal(
                        "%s: this folder has no %s; the folder of one run is wanted, or F1 in that"
                                        .formatted(given, ReplayFile.NAME)
                                + " of many");
            }
            return inside;
        }
        if (!Files.exists(path)) {
            throw new Refusal(given + ": no such file or folder");
        }
        return path;
    }

    /** The run of a folder, if it has ended its process; null if it is another one. */
    static @Nullable EndedRun ended(Path folder) throws Refusal {
        Path result = folder.resolve("result.json");
        try {
            return Files.exists(result)
                    ? EndedRun.read(result.toString(), Files.readAllBytes(result))
                    : null;
        } catch (IOException e) {
            throw new Refusal(result + ": cannot be read: " + e.getMessage());
        }
    }

    /** Where the run lies: F1 stands for that of the newest hunt, unless there is such a path. */
    static Path path(Terminal terminal, String given) throws Refusal {
        Path path = terminal.resolve(given);
        if (!isShort(given) || Files.exists(path)) {
            return path;
        }
        Path hunt = newestHunt(terminal);
        if (hunt == null) {
            throw new Refusal(
                    "%s: there is no hunt in %s; irpflow hunt SCENARIO makes one"
                            .formatted(given, terminal.shown(terminal.resolve(RUNS))));
        }
        Path found = hunt.resolve(given);
        if (!Files.isDirectory(found)) {
            List<String> names = failures(hunt);
            throw new Refusal(
                    "%s: the newest hunt, %s, has no run %s; %s"
                            .formatted(
                                    given,
                                    terminal.shown(hunt),
                                    given,
                                    names.isEmpty()
                                            ? "it has kept none"
                                            : "it has " + String.join(", ", names)));
        }
        return found;
    }

    /**
     * Reads the replay file.
     *
     * @param anyBuild whether one of another build will do
     */
    static ReplayFile read(Path file, String shown, boolean anyBuild) throws Refusal {
        return anyBuild
                ? ReplayFile.read(file, shown)
                : ofThisBuild(
                        file, shown, "With --any-build it goes on, and may come out otherwise");
    }

    /**
     * Reads the replay file of a run of this build.
     *
     * @param otherwise what can be done about one of another build
     */
    static ReplayFile ofThisBuild(Path file, String shown, String otherwise) throws Refusal {
        ReplayFile replay = ReplayFile.read(file, shown);
        if (!replay.build().equals(Build.fingerprint())) {
            throw new Refusal(
                    "%s  the run is of build %s; this is build %s. %s"
                            .formatted(shown, replay.build(), Build.fingerprint(), otherwise));
        }
        return replay;
    }

    // Folders are named after the moment at which their runs began.
    private static @Nullable Path newestHunt(Terminal terminal) throws Refusal {
        Path runs = terminal.resolve(RUNS);
        try (Stream<Path> all = Files.isDirectory(runs) ? Files.walk(runs, 3) : Stream.empty()) {
            return all.filter(file -> file.endsWith(Journal.NAME))
                    .map(Path::getParent)
                    .max(Comparator.comparing(each -> String.valueOf(each.getFileName())))
                    .orElse(null);
        } catch (IOException e) {
            throw new Refusal(terminal.shown(runs) + ": cannot be read: " + e.getMessage());
        }
    }

    private static List<String> failures(Path hunt) throws Refusal {
        try (Stream<Path> all = Files.list(hunt)) {
            return all.map(file -> String.valueOf(file.getFileName()))
                    .filter(NamedRun::isShort)
                    .sorted(Comparator.comparingInt(String::length).thenComparing(name -> name))
                    .toList();
        } catch (IOException e) {
            throw new Refusal(hunt + ": cannot be read: " + e.getMessage());
        }
    }
}
