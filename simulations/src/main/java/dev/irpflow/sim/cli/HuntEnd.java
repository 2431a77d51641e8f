package dev.irpflow.sim.cli;

import dev.irpflow.kernel.KernelRule;
import dev.irpflow.sim.cli.Player.Played;
import dev.irpflow.sim.coverage.CoverageFile;
import dev.irpflow.sim.explain.EndedRun;
import dev.irpflow.sim.hunt.Campaign;
import dev.irpflow.sim.hunt.Failure;
import dev.irpflow.sim.hunt.Findings;
import dev.irpflow.sim.hunt.Hits;
import dev.irpflow.sim.hunt.Schedule;
import dev.irpflow.sim.hunt.Shrunk;
import dev.irpflow.sim.hunt.Watched;
import dev.irpflow.sim.report.Build;
import dev.irpflow.sim.report.Json;
import dev.irpflow.sim.report.Refusal;
import dev.irpflow.sim.report.RunFolder;
import dev.irpflow.sim.report.Story;
import dev.irpflow.stage.Chooser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The end of a hunt: the stories of its failures, its table, its files, its exit code. */
final class HuntEnd {
    private final RunSettings settings;
    private final HuntSetup setup;
    private final Campaign campaign;
    private final HuntBooks books;
    private final Findings findings;
    private final HuntTable table;

    HuntEnd(
            RunSettings settings,
            HuntSetup setup,
            Campaign campaign,
            HuntBooks books,
            HuntTable table) {
        this.settings = settings;
        this.setup = setup;
        this.campaign = campaign;
        this.books = books;
        this.findings = books.findings();
        this.table = table;
    }

    /** Tells what the hunt has come to, and gives the exit code. */
    int end(
            @Nullable RunFolder folder,
            SimulationPlayer player,
            @Nullable HuntChecker checker,
            Watch watch)
            throws Refusal {
        boolean interrupted = watch.isInterrupted();
        watch.lastWords();
        int code = checker == null ? Exit.HELD : watched(checker, player);
        List<Kept> kept = keep(folder, player, watch);
        watch.clear();
        for (Kept one : kept) {
            code = Exit.worse(code, one.exitCode());
        }
        code = Exit.worse(code, table.exitCode(interrupted));
        if (kept.isEmpty()) {
            report(code, interrupted);
        }
        Map<String, Object> document = table.document(interrupted);
        if (folder != null) {
            Chosen chosen = setup.examples().getFirst();
            folder.write("result.json", Json.text(document));
            folder.write(CoverageFile.NAME, CoverageFile.text(findings.coverage()));
            new RunFiles(folder, chosen, "hunt " + chosen.command()).wall(watch);
            folder.publish();
            if (!books.hasComplained()) {
                settings.complain(folder);
                sayHowToMend(folder);
            }
        }
        print(folder, document, kept, interrupted);
        return code;
    }

    // The journal was written before, block by block: it has all that the files are made of.
    private void sayHowToMend(RunFolder folder) {
        if (folder.problem() != null && books.isWritten()) {
            Terminal terminal = settings.terminal();
            terminal.err()
                    .println(
                            "irpflow: its journal is whole: irpflow hunt --resume "
                                    + terminal.shown(folder.path())
                                    + " writes the rest.");
        }
    }

    private void report(int code, boolean interrupted) {
        settings.reports()
                .add(
                        table.scenario(),
                        "hunt by " + campaign.strategy().name(),
                        code,
                        table.doubt(interrupted),
                        table.text(interrupted),
                        Reports.facts(
                                "schedules",
                                findings.runs(),
                                Reports.REPLAY,
                                again(campaign.schedule(findings.runs() - 1))),
                        null);
    }

    private void print(
            @Nullable RunFolder folder,
            Map<String, Object> document,
            List<Kept> kept,
            boolean interrupted) {
        Terminal terminal = settings.terminal();
        boolean hasFolder = folder != null && folder.problem() == null;
        if (settings.format().isJson()) {
            if (folder != null && hasFolder) {
                document.put("folder", folder.path().toString());
            }
            terminal.out().print(Json.text(document));
            return;
        }
        terminal.out().print(Colours.of(terminal).story(table.text(interrupted)));
        for (Kept one : kept) {
            terminal.out().print(one.words());
        }
        if (interrupted && folder != null && hasFolder && !books.hasComplained()) {
            terminal.out()
                    .println(
                            "  go on        irpflow hunt --resume "
                                    + terminal.shown(folder.path()));
        }
    }

    // Runs that had another trace in another process. The first one is looked into.
    private int watched(HuntChecker checker, SimulationPlayer player) {
        Terminal terminal = settings.terminal();
        if (!checker.problem().isEmpty()) {
            terminal.err()
                    .printf(
                            Locale.ROOT,
                            "irpflow: not all runs that were to be repeated in another process were:"
                                    + " %s%n",
                            checker.problem());
        }
        if (checker.differing().isEmpty()) {
            return findings.differing().isEmpty() ? Exit.HELD : Exit.NONDETERMINISM;
        }
        checker.differing()
                .keySet()
                .forEach(number ->
                        findings.addDiffering(number, "another trace in another process"));
        Watched first = checker.differing().values().iterator().next();
        try {
            String difference = checker.firstDifference(first, player);
            terminal.err()
                    .printf(
                            Locale.ROOT,
                            "irpflow: schedule %,d had another trace in another process.%n"
                                    + "This is nondeterminism: in a driver of yours (its Java code"
                                    + " between two calls, or its program), or in Irpflow.%n%s%n",
                            first.number() + 1,
                            difference.isEmpty()
                                    ? "The difference did not come again: it does not depend on the"
                                            + " run alone."
                                    : difference);
        } catch (IOException e) {
            terminal.err().println("irpflow: the traces cannot be compared: " + e.getMessage());
        }
        return Exit.NONDETERMINISM;
    }

    private record Kept(String words, int exitCode) {}

    // The first run of each failure is made small, and played again for its story; that it fails
    // again is checked.
    private List<Kept> keep(@Nullable RunFolder folder, SimulationPlayer player, Watch watch)
            throws Refusal {
        List<Kept> kept = new ArrayList<>();
        int number = 0;
        for (Map.Entry<Failure, Hits> failure : findings.failures().entrySet()) {
            String name = "F" + ++number;
            if (!failure.getKey().rule().equals(HuntLead.ENDS_ITS_PROCESS)) {
                RunFolder inside = folder == null ? null : folder.inside(name);
                kept.add(keep(name, inside, failure, player, watch));
            } else {
                kept.add(keepEnded(name, folder, failure));
            }
        }
        return kept;
    }

    // Of a run that has ended its process nobody has the answers: it is not played again.
    private Kept keepEnded(
            String name, @Nullable RunFolder folder, Map.Entry<Failure, Hits> failure) {
        Hits hits = failure.getValue();
        Schedule schedule = campaign.schedule(hits.first());
        EndedRun ended =
                new EndedRun(
                        table.scenario(),
                        schedule.number() + 1,
                        schedule.seed(),
                        hits.strategy(),
                        failure.getKey().place(),
                        again(schedule));
        RunFolder inside = folder == null ? null : folder.inside(name);
        if (inside != null) {
            inside.write("result.json", Json.text(ended.tree()));
            inside.write("story.txt", ended.story());
        }
        settings.reports()
                .add(
                        table.scenario(),
                        name,
                        Exit.VIOLATED,
                        failure.getKey().rule(),
                        ended.story(),
                        Reports.facts(Reports.REPLAY, again(schedule)),
                        null);
        String explain =
                inside != null && inside.problem() == null
                        ? settings.terminal().shown(inside.path())
                        : failure.getKey().rule();
        return new Kept(
                "  %-3s again    %s\n      explain  irpflow explain %s\n"
                        .formatted(name, again(schedule), explain),
                Exit.VIOLATED);
    }

    private Kept keep(
            String name,
            @Nullable RunFolder inside,
            Map.Entry<Failure, Hits> failure,
            SimulationPlayer player,
            Watch watch)
            throws Refusal {
        Hits hits = failure.getValue();
        Schedule schedule = campaign.schedule(hits.first());
        // The answers of a driver that loops were not kept: they could not be checked.
        Chooser attempt =
                failure.getKey().rule().equals(KernelRule.DRIVER_LOOPS.id())
                        ? player.hunter(campaign).attempt(schedule, watch)
                        : hits.all().replay(schedule.seed());
        Chosen chosen = setup.examples().get(schedule.example());
        Shrunk shrunk =
                table.shrinking()
                        .shrink(
                                name,
                                player.on(chosen),
                                watch,
                                failure.getKey(),
                                schedule.seed(),
                                attempt);
        if (shrunk != null) {
            chosen = chosen.reduced(shrunk.reduction());
            attempt = shrunk.all().replay(schedule.seed());
        }
        RunFiles files = new RunFiles(inside, chosen, "hunt " + chosen.command(), hits.strategy());
        Played played =
                player.on(chosen)
                        .play(schedule.seed(), attempt, files.events(), Build.fingerprint());
        Terminal terminal = settings.terminal();
        String repeat = repeat(inside, schedule);
        String story = Story.of(played.run(), repeat);
        String told = files.end(played, story, watch);
        String again = repeat(inside, schedule);
        int code = Answer.exitCode(terminal, played, again, chosen.command());
        settings.reports().add(name, played.run(), told, again, code);
        return new Kept(words(name, again, failure.getKey()), code);
    }

    // A folder that could not be written whole is none to replay.
    private String repeat(@Nullable RunFolder inside, Schedule schedule) {
        return inside != null && inside.problem() == null
                ? "irpflow replay " + settings.terminal().shown(inside.path())
                : again(schedule);
    }

    private String again(Schedule schedule) {
        return setup.command(setup.examples().getFirst())
                + " --schedules "
                + (schedule.number() + 1);
    }

    private static String words(String name, String repeat, Failure failure) {
        return "  %-3s replay   %s\n".formatted(name, repeat)
                + Answer.leads(repeat, failure.rule(), "      ");
    }
}
