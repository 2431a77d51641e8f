package dev.irpflow.sim.systematic;

import java.util.ArrayList;
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
    private final int depth;
    private final int limit;
    private final List<Entry> entries = new ArrayList<>(List.of(Entry.NOTHING));
    private final Set<Long> known = new LinkedHashSet<>();
    private final Map<String, Integer> named = new TreeMap<>();
    private final Map<Integer, List<FoundSite>> early = new TreeMap<>();
    private final List<ListedSite> sites = new ArrayList<>();
    private int joined; // the entries before this one have told what they found
    private boolean cut;

    /**
     * A list with the run in which nothing fails.
     *
     * @param depth how many calls of one run fail at most
     * @param limit how many runs there are at most
     */
    SiteList(Exclusions exclusions, int depth, int limit) {
        this.exclusions = exclusions;
        this.depth = depth;
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

    /** Whether a site is on the list. */
    boolean knows(long site) {
        return known.contains(site);
    }

    /** Whether sites of the run of this entry join the list. */
    boolean asksFor(int index) {
        return index >= joined && entries.get(index).depth() < depth;
    }

    /** The run of an entry has found these. */
    void found(int index, List<FoundSite> found) {
        if (index < joined) {
            return;
        }
        early.put(index, found);
        while (joined < entries.size()) {
            boolean isLast = entries.get(joined).depth() >= depth;
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
        for (FoundSite site : found) {
            if (!known.add(site.key())) {
                continue;
            }
            FoundSite numbered = numbered(site);
            String reason = exclusions.reasonFor(numbered);
            sites.add(new ListedSite(numbered, behind, reason));
            if (reason == null) {
                add(numbered, behind);
            }
        }
    }

    private void add(FoundSite site, @Nullable Entry behind) {
        for (int i = 0; i < site.steps().size(); i++) {
            if (entries.size() == limit) {
                cut = true;
                return;
            }
            entries.add(
                    new Entry(site, site.steps().get(i), site.statuses().get(i), i == 0, behind));
        }
    }

    private FoundSite numbered(FoundSite site) {
        int number = named.merge(site.words(), 1, Integer::sum);
        return number == 1 ? site : site.named(site.words() + " #" + number);
    }
}
