package dev.irpflow.sim.hunt.shrink;

import dev.irpflow.stage.Answer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Moves single blocks of a run to other places: before another block of their strand, so that one
 * is less, or to where no answer is needed to come to them.
 */
final class Moving implements Pass {
    private final Supplier<Blocks> blocks;
    private Blocks now;
    private Recipe best;
    private int which;
    private int before;
    private long vain; // places that were looked at since something went
    private long left;

    /**
     * Looks for blocks to move.
     *
     * @param blocks those of the best run at the time
     * @param most how many runs it may take
     */
    Moving(Recipe best, Supplier<Blocks> blocks, long most) {
        this.best = best;
        this.blocks = blocks;
        this.now = blocks.get();
        this.left = most;
    }

    // Where only faults are answered, the order is the boring one already.
    private boolean isInBoringOrder() {
        return best.answers().values().stream().allMatch(Answer.YES::equals);
    }

    @Override
    public @Nullable Recipe next() {
        if (isInBoringOrder()) {
            return null;
        }
        long all = (long) now.size() * (now.size() + 1);
        while (vain < all && left > 0) {
            vain++;
            if (++before > now.size()) {
                before = 0;
                which++;
            }
            which = which < now.size() ? which : 0;
            if (isPlace()) {
                left--;
                return best.in(now.moved(which, before));
            }
        }
        return null;
    }

    // A strand does its own steps in order.
    private boolean isPlace() {
        Blocks.Block block = now.get(which);
        return before != which
                && before != which + 1
                && before > block.earlier()
                && before <= block.later();
    }

    @Override
    public boolean takes(Size before, Size after) {
        return after.isStraighterThan(before);
    }

    @Override
    public void taken(Recipe smaller) {
        best = smaller;
        now = blocks.get();
        vain = 0;
    }
}
