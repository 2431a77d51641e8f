package dev.irpflow.sim.hunt.shrink;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Takes things away: all of them at first, then halves, and so on, the newest first, until none of
 * them can go alone.
 *
 * @param <T> a thing
 */
final class Removal<T> implements Pass {
    private final Function<Recipe, List<T>> things;
    private final BiFunction<Recipe, List<T>, Recipe> without;
    private final boolean changesWork;
    private Recipe best;
    private List<T> items;
    private int size; // how many are tried together
    private int begin; // of those that are tried
    private int end; // what lies behind has been tried
    private boolean took; // something at this size

    Removal(
            Recipe best,
            Function<Recipe, List<T>> things,
            BiFunction<Recipe, List<T>, Recipe> without,
            boolean changesWork) {
        this.best = best;
        this.things = things;
        this.without = without;
        this.changesWork = changesWork;
        this.items = things.apply(best);
        this.size = items.size();
        this.end = size;
    }

    @Override
    public @Nullable Recipe next() {
        if (items.isEmpty()) {
            return null;
        }
        if (end == 0) {
            if (size == 1 && !took) {
                return null;
            }
            size = Math.max(1, Math.min(size, items.size()) / 2);
            took = false;
            end = items.size();
        }
        begin = Math.max(0, end - size);
        return without.apply(best, items.subList(begin, end));
    }

    @Override
    public void taken(Recipe smaller) {
        Set<T> before = new LinkedHashSet<>(items.subList(0, begin));
        best = smaller;
        took = true;
        items = things.apply(smaller); // others may have gone with them
        end = 0;
        while (end < items.size() && before.contains(items.get(end))) {
            end++;
        }
    }

    @Override
    public void refused() {
        end = begin;
    }

    @Override
    public boolean changesWork() {
        return changesWork;
    }
}
