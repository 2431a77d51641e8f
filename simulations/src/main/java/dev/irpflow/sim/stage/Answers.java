package dev.irpflow.sim.stage;

import dev.irpflow.stage.Chooser;
import dev.irpflow.stage.Options;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongConsumer;

/**
 * The answers of a run other than 0, by site, in the order in which they were given. With the
 * seed's draws they are the run: {@link #replay} gives them again, wherever the question comes up.
 */
public final class Answers {
    private final Map<Long, Integer> bySite = new LinkedHashMap<>();

    /** The answer at a site; 0 is not kept. */
    public void put(long site, int answer) {
        if (answer != 0) {
            bySite.put(site, answer);
        }
    }

    /** The answers, in order. */
    public Map<Long, Integer> bySite() {
        return bySite;
    }

    /** How many there are. */
    public int size() {
        return bySite.size();
    }

    /** A chooser that asks another and keeps its answers here. */
    public Chooser recording(Chooser other) {
        return recording(other, site -> {});
    }

    /** The same; each answer other than 0 is told by its site. */
    public Chooser recording(Chooser other, LongConsumer told) {
        return new Chooser() {
            @Override
            public int choose(long site, Options options) {
                int answer = other.choose(site, options);
                keep(site, answer);
                return answer;
            }

            @Override
            public boolean happens(long site, double chance) {
                boolean yes = other.happens(site, chance);
                keep(site, yes ? 1 : 0);
                return yes;
            }

            private void keep(long site, int answer) {
                if (answer != 0) {
                    put(site, answer);
                    told.accept(site);
                }
            }

            @Override
            public long draw(long site) {
                return other.draw(site);
            }
        };
    }

    /** A chooser that gives these answers, the boring one elsewhere, and draws from the seed. */
    public Chooser replay(long seed) {
        Chooser draws = new SeededChooser(seed, 0);
        return new Chooser() {
            @Override
            public int choose(long site, Options options) {
                int answer = bySite.getOrDefault(site, 0);
                return answer < options.count() ? answer : 0;
            }

            @Override
            public boolean happens(long site, double chance) {
                return bySite.getOrDefault(site, 0) == 1;
            }

            @Override
            public long draw(long site) {
                return draws.draw(site);
            }
        };
    }
}
