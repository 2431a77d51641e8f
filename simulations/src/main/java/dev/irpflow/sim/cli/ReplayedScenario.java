package dev.irpflow.sim.cli;

import com.google.protobuf.ByteString;
import dev.irpflow.sim.report.Refusal;
import dev.irpflow.sim.report.ReplayFile;
import dev.irpflow.sim.report.ReplayFile.Input;
import dev.irpflow.sim.report.ReplayFile.Source;
import dev.irpflow.sim.run.Inputs;
import dev.irpflow.sim.scenario.load.ScenarioLoader.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The scenario within a replay file, laid out in a temporary folder as it lay when it was run, with
 * every parameter set; and the user's own files, which must be the same ones.
 */
final class ReplayedScenario implements AutoCloseable {
    private final ReplayFile replay;
    private final Path folder;
    private final Path data;
    private final UserClassPath classes;

    private ReplayedScenario(ReplayFile replay, Path folder, Path data, UserClassPath classes) {
        this.replay = replay;
        this.folder = folder;
        this.data = data;
        this.classes = classes;
    }

    /**
     * Lays it out.
     *
     * @param shown the name of the replay file in messages
     * @throws Refusal if one of the user's files is missing or has changed
     */
    static ReplayedScenario of(ReplayFile replay, String shown, Terminal terminal)
            throws Refusal, IOException {
        return of(replay, shown, terminal, true);
    }

    /** The same with the drivers that the present thread finds, whatever they were then. */
    static ReplayedScenario withDriversOfNow(ReplayFile replay, String shown, Terminal terminal)
            throws Refusal, IOException {
        return of(replay, shown, terminal, false);
    }

    private static ReplayedScenario of(
            ReplayFile replay, String shown, Terminal terminal, boolean sameClasses)
            throws Refusal, IOException {
        Path data = data(replay, terminal);
        List<String> problems = new ArrayList<>();
        List<String> classPath = new ArrayList<>();
        for (Input input : replay.inputs()) {
            boolean isClasses = input.role().equals(UserClassPath.ROLE);
            if (isClasses && !sameClasses) {
                continue;
            }
            Path path = (isClasses ? terminal.workingDirectory() : data).resolve(input.path());
            check(shown, input, path, problems);
            if (isClasses) {
                classPath.add(path.toString());
            }
        }
        if (!problems.isEmpty()) {
            throw new Refusal(problems);
        }
        UserClassPath classes = UserClassPath.of(classPath, terminal);
        Path folder = Files.createTempDirectory("irpflow-replay");
        for (Source source : replay.scenario().sources()) {
            Path file = folder.resolve(source.path()).normalize();
            if (!file.startsWith(folder)) {
                throw new Refusal(shown + ": " + source.path() + " leads out of its folder");
            }
            Files.createDirectories(file.getParent() == null ? folder : file.getParent());
            Files.writeString(file, source.text());
        }
        return new ReplayedScenario(replay, folder, data, classes);
    }

    /**
     * Loads it.
     *
     * @param command the words that name the replay
     */
    Chosen chosen(String command) throws Refusal {
        Source root = replay.scenario().sources().getFirst();
        List<String> sets = new ArrayList<>();
        replay.scenario().parameters().forEach((name, value) -> sets.add(name + "=" + value));
        Origin origin = new Origin(folder.resolve(root.path()), root.shown(), folder, data);
        // Paths are relative to where the data is, not to where the command was given.
        return Chosen.load(command, origin, sets, classes, data)
                .withDrawn(replay.scenario().drawn())
                .withEachSite(replay.scenario().eachSite())
                .reduced(replay.reduction());
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    // On another machine the folder of the run may not be there: then the present one takes its
    // place, or that of the product.
    private static Path data(ReplayFile replay, Terminal terminal) {
        Path then = Path.of(replay.scenario().data());
        if (Files.isDirectory(then)) {
            return then;
        }
        Path home = terminal.home();
        return home != null && hasAll(replay, home) ? home : terminal.workingDirectory();
    }

    private static boolean hasAll(ReplayFile replay, Path folder) {
        return replay.inputs().stream()
                .allMatch(input -> Files.exists(folder.resolve(input.path())));
    }

    private static void check(String shown, Input input, Path path, List<String> problems) {
        try {
            String found =
                    input.role().equals(UserClassPath.ROLE)
                            ? UserClassPath.hash(path)
                            : Inputs.sha256(ByteString.copyFrom(Files.readAllBytes(path)));
            if (!found.equals(input.sha256())) {
                problems.add(
                        "%s  %s is not the file that was used: its sha256 is %s, then it was %s"
                                .formatted(shown, path, found, input.sha256()));
            }
        } catch (IOException e) {
            problems.add(
                    "%s  the run has used %s, which cannot be read: %s"
                            .formatted(shown, path, e.getMessage()));
        }
    }
}
