package dev.irpflow.sim.stage;

import dev.irpflow.stage.Answer;
import dev.irpflow.stage.Chooser;
import dev.irpflow.stage.Options;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongConsumer;

/**
 * What was chosen in a run other than option 0, by site, in the order in which it was. With the
 * seed's draws they are the run: {@link #replay} gives them again, wherever the question comes up.
 */
public final class Answers {
    private final Map<Long, Answer> bySite = new LinkedHashMap<>();

    /** These answers. */
    public static Answers of(Map<Long, Answer> bySite) {
        Answers answers = new Answers();
        bySite.forEach(answers::put);
        return answers;
    }

    /** What is to be chosen at a site. */
    public void put(long site, Answer answer) {
        bySite.put(site, answer);
    }

    /** The answers, in order. */
    public Map<Long, Answer> bySite() {
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
                if (answer != 0) {
                    keep(site, Answer.of(options, answer));
                }
                return answer;
            }

            @Override
            public boolean happens(long site, double chance) {
                boolean yes = other.happens(site, chance);
                if (yes) {
                    keep(site, Answer.YES);
                }
                return yes;
            }

            private void keep(long site, Answer answer) {
                put(site, answer);
                told.accept(site);
            }

            @Override
            public long draw(long site) {
                return other.draw(site);
            }
        };
    }

    /** A chooser that gives these answers, the boring one elsewhere, and draws from the seed. */
    public Replay replay(long seed) {
        return new Replay(bySite, seed);
    }
}
