package dev.irpflow.sim.cli;

import dev.irpflow.sim.campaign.Say;
import dev.irpflow.sim.hunt.Campaign;
import dev.irpflow.sim.hunt.FindingsRecord.Given;
import dev.irpflow.sim.hunt.FindingsRecord.Seen;
import dev.irpflow.sim.hunt.Schedule;
import dev.irpflow.sim.hunt.Watched;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Repeats runs of a hunt in another process, whose traces must be the same: one hunted run in a
 * hundred. The process is started with the first of them. Where workers play, they repeat for each
 * other, and only what they could not repeat comes here.
 */
final class HuntChecker implements AutoCloseable {
    private static final int MOST_WAITING = 1 << 10;
    private static final int LOOK_MS = 100;
    private static final int ATTEMPTS = 8;
    private static final long PATIENCE_SECONDS = 60;

    private final Terminal terminal;
    private final HuntSetup setup;
    private final Campaign campaign;
    private final Watch watch;
    private final LinkedBlockingQueue<Watched> waiting = new LinkedBlockingQueue<>(MOST_WAITING);
    private final LinkedBlockingQueue<HuntWorker.Heard> heard = new LinkedBlockingQueue<>();
    private final Map<Long, Watched> differing = new ConcurrentSkipListMap<>();
    private final Thread thread = new Thread(this::checkAll, "check");
    private @Nullable HuntWorker process;
    private volatile boolean noMore;
    private volatile String problem = "";
    private final AtomicLong repeated = new AtomicLong();

    HuntChecker(Terminal terminal, HuntSetup setup, Campaign campaign, Watch watch) {
        this.terminal = terminal;
        this.setup = setup;
        this.campaign = campaign;
        this.watch = watch;
        thread.setDaemon(true);
    }

    /** These runs are to be repeated. It waits only if very many already do. */
    void repeat(List<Watched> runs) {
        for (Watched run : runs) {
            if (thread.getState() == Thread.State.NEW) {
                thread.start();
            }
            try {
                if (problem.isEmpty() && !waiting.offer(run, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    fails("it stands still");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** Waits until all are repeated. */
    void finish() {
        noMore = true;
        while (thread.isAlive() && !watch.isInterrupted()) {
            try {
                thread.join(LOOK_MS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            watch.look();
        }
    }

    /** How many runs were repeated. */
    long repeated() {
        return repeated.get();
    }

    /** Why not all of them were; "" if all were. */
    String problem() {
        return problem;
    }

    /** The runs that had another trace in the other process, by number. */
    Map<Long, Watched> differing() {
        return differing;
    }

    private void fails(String why) {
        if (problem.isEmpty()) {
            problem = why;
        }
    }

    private void checkAll() {
        try {
            while (problem.isEmpty()) {
                Watched run = waiting.poll(LOOK_MS, TimeUnit.MILLISECONDS);
                if (run != null) {
                    check(run);
                } else if (noMore) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            fails(String.valueOf(e.getMessage()));
        }
    }

    private void check(Watched run) throws IOException, InterruptedException {
        Say.Checked checked = ask(run, "");
        if (checked == null) {
            return;
        }
        checked(run, checked);
    }

    /** Another process has repeated a run. */
    void checked(Watched run, Say.Checked checked) {
        repeated.incrementAndGet();
        if (!checked.sha256().equals(run.sha256())) {
            differing.put(run.number(), run);
        }
    }

    /** What is said to another process that is to repeat a run. */
    static Say.Check order(Watched run, String keep) {
        return new Say.Check(
                new Seen(run.number(), Given.of(run.answers()), run.events(), run.sha256()), keep);
    }

    // Null, with the problem said, if there is no answer.
    private Say.@Nullable Checked ask(Watched run, String keep)
            throws IOException, InterruptedException {
        HuntWorker other = process;
        if (other == null) {
            other = new HuntWorker(terminal, SameJvm.FEW_RUNS, setup, heard::add);
            process = other;
        }
        other.tell(order(run, keep));
        while (problem.isEmpty()) {
            HuntWorker.Heard next = heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (next == null) {
                fails("it has said nothing for %d s".formatted(PATIENCE_SECONDS));
            } else if (next.said() == null) {
                fails("it has ended: " + other.ending());
            } else if (next.said() instanceof Say.Checked checked
                    && checked.number() == run.number()) {
                return checked;
            }
        }
        return null;
    }

    /**
     * The first event that differs between this process and the other one, with the Java line that
     * came last before it; "" if they did not differ again.
     */
    String firstDifference(Watched run, SimulationPlayer player) throws IOException {
        Schedule schedule = campaign.schedule(run.number());
        SimulationPlayer example = player.on(setup.examples().get(schedule.example()));
        Path folder = Files.createTempDirectory("irpflow-hunt");
        Path one = folder.resolve("one.jsonl");
        Path other = folder.resolve("other.jsonl");
        try {
            for (int i = 0; i < ATTEMPTS && !watch.isInterrupted(); i++) {
                example.hash(schedule.seed(), run.replay(schedule.seed()), one);
                if (ask(run, other.toString()) == null) {
                    return "";
                }
                String difference = Determinism.firstDifference(one, other);
                if (!difference.isEmpty()) {
                    return difference.stripTrailing()
                            + Determinism.suspects(difference, one, other);
                }
            }
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        } finally {
            for (Path file : List.of(one, other)) {
                Files.deleteIfExists(file);
                Files.deleteIfExists(Determinism.linesBeside(file));
            }
            Files.deleteIfExists(folder);
        }
    }

    @Override
    public void close() {
        noMore = true;
        HuntWorker other = process;
        if (other != null) {
            other.close();
        }
    }
}
