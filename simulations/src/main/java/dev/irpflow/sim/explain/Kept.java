package dev.irpflow.sim.explain;

import dev.irpflow.sim.hunt.Failure;
import dev.irpflow.sim.scenario.Scenario;
import dev.irpflow.stage.Answer;
import java.util.Map;

/**
 * A run that failed and was kept.
 *
 * @param scenario what was played, without what the run leaves out
 * @param seed draws whatever is no answer
 * @param answers other than the boring ones, by site, in the order in which they are given
 * @param failure how it fails, as a run shows it that nobody records
 * @param messages how many it delivers
 */
record Kept(
        Scenario scenario, long seed, Map<Long, Answer> answers, Failure failure, long messages) {}
