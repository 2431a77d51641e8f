package dev.irpflow.sim.stage;

import dev.irpflow.stage.Chooser;
import dev.irpflow.stage.Options;
import dev.irpflow.stage.Site;

/**
 * Answers by hash of seed and site. Each seed deviates from the boring answers at a rate of its
 * own, so that a range of seeds holds both near-boring runs and wild ones.
 */
public final class SeededChooser implements Chooser {
    private static final long RATE = Site.key("deviation rate");
    private static final long WHICH = Site.key("which option");
    private static final double[] RATES = {0, 1 / 256.0, 1 / 64.0, 1 / 16.0, 1 / 4.0};

    private final long seed;
    private final double rate;

    /** The chooser of this seed. */
    public SeededChooser(long seed) {
        this(seed, RATES[Site.below(Site.draw(seed, RATE), RATES.length)]);
    }

    /**
     * A chooser with a given rate.
     *
     * @param rate the share of questions that get another answer than 0
     */
    public SeededChooser(long seed, double rate) {
        this.seed = seed;
        this.rate = rate;
    }

    @Override
    public int choose(long site, Options options) {
        if (Site.share(seed, site) >= rate) {
            return 0;
        }
        return 1 + Site.below(Site.draw(seed, Site.join(site, WHICH)), options.count() - 1);
    }

    @Override
    public boolean happens(long site, double chance) {
        return Site.share(seed, site) < chance;
    }

    @Override
    public long draw(long site) {
        return Site.draw(seed, site);
    }
}
