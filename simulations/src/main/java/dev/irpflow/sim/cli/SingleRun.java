package dev.irpflow.sim.cli;

import dev.irpflow.sim.cli.Player.Played;
import dev.irpflow.sim.report.Documents;
import dev.irpflow.sim.report.FinishedRun;
import dev.irpflow.sim.report.FinishedRun.Ending;
import dev.irpflow.sim.report.Json;
import dev.irpflow.sim.report.Refusal;
import dev.irpflow.sim.report.RunFolder;
import dev.irpflow.sim.report.Story;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One seed: its story, its verdict and its folder. */
final class SingleRun {
    private final RunSettings settings;
    private final Chosen chosen;
    private final Player player;
    private final Watch watch;

    SingleRun(RunSettings settings, Chosen chosen, Player player, Watch watch) {
        this.settings = settings;
        this.chosen = chosen;
        this.player = player;
        this.watch = watch;
    }

    /** Runs it, and gives the exit code. */
    int run(long seed) throws Refusal {
        String name = chosen.scenario(seed).name();
        watch.doing(() -> "%s, seed %d: %,d steps".formatted(name, seed, watch.steps()));
        RunFolder folder = settings.newFolder(name);
        RunFiles files = new RunFiles(folder, chosen, "run " + chosen.command());
        files.begin(name, seed);
        Played played;
        try {
            played = player.play(seed, files.events());
        } catch (RuntimeException | Error e) {
            watch.clear();
            int code = Answer.failed(settings.terminal(), e, repeat(seed));
            settings.reports().addBroken(name, "seed " + seed, code, repeat(seed));
            return code;
        }
        watch.clear();
        String story = Story.of(played.run(), repeat(seed));
        files.end(played, story, watch);
        if (folder != null) {
            folder.publish();
        }
        settings.complain(folder);
        return answer(played, story, folder);
    }

    /** The command that runs the seed again. */
    String repeat(long seed) {
        return "irpflow run %s --seed %d".formatted(chosen.command(), seed);
    }

    private int answer(Played played, String story, @Nullable RunFolder folder) {
        FinishedRun run = played.run();
        boolean isWhole = folder != null && folder.problem() == null;
        boolean repeats = played.answers() != null && run.ending() == Ending.COMPLETE;
        String replay =
                isWhole && folder != null && repeats
                        ? "irpflow replay " + settings.terminal().shown(folder.path())
                        : repeat(run.seed());
        if (settings.format().isJson()) {
            Map<String, Object> document = Documents.result(run);
            document.put("replay", replay);
            if (isWhole && folder != null) {
                document.put("folder", folder.path().toString());
                document.put(
                        "dumps", Answer.dumps(run, folder).stream().map(Path::toString).toList());
            }
            settings.terminal().out().print(Json.text(document));
        } else {
            Answer.print(settings.terminal(), run, story, replay, folder);
        }
        int code = Answer.exitCode(settings.terminal(), played, replay, chosen.command());
        settings.reports().add("seed " + run.seed(), run, story, replay, code);
        return code;
    }
}
