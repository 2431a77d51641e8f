package dev.irpflow.sim.cli;

import dev.irpflow.sim.cli.Player.Played;
import dev.irpflow.sim.report.Documents;
import dev.irpflow.sim.report.Json;
import dev.irpflow.sim.report.Refusal;
import dev.irpflow.sim.report.ReplayFile;
import dev.irpflow.sim.report.Story;
import dev.irpflow.sim.stage.Answers;
import dev.irpflow.sim.stage.Replay;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code replay}: repeats a run by its answers, and compares the traces byte for byte. */
@Command(
        name = "replay",
        description = "Repeats a run byte for byte, from its folder or its replay.json.",
        sortOptions = false)
final class ReplayCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(
            paramLabel = "F1|FILE|DIR",
            description =
                    "A failure of the newest hunt, a replay.json, or the folder of a run that holds"
                            + " one.")
    private String given = "";

    @Option(
            names = "--any-build",
            description = "Goes on although the run is of another build of Irpflow.")
    private boolean anyBuild;

    @Mixin private final Patience patience = new Patience();

    @Mixin private final OutputFormat format = new OutputFormat();

    ReplayCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Refusal {
        Path file = NamedRun.file(terminal, given);
        String shown = terminal.shown(file);
        ReplayFile replay = NamedRun.read(file, shown, anyBuild);
        RecordedEvents recorded = RecordedEvents.beside(file, shown, replay.outcome());
        try (ReplayedScenario scenario = ReplayedScenario.of(replay, shown, terminal)) {
            Chosen chosen = scenario.chosen(given);
            try (Watch watch = Watch.untilInterrupted(terminal);
                    SimulationPlayer player =
                            new SimulationPlayer(chosen, watch, patience.length())) {
                return run(replay, recorded, player, watch);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int run(
            ReplayFile replay,
            @Nullable RecordedEvents recorded,
            SimulationPlayer player,
            Watch watch) {
        watch.doing(() -> "replay of %s".formatted(replay.scenario().name()));
        Answers answers = Answers.of(replay.answers());
        Replay chooser = answers.replay(replay.seed());
        EventComparison comparison = recorded == null ? null : recorded.comparison();
        Played played = player.play(replay.seed(), chooser, comparison, replay.build());
        watch.clear();
        if (watch.isInterrupted()) {
            terminal.err().println("irpflow: the replay was interrupted");
            return Exit.INCONCLUSIVE;
        }
        boolean same = played.run().trace().sha256().equals(replay.outcome().sha256());
        print(replay, played, same);
        if (!same) {
            difference(replay, played, comparison);
            return Exit.NONDETERMINISM;
        }
        if (!chooser.unmatched().isEmpty() || !chooser.unasked().isEmpty()) {
            lost(chooser);
            return Exit.NONDETERMINISM;
        }
        return Answer.exitCode(
                terminal, played, "irpflow replay " + given, replay.scenario().name());
    }

    private void print(ReplayFile replay, Played played, boolean same) {
        if (format.isJson()) {
            Map<String, Object> document = Documents.result(played.run());
            document.put("replayed", given);
            document.put("same-trace", same);
            terminal.out().print(Json.text(document));
            return;
        }
        String command = "irpflow replay " + given;
        Answer.print(terminal, played.run(), Story.of(played.run(), command), command);
        if (same) {
            terminal.out()
                    .printf(
                            Locale.ROOT,
                            "  replayed %,d events, byte for byte the same: sha256 %s%n",
                            replay.outcome().events(),
                            replay.outcome().sha256());
        }
    }

    private void lost(Replay chooser) {
        terminal.err()
                .printf(
                        Locale.ROOT,
                        "irpflow: the trace is the same, but not every answer of the file was given:"
                                + " %,d had no option, %,d no question%n",
                        chooser.unmatched().size(),
                        chooser.unasked().size());
    }

    private void difference(
            ReplayFile replay, Played played, @Nullable EventComparison comparison) {
        terminal.err()
                .printf(
                        Locale.ROOT,
                        "irpflow: the trace is another one: %,d events, sha256 %s; recorded were"
                                + " %,d, sha256 %s%n",
                        played.run().trace().events(),
                        played.run().trace().sha256(),
                        replay.outcome().events(),
                        replay.outcome().sha256());
        if (comparison != null) {
            terminal.err().print(comparison.firstDifference());
        } else {
            terminal.err()
                    .println("There is no events.jsonl beside it to find the first event in.");
        }
    }
}
