package dev.irpflow.sim.cli;

import dev.irpflow.sim.cli.Player.Played;
import dev.irpflow.sim.hunt.Campaign;
import dev.irpflow.sim.hunt.Failure;
import dev.irpflow.sim.hunt.Findings;
import dev.irpflow.sim.hunt.Hits;
import dev.irpflow.sim.hunt.Hunter;
import dev.irpflow.sim.hunt.Schedule;
import dev.irpflow.sim.report.Build;
import dev.irpflow.sim.report.Json;
import dev.irpflow.sim.report.Refusal;
import dev.irpflow.sim.report.RunFolder;
import dev.irpflow.sim.report.Story;
import dev.irpflow.stage.Chooser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A hunt from its first run to its table: one block after the other until its budget is spent. */
final class HuntRun {
    // So small that a slow scenario is looked at often, so large that looking costs nothing.
    private static final long BLOCK = 64;

    private final RunSettings settings;
    private final List<Chosen> examples;
    private final Campaign campaign;
    private final SimulationPlayer player;
    private final Watch watch;
    private final Findings findings = new Findings();

    HuntRun(
            RunSettings settings,
            List<Chosen> examples,
            Campaign campaign,
            SimulationPlayer player,
            Watch watch) {
        this.settings = settings;
        this.examples = examples;
        this.campaign = campaign;
        this.player = player;
        this.watch = watch;
    }

    /** Hunts, and gives the exit code. */
    int run(HuntBudget budget) throws Refusal {
        HuntTable table = new HuntTable(examples.getFirst(), campaign, findings);
        watch.doing(() -> table.progress(watch.elapsedNs()));
        RunFolder folder = settings.newFolder(table.scenario());
        try {
            hunt(budget);
        } catch (Hunter.BrokenException e) {
            watch.clear();
            Chosen chosen = examples.get(e.schedule().example());
            Answer.internalError(
                    settings.terminal(),
                    e.getCause() == null ? e : e.getCause(),
                    "irpflow hunt %s --strategy %s --seeds %d"
                            .formatted(
                                    chosen.command(),
                                    campaign.strategy().name(),
                                    e.schedule().seed()));
            return Exit.INTERNAL;
        }
        List<Kept> kept = keep(folder);
        watch.clear();
        Map<String, Object> document = table.document(watch.isInterrupted());
        if (folder != null) {
            folder.write("result.json", Json.text(document));
            new RunFiles(folder, examples.getFirst(), "hunt " + examples.getFirst().command())
                    .wall(watch);
            folder.publish();
        }
        settings.complain(folder);
        Terminal terminal = settings.terminal();
        if (settings.format().isJson()) {
            if (folder != null && folder.problem() == null) {
                document.put("folder", folder.path().toString());
            }
            terminal.out().print(Json.text(document));
        } else {
            terminal.out().print(Colours.of(terminal).story(table.text(watch.isInterrupted())));
            for (Kept one : kept) {
                terminal.out().print(one.words());
            }
        }
        int code = table.exitCode();
        for (Kept one : kept) {
            code = Exit.worse(code, one.exitCode());
        }
        return code;
    }

    private void hunt(HuntBudget budget) {
        Hunter hunter = player.hunter(campaign);
        long next = 0;
        long began = watch.elapsedNs();
        while (next < budget.schedules()
                && watch.elapsedNs() - began < budget.lastsNs()
                && !watch.isInterrupted()) {
            long count = Math.min(BLOCK, budget.schedules() - next);
            Findings block = hunter.play(next, count, watch);
            findings.add(block);
            watch.look();
            if (block.runs() < count) {
                return; // interrupted, or a driver keeps the stage
            }
            next += count;
        }
    }

    private record Kept(String words, int exitCode) {}

    // The first run of each failure is played again for its story; that it fails again is checked.
    private List<Kept> keep(@Nullable RunFolder folder) throws Refusal {
        List<Kept> kept = new ArrayList<>();
        int number = 0;
        for (Map.Entry<Failure, Hits> failure : findings.failures().entrySet()) {
            String name = "F" + ++number;
            Schedule schedule = campaign.schedule(failure.getValue().first());
            Hits hits = failure.getValue();
            Chooser attempt =
                    hits.answers().isEmpty()
                            ? campaign.strategy().attempt(schedule)
                            : hits.all().replay(schedule.seed());
            Chosen chosen = examples.get(schedule.example());
            RunFolder inside = folder == null ? null : folder.inside(name);
            RunFiles files = new RunFiles(inside, chosen, "hunt " + chosen.command());
            Played played =
                    player.on(chosen)
                            .play(schedule.seed(), attempt, files.events(), Build.fingerprint());
            String repeat =
                    inside != null && inside.problem() == null
                            ? "irpflow replay " + settings.terminal().shown(inside.path())
                            : "irpflow hunt %s --strategy %s --schedules %d"
                                    .formatted(
                                            chosen.command(),
                                            campaign.strategy().name(),
                                            schedule.number() + 1);
            files.end(played, Story.of(played.run(), repeat), watch);
            kept.add(
                    new Kept(
                            "  %-3s replay   %s%n".formatted(name, repeat),
                            Answer.exitCode(
                                    settings.terminal(), played, repeat, chosen.command())));
        }
        return kept;
    }
}
