package dev.irpflow.sim.hunt.shrink;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets strands run on where answers have left them: leaving a strand and coming back to it is two
 * answers, and each of them means nothing without the other. All at once first, then halves of
 * them, and so on.
 */
final class Joining implements Pass {
    private final Removal<Long> removal;

    /**
     * Looks for what can be joined.
     *
     * @param blocks those of the best run at the time
     */
    Joining(Recipe best, Supplier<Blocks> blocks) {
        removal =
                new Removal<>(
                        best,
                        recipe -> laterOnes(blocks.get()),
                        (recipe, names) -> recipe.in(joined(blocks.get(), names)),
                        false);
    }

    private static List<Long> laterOnes(Blocks blocks) {
        List<Long> names = new ArrayList<>();
        for (int i = 0; i < blocks.size(); i++) {
            if (blocks.get(i).earlier() >= 0) {
                names.add(blocks.name(i));
            }
        }
        return names;
    }

    private static Order joined(Blocks blocks, List<Long> names) {
        Set<Long> wanted = new LinkedHashSet<>(names);
        Set<Integer> which = new LinkedHashSet<>();
        for (int i = 0; i < blocks.size(); i++) {
            if (blocks.get(i).earlier() >= 0 && wanted.contains(blocks.name(i))) {
                which.add(i);
            }
        }
        return blocks.drawnUp(which);
    }

    @Override
    public @Nullable Recipe next() {
        return removal.next();
    }

    @Override
    public boolean takes(Size before, Size after) {
        return after.isStraighterThan(before);
    }

    @Override
    public void taken(Recipe smaller) {
        removal.taken(smaller);
    }

    @Override
    public void refused() {
        removal.refused();
    }
}
