package dev.irpflow.sim.hunt.shrink;

import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Makes numbers smaller: each as small as it may be, else by halves of what lies between. */
final class Lowering implements Pass {
    /**
     * A number of a run.
     *
     * @param now what it is
     * @param least how small it may be
     * @param with gives a run another one
     */
    record Dial(long now, long least, BiFunction<Recipe, Long, Recipe> with) {}

    private final List<Dial> dials;
    private final boolean changesWork;
    private Recipe best;
    private int at = -1;
    private long tooSmall; // was tried, or is less than the least
    private long fits;
    private long tried;

    Lowering(Recipe best, List<Dial> dials, boolean changesWork) {
        this.best = best;
        this.dials = dials;
        this.changesWork = changesWork;
    }

    @Override
    public @Nullable Recipe next() {
        while (at < 0 || fits - tooSmall <= 1) {
            if (++at == dials.size()) {
                at--;
                return null;
            }
            tooSmall = dials.get(at).least() - 1;
            fits = dials.get(at).now();
        }
        Dial dial = dials.get(at);
        tried = tooSmall < dial.least() ? dial.least() : tooSmall + (fits - tooSmall) / 2;
        return dial.with().apply(best, tried);
    }

    // A smaller block is more work.
    @Override
    public boolean takes(Size before, Size after) {
        return !changesWork || after.messages() <= before.messages();
    }

    @Override
    public void taken(Recipe smaller) {
        best = smaller;
        fits = tried;
    }

    @Override
    public void refused() {
        tooSmall = tried;
    }

    @Override
    public boolean changesWork() {
        return changesWork;
    }
}
