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
 * does not show as a loss.
 */
final class TwoWorkers {
    private static final int BLOCKS = 256; // of a batch
    private static final int WARM_UPS = 12; // batches
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

    /** Schedules a second of both, for those of one. */
    Figure measure(int repetitions) {
        List<Double> ratios = new ArrayList<>();
        try (HuntWorker one = worker();
                HuntWorker other = worker()) {
            ready(2);
            for (int i = 0; i < WARM_UPS; i++) {
                double _ = rate(List.of(one, other));
            }
            for (int i = 0; i < repetitions; i++) {
                double alone = (rate(List.of(one)) + rate(List.of(other))) / 2;
                ratios.add(rate(List.of(one, other)) / alone);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while workers were measured", e);
        }
        return new Figure("two-workers", "times one", ratios, GOAL);
    }

    private HuntWorker worker() throws IOException {
        return new HuntWorker(terminal, List.of(), setup, heard::add);
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
        Heard next = heard.take();
        return switch (next.said()) {
            case null -> throw new IllegalStateException("a worker has ended: " + next.problem());
            case Say.Broken broken -> throw new IllegalStateException(broken.how());
            case Say said -> said;
        };
    }

    // Each plays a batch at the same time; until the last has ended.
    private double rate(List<HuntWorker> workers) throws InterruptedException {
        long began = System.nanoTime();
        for (HuntWorker worker : workers) {
            worker.tell(new Say.Give(nextBlock, BLOCKS, Long.MAX_VALUE, false, List.of()));
            nextBlock += BLOCKS;
        }
        for (int done = 0; done < workers.size(); ) {
            if (said() instanceof Say.Done) {
                done++;
            }
        }
        long runs = (long) workers.size() * BLOCKS * Campaign.BLOCK;
        return runs / ((System.nanoTime() - began) / 1e9);
    }
}
