package dev.irpflow.sim.cli;

import dev.irpflow.sim.campaign.Batch;
import dev.irpflow.sim.campaign.Entry;
import dev.irpflow.sim.campaign.Entry.Played;
import dev.irpflow.sim.campaign.Journal;
import dev.irpflow.sim.campaign.Plan;
import dev.irpflow.sim.campaign.Shard;
import dev.irpflow.sim.campaign.Union;
import dev.irpflow.sim.hunt.Findings;
import dev.irpflow.sim.report.Refusal;
import dev.irpflow.sim.report.RunFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.PrimitiveIterator;
import org.jspecify.annotations.Nullable;

/** What of a hunt is done, in memory and in its journal. */
final class HuntBooks implements AutoCloseable {
    private final Terminal terminal;
    private final Shard shard;
    private final HuntBudget budget;
    private final Watch watch;
    private final Findings findings = new Findings();
    private final Plan plan;
    private @Nullable Journal journal;
    private long beforeNs; // how long it had gone on when it was resumed
    private long beganNs;
    private boolean complained;

    HuntBooks(Terminal terminal, Shard shard, HuntBudget budget, Watch watch) {
        this.terminal = terminal;
        this.shard = shard;
        this.budget = budget;
        this.watch = watch;
        this.plan = new Plan(shard, budget.schedules());
        this.beganNs = watch.elapsedNs();
    }

    /** Keeps a journal in the folder of the hunt from now on. */
    void keep(RunFolder folder, Entry.Head head) {
        if (folder.problem() == null) {
            try {
                journal = Journal.begin(folder.path().resolve(Journal.NAME), head);
            } catch (IOException e) {
                lost(e);
            }
        }
    }

    /** Goes on where an earlier process has ended. */
    void resume(Path file, String shown, Journal.Content content) throws Refusal {
        for (Played one : content.played()) {
            if (one.shards() != shard.of() || one.shard() != shard.number()) {
                throw new Refusal(
                        shown + ": a union of shards; go on with those, and unite them again");
            }
            beforeNs = Math.max(beforeNs, one.elapsedNs());
        }
        for (Played one : whole(content.played())) {
            plan.wasDone(one.batch());
            findings.add(Findings.of(one.findings()));
        }
        try {
            journal = Journal.goOn(file, content);
        } catch (IOException e) {
            throw new Refusal(shown + ": cannot be written: " + e.getMessage());
        }
        if (journal == null) {
            throw new Refusal(shown + ": another process goes on with this hunt");
        }
    }

    // Of two entries about the same blocks the later one counts; a block that the end of the hunt
    // had cut counts no more if more runs are wanted now.
    private List<Played> whole(List<Played> played) {
        Map<Batch, Played> newest = new LinkedHashMap<>();
        for (Played one : played) {
            newest.put(one.batch(), one);
        }
        return newest.values().stream()
                .filter(one -> one.runs() >= shard.runs(one.batch(), budget.schedules()))
                .toList();
    }

    Findings findings() {
        return findings;
    }

    Plan plan() {
        return plan;
    }

    /** How long the hunt has gone on, in all its processes one after the other. */
    long elapsedNs() {
        return beforeNs + watch.elapsedNs() - beganNs;
    }

    /** How much real time is left. */
    long leftNs() {
        return budget.lastsNs() - elapsedNs();
    }

    /** The hunt begins now: what came before took none of its time. */
    void begin() {
        beganNs = watch.elapsedNs();
    }

    /** A batch is played to its end. */
    void done(Batch batch, Findings of) {
        plan.done(batch);
        findings.add(of);
        append(
                new Played(
                        batch.first(),
                        batch.blocks(),
                        shard.runs(batch, budget.schedules()),
                        shard.number(),
                        shard.of(),
                        elapsedNs(),
                        of.toRecord()));
    }

    private void append(Played played) {
        Journal open = journal;
        if (open != null) {
            try {
                open.append(played);
            } catch (IOException e) {
                journal = null;
                close(open);
                lost(e);
            }
        }
    }

    /** Takes over what other hunts have played, in its journal too. */
    void unite(Union union) {
        findings.add(union.findings());
        union.played().forEach(this::append);
    }

    /** The numbers of the runs of a batch. */
    PrimitiveIterator.OfLong numbers(Batch batch) {
        return shard.numbers(batch, budget.schedules()).iterator();
    }

    /** How many those are. */
    long runs(Batch batch) {
        return shard.runs(batch, budget.schedules());
    }

    /** How many runs the hunt has at most. */
    long schedules() {
        return budget.schedules();
    }

    /** Whether the user knows that something could not be written. */
    boolean hasComplained() {
        return complained;
    }

    /** Whether all that was played is in the journal. */
    boolean isWritten() {
        return journal != null;
    }

    private void lost(IOException e) {
        complained = true;
        watch.clear();
        terminal.err()
                .printf(
                        Locale.ROOT,
                        "irpflow: the journal of the hunt cannot be written: %s. The hunt goes on in"
                                + " memory and cannot be resumed. The verdict stands.%n",
                        e.getMessage());
    }

    private static void close(Journal journal) {
        try {
            journal.close();
        } catch (IOException e) {
            // What it holds is on the disk, or is lost and was told.
        }
    }

    @Override
    public void close() {
        if (journal != null) {
            close(journal);
        }
    }
}
