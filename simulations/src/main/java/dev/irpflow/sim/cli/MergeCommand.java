package dev.irpflow.sim.cli;

import dev.irpflow.sim.campaign.Entry.Head;
import dev.irpflow.sim.campaign.Entry.Played;
import dev.irpflow.sim.campaign.Shard;
import dev.irpflow.sim.campaign.Union;
import dev.irpflow.sim.hunt.Campaign;
import dev.irpflow.sim.report.Refusal;
import dev.irpflow.sim.report.RunFolder;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code merge}: unites the shards of a hunt. */
@Command(
        name = "merge",
        description = "Unites the run folders of a hunt's shards into one result.",
        sortOptions = false)
final class MergeCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(
            arity = "1..*",
            paramLabel = "DIR",
            description = "The run folders of hunts of one scenario, as --shard has made them.")
    private List<String> given = new ArrayList<>();

    @Mixin private final Patience patience = new Patience();

    @Mixin private final RunOutput output = new RunOutput();

    MergeCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Refusal {
        List<HuntFolder> folders = HuntFolder.all(terminal, given);
        HuntFolder first = folders.getFirst();
        Head head = first.content().head();
        List<Played> played = new ArrayList<>();
        long schedules = 0;
        long lastsNs = 0;
        for (HuntFolder folder : folders) {
            Head other = folder.content().head();
            Union.demandSame(head, other, folder.shown());
            schedules = Math.max(schedules, other.schedules());
            lastsNs = Math.max(lastsNs, other.lastsNs());
            played.addAll(folder.content().played());
        }
        HuntSetup setup = first.setup(patience).whole();
        return merge(setup, new HuntBudget(schedules, lastsNs), Union.of(played));
    }

    private int merge(HuntSetup setup, HuntBudget budget, Union union) throws Refusal {
        Campaign campaign = setup.campaign();
        RunSettings settings = output.settings(terminal);
        try (Watch watch = Watch.untilInterrupted(terminal);
                SimulationPlayer player =
                        new SimulationPlayer(
                                setup.examples().getFirst(), watch, patience.length());
                HuntBooks books = new HuntBooks(terminal, Shard.WHOLE, budget, watch)) {
            HuntTable table = new HuntTable(setup, campaign, books.findings());
            watch.telling(() -> table.progress(watch.elapsedNs()));
            RunFolder folder = settings.newFolder(table.scenario());
            if (folder != null) {
                books.keep(folder, setup.head(terminal, budget));
            }
            books.unite(union);
            lacking(budget, union).forEach(table::lacks);
            int code =
                    new HuntEnd(settings, setup, campaign, books, table)
                            .end(folder, player, null, watch);
            code = settings.reports().end(code);
            watch.endsWith(code);
            return code;
        }
    }

    // With a limit of time each shard comes as far as it comes; then only whole shards are missed.
    private static List<String> lacking(HuntBudget budget, Union union) {
        List<String> lacking = new ArrayList<>();
        Set<String> there = new LinkedHashSet<>();
        Set<Integer> divisions = new TreeSet<>();
        for (Played one : union.played()) {
            there.add(new Shard(one.shard(), one.shards()).toString());
            divisions.add(one.shards());
        }
        int of = divisions.size() == 1 ? divisions.iterator().next() : 1;
        for (int i = 1; i <= of && of > 1; i++) {
            Shard each = new Shard(i, of);
            if (!there.contains(each.toString()) && each.blocks(budget.schedules()) > 0) {
                lacking.add("united: shard " + each);
            }
        }
        long blocks = Shard.WHOLE.blocks(budget.schedules()) - union.blocks().cardinality();
        if (lacking.isEmpty() && blocks > 0 && budget.lastsNs() == Long.MAX_VALUE) {
            lacking.add("played: %,d blocks of %d schedules".formatted(blocks, Campaign.BLOCK));
        }
        return lacking;
    }
}
