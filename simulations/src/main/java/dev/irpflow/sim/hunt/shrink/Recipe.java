package dev.irpflow.sim.hunt.shrink;

import dev.irpflow.sim.scenario.Reduction;
import dev.irpflow.sim.stage.Answers;
import dev.irpflow.stage.Answer;
import dev.irpflow.stage.Chooser;
import dev.irpflow.stage.Site;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What makes a run, beside its seed.
 *
 * @param reduction what it leaves out of the scenario
 * @param answers other than the boring ones, by site, in the order in which they are given
 * @param order in which its steps are done, whatever the answers say; null for theirs
 */
record Recipe(Reduction reduction, Map<Long, Answer> answers, @Nullable Order order) {
    Recipe(Reduction reduction, Map<Long, Answer> answers) {
        this(reduction, answers, null);
    }

    Recipe without(Collection<Long> sites) {
        Map<Long, Answer> rest = new LinkedHashMap<>(answers);
        rest.keySet().removeAll(sites);
        return new Recipe(reduction, rest);
    }

    Recipe with(Reduction other) {
        return new Recipe(other, answers);
    }

    Recipe in(Order other) {
        return new Recipe(reduction, answers, other);
    }

    /**
     * What gives its answers.
     *
     * @param steps told of the steps of the run
     */
    Chooser chooser(long seed, Steps steps) {
        Answers given = new Answers();
        answers.forEach(given::put);
        Chooser replay = given.replay(seed);
        return order == null ? replay : order.chooser(replay, steps);
    }

    /** Tells it from others of the same run: 64 bits, in which order does not count. */
    long key() {
        long key = order == null ? 0 : order.key();
        for (Map.Entry<Long, Answer> entry : answers.entrySet()) {
            long answer = Site.join(entry.getValue().key(), entry.getValue().among());
            key += Site.join(entry.getKey(), answer);
        }
        for (String place : reduction.leftOut()) {
            key += Site.join(1, Site.key(place));
        }
        return key
                + numbers(2, reduction.repeats())
                + numbers(3, reduction.draws())
                + numbers(4, reduction.sizes());
    }

    private static long numbers(long kind, Map<String, Long> numbers) {
        long key = 0;
        for (Map.Entry<String, Long> entry : numbers.entrySet()) {
            key += Site.join(kind, Site.join(Site.key(entry.getKey()), entry.getValue()));
        }
        return key;
    }
}
