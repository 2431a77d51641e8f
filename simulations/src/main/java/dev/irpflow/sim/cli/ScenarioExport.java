package dev.irpflow.sim.cli;

import dev.irpflow.sim.export.ExportedRun;
import dev.irpflow.sim.hunt.Failure;
import dev.irpflow.sim.report.Refusal;
import dev.irpflow.sim.report.ReplayFile;
import dev.irpflow.sim.report.WholeFile;
import dev.irpflow.sim.run.RunResult;
import dev.irpflow.sim.run.Verdict;
import dev.irpflow.sim.scenario.load.ScenarioLoader.Origin;
import dev.irpflow.sim.stage.Answers;
import dev.irpflow.sim.stage.Replay;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes a run that has failed as a scenario, which is run before anybody sees it. */
final class ScenarioExport {
    private static final String ENDING = ".yaml";
    private static final String BROKEN = "-broken";
    private static final int OTHER_SEEDS = 4;

    private final Terminal terminal;
    private final String given;
    private final @Nullable String out;

    /**
     * An export.
     *
     * @param given a failure of the newest hunt, a run folder, or its replay file
     * @param out the file to write; null for standard output
     */
    ScenarioExport(Terminal terminal, String given, @Nullable String out) {
        this.terminal = terminal;
        this.given = given;
        this.out = out;
    }

    /** Writes it, and gives the exit code: 2, and nothing written, if it does not fail so again. */
    int write() throws Refusal {
        Path file = NamedRun.file(terminal, given);
        String shown = terminal.shown(file);
        ReplayFile replay =
                NamedRun.ofThisBuild(
                        file,
                        shown,
                        "Answers belong to one build: export with that one, or hunt again");
        try (ReplayedScenario scenario = ReplayedScenario.of(replay, shown, terminal);
                Watch watch = Watch.untilInterrupted(terminal)) {
            Chosen chosen = scenario.chosen(given);
            try (SimulationPlayer player = new SimulationPlayer(chosen, watch)) {
                return write(replay, shown, chosen, player);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int write(ReplayFile replay, String shown, Chosen chosen, SimulationPlayer player)
            throws Refusal, IOException {
        Answers answers = Answers.of(replay.answers());
        Replay chooser = answers.replay(replay.seed());
        ExportedRun run = player.export(replay.seed(), chooser);
        RunResult result = run.result();
        if (result.internalError() != null) {
            return Answer.failed(terminal, result.internalError(), "irpflow replay " + given);
        }
        if (result.verdict() != Verdict.VIOLATED) {
            throw new Refusal(
                    shown + "  the run has broken no rule: there is nothing to keep of it");
        }
        Failure failure = Failure.of(result);
        String name = name(replay.scenario().name());
        String about =
                "One run of %s, in which %s was broken, with its faults and the order of its steps."
                        .formatted(replay.scenario().name(), failure.rule());
        String text = "";
        String problem = "";
        for (ExportedRun.Latency latency : ExportedRun.Latency.values()) {
            text = run.text(name, about, latency);
            String found = problem(name, text, failure, chosen, player, replay.seed());
            problem = found.isEmpty() || problem.isEmpty() ? found : problem; // the first is told
            if (found.isEmpty()) {
                break;
            }
        }
        if (!problem.isEmpty()) {
            terminal.err()
                    .printf(
                            Locale.ROOT,
                            "irpflow: %s cannot be kept as a scenario: %s. Nothing was written; irpflow"
                                    + " replay %s repeats it with this build.%n",
                            failure.rule(),
                            problem,
                            given);
            return Exit.INCONCLUSIVE;
        }
        String seeds =
                String.join(", ", seeds(replay.seed()).stream().map(String::valueOf).toList());
        if (out == null) {
            terminal.out().print(text);
        } else {
            save(terminal.resolve(out), text);
        }
        terminal.err()
                .printf(
                        Locale.ROOT,
                        "irpflow: %s fails the same way, by %s, with each of the seeds %s%n",
                        out == null ? name + ENDING : out,
                        failure.rule(),
                        seeds);
        if (out != null) {
            terminal.err().println("  run  " + again(out, chosen, replay.seed()));
        }
        return Exit.HELD;
    }

    // A scenario does not say where the user's classes lie.
    private String again(String file, Chosen chosen, long seed) {
        String classes =
                chosen.classes().inputs().stream()
                        .map(input -> terminal.shown(Path.of(input.path())))
                        .collect(Collectors.joining(File.pathSeparator));
        return "irpflow run %s%s --seed %d"
                .formatted(
                        ScenarioArgument.quoted(file),
                        classes.isEmpty() ? "" : " --classpath " + ScenarioArgument.quoted(classes),
                        seed);
    }

    // A scenario has the name of its file.
    private String name(String of) throws Refusal {
        boolean isTwin = of.endsWith(BROKEN);
        if (out == null) {
            String stem = isTwin ? of.substring(0, of.length() - BROKEN.length()) : of;
            return stem + "-kept" + (isTwin ? BROKEN : "");
        }
        String file = String.valueOf(terminal.resolve(out).getFileName());
        if (!file.endsWith(ENDING)) {
            throw new Refusal("export: --out " + out + ": a scenario's file ends with " + ENDING);
        }
        String name = file.substring(0, file.length() - ENDING.length());
        if (isTwin != name.endsWith(BROKEN)) {
            throw new Refusal(
                    "export: --out %s: the name of a broken twin, and of no other scenario, ends with"
                                    .formatted(out)
                            + " -broken");
        }
        return name;
    }

    private static List<Long> seeds(long own) {
        List<Long> seeds = new ArrayList<>();
        seeds.add(own);
        for (long other = 1; seeds.size() <= OTHER_SEEDS; other++) {
            if (other != own) {
                seeds.add(other);
            }
        }
        return seeds;
    }

    // Why the text is no scenario that fails in this way; "" if it is.
    private String problem(
            String name, String text, Failure wanted, Chosen of, SimulationPlayer player, long own)
            throws IOException, Refusal {
        Path folder = Files.createTempDirectory("irpflow-export");
        Path file = folder.resolve(name + ENDING);
        try {
            Files.writeString(file, text);
            Path data = of.origin().data();
            Origin origin = new Origin(file, name + ENDING, folder, data);
            Chosen kept;
            try {
                kept = Chosen.load(name, origin, List.of(), of.classes(), data);
            } catch (Refusal refusal) {
                return "as a scenario it is refused: " + String.join("; ", refusal.lines());
            }
            for (long seed : seeds(own)) {
                RunResult result = player.on(kept).glance(seed);
                String other = difference(wanted, result);
                if (!other.isEmpty()) {
                    return "with seed %d %s".formatted(seed, other)
                            + (seed == own ? "" : ", so it hangs on what its own seed draws");
                }
            }
            return "";
        } finally {
            Files.deleteIfExists(file);
            Files.delete(folder);
        }
    }

    private static String difference(Failure wanted, RunResult result) {
        if (result.verdict() != Verdict.VIOLATED) {
            return "it does not fail"
                    + (result.reason().isEmpty() ? "" : " (" + result.reason() + ")");
        }
        Failure found = Failure.of(result);
        return found.rule().equals(wanted.rule()) ? "" : "it breaks " + found.rule() + " instead";
    }

    private void save(Path file, String text) throws Refusal {
        Path folder = file.getParent();
        try {
            if (folder != null) {
                Files.createDirectories(folder);
            }
            WholeFile.write(file, text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new Refusal(terminal.shown(file) + "  cannot be written: " + e.getMessage());
        }
    }
}
