package dev.irpflow.sim.cli;

import dev.irpflow.sim.cli.Player.Played;
import dev.irpflow.sim.explain.EndedRun;
import dev.irpflow.sim.explain.Explained;
import dev.irpflow.sim.explain.Explanation;
import dev.irpflow.sim.explain.Explanation.About;
import dev.irpflow.sim.hunt.Failure;
import dev.irpflow.sim.hunt.Shrinker;
import dev.irpflow.sim.hunt.Shrunk;
import dev.irpflow.sim.report.Build;
import dev.irpflow.sim.report.Json;
import dev.irpflow.sim.report.Refusal;
import dev.irpflow.sim.report.ReplayFile;
import dev.irpflow.sim.report.RunFolder;
import dev.irpflow.sim.report.Story;
import dev.irpflow.sim.run.RunResult;
import dev.irpflow.sim.run.Verdict;
import dev.irpflow.sim.scenario.Reduction;
import dev.irpflow.sim.stage.Answers;
import dev.irpflow.stage.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Explains a run that was kept. */
final class ExplainedRun {
    // More answers than this are no story: the run is made smaller first.
    private static final int MOST_ANSWERS = 24;

    // Answers go first; what a longer search finds besides would be waited for.
    private static final long SHRUNK_MESSAGES = 400_000;
    private static final String GOOD = "good";
    private static final String BROKEN = "-broken";

    private final Terminal terminal;
    private final String given;
    private final Options options;
    private final boolean asJson;

    /**
     * What the user wants.
     *
     * @param forks how many at each decision; 0 for the usual number
     * @param anyBuild whether the run may be of another build
     */
    record Options(int forks, boolean anyBuild, Patience patience) {}

    ExplainedRun(Terminal terminal, String given, Options options, boolean asJson) {
        this.terminal = terminal;
        this.given = given;
        this.options = options;
        this.asJson = asJson;
    }

    /** Explains it, and gives the exit code. */
    int explain() throws Refusal {
        EndedRun ended = NamedRun.ended(NamedRun.path(terminal, given));
        if (ended != null) {
            terminal.out().print(asJson ? Json.text(ended.tree()) : ended.explanation(given));
            return Exit.HELD;
        }
        Path file = NamedRun.file(terminal, given);
        String shown = terminal.shown(file);
        ReplayFile replay = NamedRun.read(file, shown, options.anyBuild());
        try (ReplayedScenario scenario = ReplayedScenario.of(replay, shown, terminal)) {
            Chosen chosen = scenario.chosen(given);
            try (Watch watch = Watch.untilInterrupted(terminal);
                    SimulationPlayer player =
                            new SimulationPlayer(chosen, watch, options.patience().length())) {
                return explain(replay, file, player, watch);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int explain(ReplayFile replay, Path file, SimulationPlayer whole, Watch watch)
            throws Refusal {
        if (!replay.outcome().verdict().equals("violated")) {
            throw new Refusal(
                    "%s: there is nothing to explain: the run is one that %s"
                            .formatted(given, came(replay.outcome().verdict())));
        }
        Answers answers = Answers.of(replay.answers());
        SimulationPlayer player = whole;
        String note = "";
        if (answers.size() > MOST_ANSWERS) {
            Shrunk smaller = shrink(replay, answers, whole, watch);
            if (smaller != null) {
                player = whole.on(whole.chosen().reduced(smaller.reduction()));
                answers = smaller.all();
                note =
                        "It was made smaller first: what follows is a run that fails in the same way with %,d of its %,d answers, so the numbers of objects may be others than in its story."
                                .formatted(answers.size(), replay.answers().size());
            }
        }
        Explained explained =
                player.explainer(
                                words -> watch.doing(() -> "explain " + given + ": " + words.get()))
                        .explain(
                                player.chosen().scenario(replay.seed()),
                                replay.seed(),
                                answers,
                                options.forks());
        watch.clear();
        if (watch.isInterrupted()) {
            terminal.err().println("irpflow: the explanation was interrupted");
            return Exit.INCONCLUSIVE;
        }
        if (explained == null) {
            terminal.err()
                    .println(
                            "irpflow: the run does not fail any more; irpflow replay %s shows what differs"
                                    .formatted(given));
            return Exit.NONDETERMINISM;
        }
        String shows = keepGood(explained, replay, file, player, watch);
        print(explained, replay, shows, !player.chosen().less().equals(Reduction.NONE), note);
        return Exit.HELD;
    }

    private void print(
            Explained explained, ReplayFile replay, String shows, boolean isReduced, String note) {
        About about =
                new About(
                        given,
                        replay.scenario().name(),
                        replay.seed(),
                        shows,
                        twin(replay),
                        isReduced,
                        note);
        terminal.out()
                .print(
                        asJson
                                ? Json.text(Explanation.tree(about, explained))
                                : Explanation.text(about, explained));
    }

    // A found run of many answers: what a hunt keeps is small already.
    private @Nullable Shrunk shrink(
            ReplayFile replay, Answers answers, SimulationPlayer player, Watch watch) {
        watch.doing(() -> "explain " + given + ": it is made smaller first");
        long seed = replay.seed();
        RunResult first = player.glance(seed, answers.replay(seed));
        if (first.verdict() != Verdict.VIOLATED || SimulationPlayer.loops(first)) {
            return null;
        }
        Chosen chosen = player.chosen();
        return player.shrinker(SHRUNK_MESSAGES)
                .shrink(
                        new Shrinker.Found(
                                Failure.of(first),
                                less -> chosen.reduced(less).scenario(seed),
                                Map.of(),
                                seed),
                        answers.replay(seed),
                        watch);
    }

    // The nearest good run is kept beside the one that failed, as a run of its own.
    private String keepGood(
            Explained explained, ReplayFile replay, Path file, SimulationPlayer player, Watch watch)
            throws Refusal {
        Explained.Good good = explained.good();
        Path folder = file.getParent();
        if (good == null || good.changes().isEmpty() || folder == null) {
            return "";
        }
        RunFolder inside = RunFolder.of(folder).inside(GOOD);
        RunFiles files = new RunFiles(inside, player.chosen(), "explain " + given, "nearest good");
        Answers answers = new Answers();
        for (Map.Entry<Long, Answer> entry : good.answers().entrySet()) {
            answers.put(entry.getKey(), entry.getValue());
        }
        long seed = replay.seed();
        Played played =
                player.play(seed, answers.replay(seed), files.events(), Build.fingerprint());
        String again = "irpflow replay " + terminal.shown(inside.path());
        files.end(played, Story.of(played.run(), again), watch);
        if (inside.problem() != null) {
            terminal.err()
                    .println(
                            "irpflow: the nearest good run could not be kept: " + inside.problem());
            return "";
        }
        return again;
    }

    // Of many scenarios there are two: with the mistake, and without it.
    private String twin(ReplayFile replay) {
        String name = replay.scenario().name();
        if (!name.endsWith(BROKEN)) {
            return "";
        }
        String mended = name.substring(0, name.length() - BROKEN.length());
        return new ShippedScenarios(terminal).names().contains(mended)
                ? "irpflow run %s   (the same scenario without the mistake)".formatted(mended)
                : "";
    }

    private static String came(String verdict) {
        return verdict.equals("held") ? "held" : "was " + verdict;
    }
}
