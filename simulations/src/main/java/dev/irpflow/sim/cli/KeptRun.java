package dev.irpflow.sim.cli;

import dev.irpflow.sim.ci.Checked;
import dev.irpflow.sim.cli.Player.Played;
import dev.irpflow.sim.report.Build;
import dev.irpflow.sim.report.Refusal;
import dev.irpflow.sim.report.ReplayFile;
import dev.irpflow.sim.report.Story;
import dev.irpflow.sim.stage.Answers;
import dev.irpflow.sim.stage.Replay;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * A run folder that a user has kept, such as {@code F1}, for a test that plays it again: by its
 * answers, with the drivers as they are now.
 */
public final class KeptRun {
    /** The file that makes a folder one. */
    public static final String FILE = ReplayFile.NAME;

    private KeptRun() {}

    /**
     * Plays it again. What it came to then is no matter: it is to hold now. A run of which not
     * every answer could be given again, because build or drivers have changed, shows nothing if it
     * holds.
     *
     * @param folder where its {@code replay.json} is
     * @throws Refusal if it cannot be read, or one of its data files has changed
     */
    public static Checked play(Path folder) throws Refusal {
        Captured page = new Captured(Terminal.ofProcess());
        Path file = folder.resolve(FILE);
        String shown = page.terminal().shown(file);
        ReplayFile replay = ReplayFile.read(file, shown);
        try (ReplayedScenario scenario =
                        ReplayedScenario.withDriversOfNow(replay, shown, page.terminal());
                Watch watch = new Watch(page.terminal())) {
            Chosen chosen = scenario.chosen(shown);
            try (SimulationPlayer player = new SimulationPlayer(chosen, watch)) {
                return play(replay, page.terminal().shown(folder), player, page);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Checked play(
            ReplayFile replay, String shown, SimulationPlayer player, Captured page) {
        Answers answers = Answers.of(replay.answers());
        Replay chooser = answers.replay(replay.seed());
        Played played = player.play(replay.seed(), chooser, null, Build.fingerprint());
        String command = "irpflow replay " + shown;
        String story = Story.of(played.run(), command);
        int code = Answer.exitCode(page.terminal(), played, command, replay.scenario().name());
        Reports reports = Reports.none(page.terminal());
        int lost = chooser.unmatched().size() + chooser.unasked().size();
        if ((code == Exit.HELD || code == Exit.INCONCLUSIVE) && lost > 0) {
            reports.add(
                    replay.scenario().name(),
                    shown,
                    Exit.INCONCLUSIVE,
                    "%d of its %d answers could not be given: this is another run than was kept. Keep"
                                    .formatted(lost, replay.answers().size())
                            + " failures as scenarios: irpflow export --as scenario, with"
                            + " the build that found them",
                    story,
                    Reports.facts("seed", replay.seed(), Reports.REPLAY, command),
                    null);
        } else {
            reports.add(shown, played.run(), story, command, code);
        }
        return reports.all().getFirst();
    }
}
