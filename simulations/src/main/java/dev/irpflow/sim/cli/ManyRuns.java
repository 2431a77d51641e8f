package dev.irpflow.sim.cli;

import dev.irpflow.sim.cli.Player.Played;
import dev.irpflow.sim.report.Documents;
import dev.irpflow.sim.report.Json;
import dev.irpflow.sim.report.Refusal;
import dev.irpflow.sim.report.RunFolder;
import dev.irpflow.sim.report.Story;
import dev.irpflow.sim.report.Trees;
import dev.irpflow.sim.run.RunResult;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Every seed of a range for every example: a table, and the story of the first that fails. */
final class ManyRuns {
    private static final String FIRST_FAILURE = "F1";

    private final RunSettings settings;
    private final List<Chosen> examples;
    private final Player player;
    private final Watch watch;
    private int broken = Exit.HELD;

    ManyRuns(RunSettings settings, List<Chosen> examples, Player player, Watch watch) {
        this.settings = settings;
        this.examples = List.copyOf(examples);
        this.player = player;
        this.watch = watch;
    }

    /** Runs them, and gives the exit code of the worst. */
    int run(SeedRange range) throws Refusal {
        Tally tally = new Tally(examples, range);
        watch.doing(tally::progress);
        Turns.each(examples, range, watch, turn -> glance(turn, tally));
        return broken == Exit.INTERNAL ? broken : Exit.worse(broken, tell(tally));
    }

    /** Runs a seed for its verdict; false if what follows would not be worth it. */
    private boolean glance(Turn turn, Tally tally) throws Refusal {
        Throwable error;
        boolean loops = false;
        try {
            RunResult result = player.of(turn.chosen()).glance(turn.seed());
            loops = SimulationPlayer.loops(result); // it keeps a processor for good: one is enough
            error = result.internalError();
            if (error == null && !watch.isInterrupted()) { // else it was cut short
                tally.add(turn, result);
            }
        } catch (RuntimeException | Error e) {
            error = e;
        }
        if (error != null) {
            watch.clear();
            broken = Answer.failed(settings.terminal(), error, turn.repeat());
            settings.reports()
                    .addBroken(tally.scenario().name(), turn.name(), broken, turn.repeat());
        }
        return error == null && !loops;
    }

    private int tell(Tally tally) throws Refusal {
        RunFolder folder = settings.newFolder(tally.scenario().name());
        Chosen first = examples.getFirst();
        RunFiles files = new RunFiles(folder, first, "run " + first.command());
        files.coverage(player.takeCoverage());
        Failure failure = failure(tally, folder);
        watch.clear();
        Map<String, Object> document = tally.document(watch.isInterrupted());
        if (failure != null) {
            document.put("first-failure", Documents.result(failure.played.run()));
        }
        if (folder != null) {
            folder.write("result.json", Json.text(document));
            files.wall(watch);
            folder.publish();
        }
        settings.complain(folder);
        if (settings.format().isJson()) {
            if (failure != null) {
                document.put("replay", failure.replay);
            }
            if (folder != null && folder.problem() == null) {
                document.put("folder", folder.path().toString());
            }
            settings.terminal().out().print(Json.text(document));
        } else {
            print(tally, failure);
        }
        return failure == null ? report(tally) : report(failure, tally.exitCode());
    }

    private int report(Tally tally) {
        int code = tally.exitCode();
        Turn look = tally.firstInconclusive();
        Turn shown = look == null ? tally.first() : look;
        settings.reports()
                .add(
                        tally.scenario().name(),
                        tally.seeds(),
                        code,
                        tally.doubt(),
                        tally.table(watch.isInterrupted()),
                        Reports.facts("seed", shown.seed(), Reports.REPLAY, shown.repeat()),
                        null);
        return code;
    }

    private int report(Failure failure, int codeOfAll) {
        int code =
                Answer.exitCode(
                        settings.terminal(),
                        failure.played,
                        failure.replay,
                        failure.turn.chosen().command());
        settings.reports()
                .add(
                        failure.turn.name(),
                        failure.played.run(),
                        failure.story,
                        failure.replay,
                        Exit.worse(code, codeOfAll));
        return Exit.worse(codeOfAll, code);
    }

    private record Failure(
            Turn turn, Played played, String story, String replay, @Nullable RunFolder folder) {}

    // The first failing seed is run again for its story; that it fails again is part of the check.
    private @Nullable Failure failure(Tally tally, @Nullable RunFolder folder) throws Refusal {
        Turn turn = tally.firstViolated();
        if (turn == null || watch.isInterrupted()) {
            return null;
        }
        Chosen chosen = turn.chosen();
        RunFolder inside = folder == null ? null : folder.inside(FIRST_FAILURE);
        RunFiles files = new RunFiles(inside, chosen, "run " + chosen.command());
        Played played = player.of(chosen).play(turn.seed(), files.events());
        String story = Story.of(played.run(), turn.repeat());
        files.end(played, story, watch);
        String replay =
                inside != null && inside.problem() == null
                        ? "irpflow replay " + settings.terminal().shown(inside.path())
                        : turn.repeat();
        return new Failure(turn, played, story, replay, inside);
    }

    private void print(Tally tally, @Nullable Failure failure) {
        Terminal terminal = settings.terminal();
        terminal.out().print(Colours.of(terminal).story(tally.table(watch.isInterrupted())));
        if (failure != null) {
            terminal.out().println();
            Answer.print(
                    terminal, failure.played.run(), failure.story, failure.replay, failure.folder);
            return;
        }
        Turn inconclusive = tally.firstInconclusive();
        if (inconclusive != null) {
            terminal.out().println("  look     " + inconclusive.repeat());
        }
    }

    /** Keeps the tree of Trees in one order. */
    static Map<String, Object> counts(long held, long violated, long inconclusive) {
        return Trees.of("held", held, "violated", violated, "inconclusive", inconclusive);
    }
}
