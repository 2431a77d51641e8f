package dev.irpflow.kernel;

import dev.irpflow.stage.Chooser;
import dev.irpflow.stage.Site;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Answers of a test: the boring one, unless the test gave others or a seed. */
public final class TestChooser implements Chooser {
    private final Deque<Integer> answers = new ArrayDeque<>();
    private @Nullable Long seed;

    /** The next questions get these answers, in the order in which they are asked. */
    public void answer(int... next) {
        for (int answer : next) {
            answers.addLast(answer);
        }
    }

    /** From now on every question gets the answer that this seed draws at its site. */
    public void seed(long of) {
        seed = of;
    }

    /** How many answers are left that no question has asked for. */
    public int left() {
        return answers.size();
    }

    @Override
    public int choose(long site, int options) {
        Integer answer = answers.pollFirst();
        if (answer != null) {
            return Math.min(answer, options - 1);
        }
        return seed == null ? 0 : Site.below(Site.draw(seed, site), options);
    }

    @Override
    public boolean happens(long site, double chance) {
        return seed != null && Site.share(seed, site) < chance;
    }

    @Override
    public long draw(long site) {
        return Site.draw(seed == null ? 0 : seed, site);
    }
}
