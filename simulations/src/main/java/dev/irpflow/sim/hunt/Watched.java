package dev.irpflow.sim.hunt;

import dev.irpflow.sim.stage.Answers;
import dev.irpflow.sim.stage.Replay;
import dev.irpflow.stage.Answer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A run that another process is to repeat: it must have the same trace there.
 *
 * @param number its number
 * @param answers those other than the boring ones, by site
 * @param events how many events its trace has
 * @param sha256 the hash of its trace
 */
public record Watched(long number, Map<Long, Answer> answers, long events, String sha256) {
    public Watched {
        answers = Collections.unmodifiableMap(new LinkedHashMap<>(answers));
    }

    /** Gives the answers again, and draws from a seed. */
    public Replay replay(long seed) {
        Answers all = new Answers();
        answers.forEach(all::put);
        return all.replay(seed);
    }
}
