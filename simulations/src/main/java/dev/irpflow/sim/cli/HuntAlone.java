package dev.irpflow.sim.cli;

import dev.irpflow.sim.campaign.Batch;
import dev.irpflow.sim.hunt.Findings;
import dev.irpflow.sim.hunt.Hunter;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Plays the batches of a hunt in this process. */
final class HuntAlone {
    // A batch that is under way when the time is over may still end in so much time.
    private static final long OVERTIME_NS = 2_000_000_000L;

    private static final int LOOK_EVERY = 1 << 10;

    private final HuntBooks books;
    private final Hunter hunter;
    private final Watch watch;
    private final @Nullable HuntChecker checker;
    private final BatchSize size = new BatchSize();
    private long steps;
    private boolean over;

    /**
     * One that begins.
     *
     * @param checker has some runs repeated in another process; null for none
     */
    HuntAlone(HuntBooks books, Hunter hunter, Watch watch, @Nullable HuntChecker checker) {
        this.books = books;
        this.hunter = hunter;
        this.watch = watch;
        this.checker = checker;
    }

    /** Hunts until all is done, the time is over, or somebody wants it to end. */
    void hunt() {
        BooleanSupplier interrupted = this::isOver;
        while (!watch.isInterrupted() && books.leftNs() > 0) {
            Batch batch = books.plan().next(size.next(books.leftNs()));
            if (batch == null) {
                return;
            }
            long began = watch.elapsedNs();
            Findings found;
            try {
                found = hunter.play(books.numbers(batch), interrupted);
            } catch (Hunter.BrokenException e) {
                books.findings().add(e.findings());
                books.plan().giveBack(batch);
                throw e;
            }
            size.took(batch.blocks(), watch.elapsedNs() - began, books.elapsedNs());
            if (checker != null) {
                checker.repeat(found.takeWatched());
            }
            if (found.runs() + found.absent() < books.runs(batch)) {
                // Interrupted, or a driver keeps the stage for good. What was found is told, but
                // the batch is not done: whoever goes on plays it again.
                books.findings().add(found);
                books.plan().giveBack(batch);
                return;
            }
            books.done(batch, found);
            watch.look();
        }
    }

    private boolean isOver() {
        if (++steps % LOOK_EVERY == 0 && books.leftNs() < -OVERTIME_NS) {
            over = true;
        }
        return watch.getAsBoolean() || over;
    }
}
