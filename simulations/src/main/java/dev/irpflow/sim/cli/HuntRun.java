package dev.irpflow.sim.cli;

import dev.irpflow.sim.campaign.Journal;
import dev.irpflow.sim.hunt.Campaign;
import dev.irpflow.sim.hunt.Findings;
import dev.irpflow.sim.hunt.Hunter;
import dev.irpflow.sim.report.Refusal;
import dev.irpflow.sim.report.RunFolder;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A hunt from its first run to its table, in this process or with workers. */
final class HuntRun {
    private final RunSettings settings;
    private final HuntSetup setup;
    private final Campaign campaign;
    private final HuntBudget budget;
    private final int jobs;
    private Findings found = new Findings();
    private long expected;

    /**
     * A hunt.
     *
     * @param jobs how many worker processes; 1 is this process
     */
    HuntRun(RunSettings settings, HuntSetup setup, HuntBudget budget, int jobs) throws Refusal {
        this.settings = settings;
        this.setup = setup;
        this.campaign = setup.campaign();
        this.budget = budget;
        this.jobs = jobs;
        if (campaign.strategy().learns() && (jobs > 1 || setup.shard().of() > 1)) {
            throw alone();
        }
    }

    /** It is known how many runs there are to play. */
    void expects(long runs) {
        expected = runs;
    }

    private Refusal alone() {
        return new Refusal(
                "--strategy %s learns from each run: one process plays all of them, in one go"
                        .formatted(campaign.strategy().name()));
    }

    /** A hunt that goes on: its folder, and what its journal says. */
    record Earlier(Path folder, Journal.Content content) {}

    /** What it has come to so far; nothing before it has begun. */
    Findings findings() {
        return found;
    }

    /** Hunts, and gives the exit code. */
    int run(@Nullable Earlier earlier) throws Refusal {
        if (campaign.strategy().learns() && earlier != null) {
            throw alone();
        }
        Terminal terminal = settings.terminal();
        try (Watch watch = Watch.untilInterrupted(terminal);
                SimulationPlayer player =
                        new SimulationPlayer(
                                setup.examples().getFirst(), watch, setup.patience().length());
                HuntBooks books = new HuntBooks(terminal, setup.shard(), budget, watch);
                HuntChecker checker = new HuntChecker(terminal, setup, campaign, watch)) {
            found = books.findings();
            HuntTable table = new HuntTable(setup, campaign, books.findings());
            table.expects(expected);
            RunFolder folder = folder(earlier, books, table.scenario());
            watch.telling(() -> table.progress(books.elapsedNs()));
            books.begin();
            int broken = Exit.HELD;
            try {
                hunt(books, player, checker, watch);
            } catch (Hunter.BrokenException e) {
                watch.clear();
                Throwable cause = e.getCause() == null ? e : e.getCause();
                broken = Answer.failed(terminal, cause, again(e.schedule().number()));
                report(broken, table, e.schedule().number());
            } catch (HuntLead.BrokenException e) {
                watch.clear();
                terminal.err().println("irpflow: " + e.getMessage());
                terminal.err().println("It happens again with: " + again(e.number()));
                broken = e.exit();
                report(broken, table, e.number());
            }
            if (broken == Exit.INTERNAL) {
                return broken;
            }
            if (broken != Exit.HELD) { // what was found before is told all the same
                table.lacks("a program cannot be used, as was told");
            }
            int code =
                    Exit.worse(
                            broken,
                            new HuntEnd(settings, setup, campaign, books, table)
                                    .end(folder, player, checker, watch));
            watch.endsWith(code);
            return code;
        }
    }

    private void report(int code, HuntTable table, long number) {
        settings.reports().addBroken(table.scenario(), "hunt", code, again(number));
    }

    private void hunt(HuntBooks books, SimulationPlayer player, HuntChecker checker, Watch watch)
            throws Refusal {
        if (jobs == 1) {
            new HuntAlone(books, player.hunter(campaign), watch, checker).hunt();
        } else {
            new HuntLead(settings.terminal(), setup, books, checker, watch).hunt(jobs);
        }
        checker.finish();
    }

    private @Nullable RunFolder folder(@Nullable Earlier earlier, HuntBooks books, String scenario)
            throws Refusal {
        Terminal terminal = settings.terminal();
        if (earlier != null) {
            Path file = earlier.folder.resolve(Journal.NAME);
            books.resume(file, terminal.shown(file), earlier.content);
            return RunFolder.of(earlier.folder);
        }
        RunFolder folder = settings.newFolder(scenario);
        if (folder != null) {
            books.keep(folder, setup.head(terminal, budget));
        }
        return folder;
    }

    private String again(long number) {
        return setup.command(setup.examples().getFirst())
                + (number < 0 ? "" : " --schedules " + (number + 1));
    }
}
