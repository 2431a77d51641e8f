package dev.irpflow.sim.strategy;

import dev.irpflow.sim.hunt.Schedule;
import dev.irpflow.stage.Options;
import dev.irpflow.stage.Site;

/**
 * What strategies of orders leave to draws: in which way something is done, whether it happens, and
 * what is no decision. Each run has rates of its own.
 */
final class Draws {
    private static final long RATE = Site.key("rate of ways");
    private static final long WHICH = Site.key("which option");
    private static final long OFTEN = Site.key("how often faults strike");
    private static final double[] RATES = {0, 1 / 64.0, 1 / 16.0, 1 / 4.0};
    // Half of the runs keep to the chances that the scenario says: 0.
    private static final double[] SHARES = {0, 0, 0, 1 / 64.0, 1 / 8.0, 1 / 2.0};
    // What a run is given beyond them happens in one run of a million by itself: no faults pile up
    // that nobody will ever see.
    private static final double LEAST = 1e-6;

    private final long key;
    private final long seed;
    private final double rate;
    private final double often;
    private double odds = 1; // of the faults that struck beyond their chances

    Draws(Schedule schedule) {
        this(schedule, RATES[Site.below(Site.draw(schedule.key(), RATE), RATES.length)]);
    }

    /** With a share of questions that get another answer than the boring one. */
    Draws(Schedule schedule, double rate) {
        this.key = schedule.key();
        this.seed = schedule.seed();
        this.rate = rate;
        this.often = SHARES[Site.below(Site.draw(key, OFTEN), SHARES.length)];
    }

    /** The boring option, or at the rate of the run another one. */
    int option(long site, Options options) {
        return Site.share(key, site) < rate ? other(site, options) : 0;
    }

    /** Any option but the boring one. */
    int other(long site, Options options) {
        return 1 + Site.below(Site.draw(key, Site.join(site, WHICH)), options.count() - 1);
    }

    /** Whether a thing of this chance happens. */
    boolean happens(long site, double chance) {
        double share = Site.share(key, site);
        boolean asSaid = often == 0 || chance <= 0 || chance >= 1;
        if (asSaid || share < Math.min(chance, often)) {
            return share < chance;
        }
        boolean first = odds == 1;
        if (share >= often || (!first && odds * chance < LEAST)) {
            return false;
        }
        odds *= chance;
        return true;
    }

    /** What the seed draws there. */
    long draw(long site) {
        return Site.draw(seed, site);
    }
}
