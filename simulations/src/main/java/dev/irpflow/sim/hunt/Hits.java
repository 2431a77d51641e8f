package dev.irpflow.sim.hunt;

import dev.irpflow.sim.stage.Answers;
import dev.irpflow.stage.Answer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How often a failure was hit.
 *
 * @param first the number of the first run that failed so
 * @param strategy that found it
 * @param count how many runs failed so
 * @param answers those of the first run, by site, as it was repeated; empty if it was not
 */
public record Hits(long first, String strategy, long count, Map<Long, Answer> answers) {
    public Hits {
        answers = Collections.unmodifiableMap(new LinkedHashMap<>(answers));
    }

    /** These and others of the same failure. */
    Hits and(Hits other) {
        Hits earlier = first <= other.first ? this : other;
        return new Hits(earlier.first, earlier.strategy, count + other.count, earlier.answers);
    }

    /** The answers, to be given again. */
    public Answers all() {
        Answers all = new Answers();
        answers.forEach(all::put);
        return all;
    }
}
