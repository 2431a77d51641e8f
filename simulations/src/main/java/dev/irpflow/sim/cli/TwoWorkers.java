package dev.irpflow.sim.cli;

import dev.irpflow.sim.bench.Figure;
import dev.irpflow.sim.campaign.Say;
import dev.irpflow.sim.campaign.Shard;
import dev.irpflow.sim.cli.HuntWorker.Heard;
import dev.irpflow.sim.hunt.Campaign;
import dev.irpflow.sim.report.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Measures how much more two worker processes of a hunt play than one of them alone, once both have
 * compiled what they play. One and both take turns, so that a computer that slows down meanwhile
 * does not show as a loss; and so do two loops that share nothing, which show what there is to be
 * had.
 */
final class TwoWorkers {
    private static final int BLOCKS = 64; // of a share
    private static final int SHARES =
            40; // of a worker: while the last is played, the other may have none
    private static final int WARM_UPS = 2; // measurements
    private static final double GOAL = 1.9;

    private final Terminal terminal;
    private final HuntSetup setup;
    private final LinkedBlockingQueue<Heard> heard = new LinkedBlockingQueue<>();
    private long nextBlock;

    TwoWorkers(Terminal terminal, ScenarioArgument scenario) throws Refusal {
        this.terminal = terminal;
        this.setup =
                HuntSetup.load(
                        terminal,
                        scenario,
                        "portfolio",
                        SeedRange.of("--seeds", "1..1000"),
                        Shard.WHOLE,
                        new Patience());
    }

    /** Schedules a second of both, for those of one; and the same of two loops, without a goal. */
    List<Figure> measure(int repetitions) {
        List<Double> ratios = new ArrayList<>();
        List<Double> possible = new ArrayList<>();
        try (HuntWorker one = worker();
                HuntWorker other = worker();
                TwoLoops loops = new TwoLoops()) {
            ready(2);
            for (int i = 0; i < WARM_UPS; i++) {
                double _ = rate(List.of(one, other));
            }
            for (int i = 0; i < repetitions; i++) {
                double alone = (rate(List.of(one)) + rate(List.of(other))) / 2;
                ratios.add(rate(List.of(one, other)) / alone);
                possible.add(loops.ratio());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while workers were measured", e);
        }
        return List.of(
                new Figure("two-workers", "times one", ratios, GOAL),
                new Figure("two-loops", "times one", possible, 0));
    }

    private HuntWorker worker() throws IOException {
        return new HuntWorker(terminal, SameJvm.MANY_RUNS, setup, heard::add);
    }

    private void ready(int workers) throws InterruptedException {
        for (int ready = 0; ready < workers; ) {
            if (said() instanceof Say.Ready) {
                ready++;
            }
        }
    }

    // What a worker says; one that is no more cannot be measured.
    private Say said() throws InterruptedException {
        return said(heard.take());
    }

    private static Say said(Heard heard) {
        return switch (heard.said()) {
            case null -> throw new IllegalStateException("a worker has ended: " + heard.problem());
            case Say.Broken broken -> throw new IllegalStateException(broken.how());
            case Say said -> said;
        };
    }

    // Each gets a share when it has played the one before, as in a hunt; until all are played.
    private double rate(List<HuntWorker> workers) throws InterruptedException {
        int shares = workers.size() * SHARES;
        long began = System.nanoTime();
        workers.forEach(this::give);
        for (int given = workers.size(), done = 0; done < shares; ) {
            Heard next = heard.take();
            if (said(next) instanceof Say.Done) {
                done++;
                if (given < shares) {
                    give(next.from());
                    given++;
                }
            }
        }
        long runs = (long) shares * BLOCKS * Campaign.BLOCK;
        return runs / ((System.nanoTime() - began) / 1e9);
    }

    private void give(HuntWorker worker) {
        worker.tell(new Say.Give(nextBlock, BLOCKS, Long.MAX_VALUE, false, List.of()));
        nextBlock += BLOCKS;
    }
}
