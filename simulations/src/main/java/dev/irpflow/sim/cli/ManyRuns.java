package dev.irpflow.sim.cli;

import dev.irpflow.sim.cli.Player.Played;
import dev.irpflow.sim.report.Documents;
import dev.irpflow.sim.report.Json;
import dev.irpflow.sim.report.Refusal;
import dev.irpflow.sim.report.RunFolder;
import dev.irpflow.sim.report.Story;
import dev.irpflow.sim.report.Trees;
import dev.irpflow.sim.run.RunResult;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Every seed of a range: a table, and the story of the first that fails. */
final class ManyRuns {
    private static final String FIRST_FAILURE = "F1";

    private final RunSettings settings;
    private final Chosen chosen;
    private final Player player;
    private final Watch watch;
    private boolean looped;

    ManyRuns(RunSettings settings, Chosen chosen, Player player, Watch watch) {
        this.settings = settings;
        this.chosen = chosen;
        this.player = player;
        this.watch = watch;
    }

    /** Runs them, and gives the exit code of the worst. */
    int run(SeedRange range) throws Refusal {
        Tally tally = new Tally(chosen.scenario(range.first()), range);
        watch.doing(tally::progress);
        for (int i = 0; i < range.count() && !looped && !watch.isInterrupted(); i++) {
            long seed = range.first() + i;
            Throwable error = glance(seed, tally);
            if (error != null) {
                watch.clear();
                Answer.internalError(settings.terminal(), error, repeat(seed));
                return Exit.INTERNAL;
            }
            watch.look();
        }
        return tell(tally);
    }

    /** Runs a seed for its verdict; gives what our own code threw, null for nothing. */
    private @Nullable Throwable glance(long seed, Tally tally) throws Refusal {
        try {
            RunResult result = player.glance(seed);
            looped = SimulationPlayer.loops(result); // it keeps a processor for good: one is enough
            if (!watch.isInterrupted()) { // else it was cut short
                tally.add(seed, result);
            }
            return result.internalError();
        } catch (RuntimeException | Error e) {
            return e;
        }
    }

    private int tell(Tally tally) throws Refusal {
        RunFolder folder = settings.newFolder(tally.scenario().name());
        RunFiles files = new RunFiles(folder, chosen, "run " + chosen.command());
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
        int code = tally.exitCode();
        return failure == null
                ? code
                : Exit.worse(
                        code,
                        Answer.exitCode(
                                settings.terminal(),
                                failure.played,
                                failure.replay,
                                chosen.command()));
    }

    private record Failure(Played played, String story, String replay) {}

    // The first failing seed is run again for its story; that it fails again is part of the check.
    private @Nullable Failure failure(Tally tally, @Nullable RunFolder folder) throws Refusal {
        long seed = tally.firstViolated();
        if (seed < 0 || watch.isInterrupted()) {
            return null;
        }
        RunFolder inside = folder == null ? null : folder.inside(FIRST_FAILURE);
        RunFiles files = new RunFiles(inside, chosen, "run " + chosen.command());
        Played played = player.play(seed, files.events());
        String story = Story.of(played.run(), repeat(seed));
        files.end(played, story, watch);
        String replay =
                inside != null && inside.problem() == null
                        ? "irpflow replay " + settings.terminal().shown(inside.path())
                        : repeat(seed);
        return new Failure(played, story, replay);
    }

    private void print(Tally tally, @Nullable Failure failure) {
        Terminal terminal = settings.terminal();
        terminal.out().print(Colours.of(terminal).story(tally.table(watch.isInterrupted())));
        if (failure != null) {
            terminal.out().println();
            Answer.print(terminal, failure.played.run(), failure.story, failure.replay);
        } else if (tally.firstInconclusive() >= 0) {
            terminal.out().println("  look     " + repeat(tally.firstInconclusive()));
        }
    }

    private String repeat(long seed) {
        return "irpflow run %s --seed %d".formatted(chosen.command(), seed);
    }

    /** Keeps the tree of Trees in one order. */
    static Map<String, Object> counts(long held, long violated, long inconclusive) {
        return Trees.of("held", held, "violated", violated, "inconclusive", inconclusive);
    }
}
