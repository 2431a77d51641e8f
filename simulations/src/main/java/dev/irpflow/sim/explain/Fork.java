package dev.irpflow.sim.explain;

import dev.irpflow.sim.stage.SeededChooser;
import dev.irpflow.stage.Answer;
import dev.irpflow.stage.Chooser;
import dev.irpflow.stage.Options;
import dev.irpflow.stage.Site;
import java.util.Map;
import java.util.Set;

/**
 * Gives the answers of a run up to one of them, and others at random from there on. What a seed
 * draws that is no answer stays as it was in the run.
 */
final class Fork implements Chooser {
    private static final long KEY = Site.key("fork");
    private static final double[] RATES = {1 / 256.0, 1 / 64.0, 1 / 16.0, 1 / 4.0};

    private final Map<Long, Answer> before;
    private final long last;
    private final Set<Long> later;
    private final long seed;
    private final SeededChooser after;
    private boolean isForked;

    /**
     * A fork.
     *
     * @param before the answers that it gives as the run did; none to be at random from the start
     * @param last the site of the last of them
     * @param later the sites at which the run was given other answers after that: faults that
     *     struck there do not
     * @param seed that of the run
     * @param number tells it from the other forks at the same place
     */
    Fork(Map<Long, Answer> before, long last, Set<Long> later, long seed, int number) {
        this.before = before;
        this.last = last;
        this.later = later;
        this.seed = seed;
        this.isForked = before.isEmpty();
        this.after =
                new SeededChooser(
                        Site.draw(seed, Site.join(KEY, number)), RATES[number % RATES.length]);
    }

    @Override
    public int choose(long site, Options options) {
        if (isForked) {
            return after.choose(site, options);
        }
        Answer answer = before.get(site);
        isForked = site == last;
        return answer == null ? 0 : Math.max(0, answer.in(options));
    }

    @Override
    public boolean happens(long site, double chance) {
        if (isForked) {
            return !later.contains(site) && after.happens(site, chance);
        }
        isForked = site == last;
        return Answer.YES.equals(before.get(site));
    }

    @Override
    public long draw(long site) {
        return Site.draw(seed, site);
    }
}
