package dev.irpflow.stage;

/**
 * Answers the questions of a run. Option 0 is always the boring one: the same strand goes on, no
 * fault, nothing overtakes. A run is its answers other than 0, by site.
 */
public interface Chooser {
    /**
     * Picks one of several options.
     *
     * @param site where it is asked, see {@link Site}
     * @param options what there is to choose from; a view that is reused after the answer
     * @return 0 to the count of options - 1
     */
    int choose(long site, Options options);

    /**
     * Whether a thing of this probability happens at this site: a question with the two options no
     * (0) and yes (1).
     *
     * @param chance from 0 to 1
     */
    boolean happens(long site, double chance);

    /** A value that belongs to a site (a latency, a byte of a workload): not a decision. */
    long draw(long site);
}
