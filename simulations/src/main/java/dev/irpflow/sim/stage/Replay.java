package dev.irpflow.sim.stage;

import dev.irpflow.stage.Answer;
import dev.irpflow.stage.Chooser;
import dev.irpflow.stage.Options;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gives the answers of an earlier run wherever their questions come up, the boring one elsewhere,
 * and draws from the seed. Where what was chosen is not to be had, the boring one is given too: an
 * answer never becomes another one.
 */
public final class Replay implements Chooser {
    private final Map<Long, Answer> left; // those that were not given yet, by site
    private final Map<Long, Answer> answers;
    private final List<Long> unmatched = new ArrayList<>();
    private final Chooser draws;

    Replay(Map<Long, Answer> answers, long seed) {
        this.answers = answers;
        this.left = new LinkedHashMap<>(answers);
        this.draws = new SeededChooser(seed, 0);
    }

    /** The sites whose questions came up without what was chosen there. */
    public List<Long> unmatched() {
        return List.copyOf(unmatched);
    }

    /** The sites whose questions did not come up. */
    public List<Long> unasked() {
        return List.copyOf(left.keySet());
    }

    @Override
    public int choose(long site, Options options) {
        Answer answer = answers.get(site);
        if (answer == null) {
            return 0;
        }
        int option = answer.in(options);
        given(site, option >= 0);
        return Math.max(option, 0);
    }

    @Override
    public boolean happens(long site, double chance) {
        Answer answer = answers.get(site);
        boolean yes = Answer.YES.equals(answer);
        if (answer != null) {
            given(site, yes);
        }
        return yes;
    }

    @Override
    public long draw(long site) {
        return draws.draw(site);
    }

    private void given(long site, boolean matches) {
        @Nullable Answer first = left.remove(site);
        if (first != null && !matches) {
            unmatched.add(site);
        }
    }
}
