package dev.irpflow.kernel;

import dev.irpflow.stage.Chooser;
import dev.irpflow.stage.Options;
import dev.irpflow.stage.Site;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Answers of a test: the boring one, unless the test gave others or a seed. */
public final class TestChooser implements Chooser {
    private final Deque<Integer> answers = new ArrayDeque<>();
    private @Nullable Long seed;
    private @Nullable Chooser other;

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

    /** From now on this chooser is asked what to choose. */
    public void ask(Chooser instead) {
        other = instead;
    }

    /** How many answers are left that no question has asked for. */
    public int left() {
        return answers.size();
    }

    @Override
    public int choose(long site, Options options) {
        Integer answer = answers.pollFirst();
        if (answer != null) {
            return Math.min(answer, options.count() - 1);
        }
        if (other != null) {
            return other.choose(site, options);
        }
        return seed == null ? 0 : Site.below(Site.draw(seed, site), options.count());
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
