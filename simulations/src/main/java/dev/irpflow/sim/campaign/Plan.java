package dev.irpflow.sim.campaign;

import dev.irpflow.sim.hunt.Campaign;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Which blocks of a shard are still to be given out. */
public final class Plan {
    private final Shard shard;
    private final long schedules;
    private final long blocks;
    private final Deque<Batch> returned = new ArrayDeque<>();
    private final BitSet taken = new BitSet(); // given out or done; by index within the shard
    private long done;
    private int open; // batches that somebody plays

    /** All blocks of a shard in a hunt of so many runs. */
    public Plan(Shard shard, long schedules) {
        this.shard = shard;
        this.schedules = schedules;
        // More than these nobody plays, and what is done is known by a bit for each.
        this.blocks = Math.min(shard.blocks(schedules), Integer.MAX_VALUE - 1);
    }

    /** A batch was done before. */
    public void wasDone(Batch batch) {
        taken.set((int) batch.first(), (int) batch.end());
        done += shard.runs(batch, schedules);
    }

    /** How many runs of those that there are in all are done. */
    public long doneRuns() {
        return done;
    }

    /** Whether all of them are. */
    public boolean isDone() {
        return isAllGiven() && open == 0;
    }

    /** Whether somebody plays, or has played, each of them. */
    public boolean isAllGiven() {
        return returned.isEmpty() && taken.nextClearBit(0) >= blocks;
    }

    /**
     * The next batch, null if all are given out.
     *
     * @param wish how many blocks at most
     */
    public @Nullable Batch next(int wish) {
        Batch back = returned.poll();
        if (back != null) {
            open++;
            return back;
        }
        int first = taken.nextClearBit(0);
        if (first >= blocks) {
            return null;
        }
        int most = Math.max(1, Integer.highestOneBit(wish));
        int size = first == 0 ? most : Math.min(most, Integer.lowestOneBit(first));
        while (size > 1 && !isFree(first, size)) {
            size /= 2;
        }
        taken.set(first, first + size);
        open++;
        return new Batch(first, size);
    }

    /** Whoever had it has not played it. */
    public void giveBack(Batch batch) {
        open--;
        returned.add(batch);
    }

    /** It is played. */
    public void done(Batch batch) {
        open--;
        done += shard.runs(batch, schedules);
    }

    /** How many batches are played now. */
    public int open() {
        return open;
    }

    // A block that the end of the hunt cuts stands alone: if more runs are wanted later, only it is
    // played again.
    private boolean isFree(int first, int size) {
        long last = first + size - 1L;
        return last < blocks
                && isClear(first, size)
                && schedules / Campaign.BLOCK > shard.block(last);
    }

    private boolean isClear(int first, int size) {
        int next = taken.nextSetBit(first);
        return next < 0 || next >= first + size;
    }
}
