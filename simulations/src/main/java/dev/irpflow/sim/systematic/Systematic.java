package dev.irpflow.sim.systematic;

import dev.irpflow.sim.hunt.Attempt;
import dev.irpflow.sim.hunt.Schedule;
import dev.irpflow.sim.hunt.Strategy;
import dev.irpflow.sim.stage.SeededChooser;
import java.util.ArrayList;
import java.util.List;

/**
 * Number by number, the next failure of the list. It comes to its end. A number means the same in
 * each process: what has to be known for it is played first, without being counted.
 */
public final class Systematic implements Strategy {
    /** The name on the command line. */
    public static final String NAME = "each-site";

    private final List<SiteList> worlds = new ArrayList<>();

    /**
     * A strategy that has found nothing yet.
     *
     * @param worlds how many examples there are; each has a list of its own, and they take turns
     * @param reach which calls of one run fail
     * @param limit how many runs there are at most, for each example
     */
    public Systematic(int worlds, Exclusions exclusions, Reach reach, int limit) {
        for (int i = 0; i < worlds; i++) {
            this.worlds.add(new SiteList(exclusions, reach, limit));
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public long before(Schedule schedule) {
        int missing = listOf(schedule).missing(index(schedule));
        return missing < 0 ? -1 : (long) missing * worlds.size() + schedule.example();
    }

    @Override
    public boolean has(Schedule schedule) {
        return index(schedule) < listOf(schedule).size();
    }

    @Override
    public Attempt attempt(Schedule schedule) {
        SeededChooser chooser = new SeededChooser(schedule.seed());
        return new Injecting(listOf(schedule), index(schedule), chooser);
    }

    /** How many runs are known by now. */
    public long runs() {
        return worlds.stream().mapToLong(SiteList::size).sum();
    }

    /** Whether all runs with one failure are played, so that it is known how many follow. */
    public boolean isCounted() {
        return worlds.stream().allMatch(SiteList::isCounted);
    }

    /** How many runs have one failure, or none. */
    public long singles() {
        return worlds.stream().mapToLong(SiteList::singles).sum();
    }

    /** The number behind that of the last run that is known by now. */
    public long end() {
        int longest = worlds.stream().mapToInt(SiteList::size).max().orElse(0);
        return (long) longest * worlds.size();
    }

    /** Whether there would be more runs than its limit. */
    public boolean isCut() {
        return worlds.stream().anyMatch(SiteList::isCut);
    }

    /** The sites that were found, a line each, those that a failure brings to light with it. */
    public List<WhatIf> sites() {
        List<WhatIf> all = new ArrayList<>();
        for (int i = 0; i < worlds.size(); i++) {
            for (ListedSite listed : worlds.get(i).sites()) {
                Entry behind = listed.behind();
                FoundSite of = behind == null ? null : behind.site();
                all.add(
                        new WhatIf(
                                i,
                                listed.site().routine(),
                                listed.site().words(),
                                listed.site().statuses(),
                                of == null || behind == null
                                        ? ""
                                        : of.words() + " fails with " + behind.status(),
                                listed.excluded() == null ? "" : listed.excluded()));
            }
        }
        return all;
    }

    private SiteList listOf(Schedule schedule) {
        return worlds.get(schedule.example());
    }

    private int index(Schedule schedule) {
        return (int) Math.min(schedule.number() / worlds.size(), Integer.MAX_VALUE);
    }
}
