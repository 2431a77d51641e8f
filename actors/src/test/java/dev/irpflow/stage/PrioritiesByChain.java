package dev.irpflow.stage;

import java.util.ArrayList;
import java.util.List;

/**
 * Gives every cause chain a priority that its seed draws, and always takes the option whose chain
 * has the highest: the core of probabilistic concurrency testing, from what {@link Options} shows.
 */
public class PrioritiesByChain implements Chooser {
    private final long seed;
    private final List<Integer> counts = new ArrayList<>();

    public PrioritiesByChain(long seed) {
        this.seed = seed;
    }

    /** How many options each question had. */
    public List<Integer> counts() {
        return counts;
    }

    @Override
    public int choose(long site, Options options) {
        counts.add(options.count());
        if (options.kind() == Options.Kind.WAYS) {
            return 0;
        }
        int best = 0;
        for (int i = 1; i < options.count(); i++) {
            if (priority(options, i) > priority(options, best)) {
                best = i;
            }
        }
        return best;
    }

    private double priority(Options options, int option) {
        return Site.share(seed, options.chain(option));
    }

    @Override
    public boolean happens(long site, double chance) {
        return false;
    }

    @Override
    public long draw(long site) {
        return Site.draw(seed, site);
    }
}
