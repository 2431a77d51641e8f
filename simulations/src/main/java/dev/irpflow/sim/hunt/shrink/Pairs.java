package dev.irpflow.sim.hunt.shrink;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes two answers away together: a thread that is left and come back to is two answers, neither
 * of which can go alone.
 */
final class Pairs implements Pass {
    // So few that all pairs can be tried.
    private static final int MOST = 24;

    private Recipe best;
    private List<Long> sites = List.of();
    private int one;
    private int other;

    Pairs(Recipe best) {
        this.best = best;
        begin();
    }

    private void begin() {
        sites = new ArrayList<>(best.answers().keySet());
        one = sites.size() > MOST ? 0 : sites.size() - 1;
        other = one;
    }

    @Override
    public @Nullable Recipe next() {
        if (other == 0) {
            other = --one;
        }
        if (one <= 0) {
            return null;
        }
        other--;
        return best.without(List.of(sites.get(one), sites.get(other)));
    }

    @Override
    public void taken(Recipe smaller) {
        best = smaller;
        begin();
    }
}
