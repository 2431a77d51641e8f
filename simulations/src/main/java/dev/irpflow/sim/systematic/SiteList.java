package dev.irpflow.sim.systematic;

import dev.irpflow.stage.Site;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The runs of one world in their order, and the sites that were found. Runs may be played in any
 * order; what they found joins the list in theirs, so that an entry has one number everywhere.
 */
final class SiteList {
    private final Exclusions exclusions;
    private final Reach reach;
    private final int limit;
    private final List<Entry> entries = new ArrayList<>(List.of(Entry.NOTHING));
    private final Map<Long, FoundSite> known = new LinkedHashMap<>();
    private final Set<Long> paired = new LinkedHashSet<>(); // a site, and what follows its failure
    private final Map<String, Integer> named = new TreeMap<>();
    private final Map<Integer, List<FoundSite>> early = new TreeMap<>();
    private final List<ListedSite> sites = new ArrayList<>();
    private int joined; // the entries before this one have told what they found
    private int singles = 1; // the entries with at most one failure
    private boolean cut;

    /**
     * A list with the run in which nothing fails.
     *
     * @param reach which calls of one run fail
     * @param limit how many runs there are at most
     */
    SiteList(Exclusions exclusions, Reach reach, int limit) {
        this.exclusions = exclusions;
        this.reach = reach;
        this.limit = limit;
    }

    /** The entry that has to be played before that of an index is known; -1 for none. */
    int missing(int index) {
        return index < entries.size() || joined == entries.size() ? -1 : joined;
    }

    /** How many entries are known by now. */
    int size() {
        return entries.size();
    }

    /** Whether not all were taken in. */
    boolean isCut() {
        return cut;
    }

    /** The sites, in the order in which they were found. */
    List<ListedSite> sites() {
        return List.copyOf(sites);
    }

    Entry entry(int index) {
        return entries.get(index);
    }

    /** The site of a key; null if it is not on the list. */
    @Nullable FoundSite known(long site) {
        return known.get(site);
    }

    /** Whether sites of the run of this entry join the list. */
    boolean asksFor(int index) {
        return index >= joined && entries.get(index).depth() < reach.depth();
    }

    /** Whether those are wanted too that are on the list, from the failure of this entry on. */
    boolean pairs(int index) {
        return reach == Reach.PAIRS && entries.get(index).depth() == 1;
    }

    /** The number of entries that are for one failure, or none. */
    int singles() {
        return singles;
    }

    /** Whether all runs with one failure have told what they found. */
    boolean isCounted() {
        return joined >= singles;
    }

    /** The run of an entry has found these. */
    void found(int index, List<FoundSite> found) {
        if (index < joined) {
            return;
        }
        early.put(index, found);
        while (joined < entries.size()) {
            boolean isLast = entries.get(joined).depth() >= reach.depth();
            List<FoundSite> next = isLast ? List.of() : early.remove(joined);
            if (next == null) {
                return;
            }
            join(entries.get(joined), next);
            joined++;
        }
    }

    private void join(Entry run, List<FoundSite> found) {
        @Nullable Entry behind = run.depth() == 0 ? null : run;
        boolean pairs = reach == Reach.PAIRS && behind != null && isAnother(behind, found);
        for (FoundSite site : found) {
            FoundSite old = known.get(site.key());
            if (old == null) {
                FoundSite numbered = numbered(site);
                known.put(site.key(), numbered);
                String reason = exclusions.reasonFor(numbered);
                sites.add(new ListedSite(numbered, behind, reason));
                if (reason == null) {
                    add(numbered, behind, true);
                }
            } else if (pairs && exclusions.reasonFor(old) == null) {
                add(old, behind, false);
            }
        }
    }

    // Statuses of one site after which the same calls follow are one for what fails next.
    private boolean isAnother(Entry run, List<FoundSite> found) {
        FoundSite site = run.site();
        long follows = site == null ? 0 : site.key();
        for (FoundSite next : found) {
            follows = Site.join(follows, next.key());
        }
        return paired.add(follows);
    }

    // With each of its statuses where it is new, else with the first.
    private void add(FoundSite site, @Nullable Entry behind, boolean isNew) {
        int count = isNew ? site.steps().size() : 1;
        for (int i = 0; i < count; i++) {
            if (entries.size() == limit) {
                cut = true;
                return;
            }
            entries.add(
                    new Entry(
                            site,
                            site.steps().get(i),
                            site.statuses().get(i),
                            i == 0 && isNew,
                            behind));
            if (behind == null) {
                singles++;
            }
        }
    }

    private FoundSite numbered(FoundSite site) {
        int number = named.merge(site.words(), 1, Integer::sum);
        return number == 1 ? site : site.named(site.words() + " #" + number);
    }
}
