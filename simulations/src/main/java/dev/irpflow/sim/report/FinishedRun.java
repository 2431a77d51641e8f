package dev.irpflow.sim.report;

import dev.irpflow.sim.run.RunResult;
import dev.irpflow.sim.scenario.Scenario;
import java.util.Map;

/**
 * A run that has ended, with all that is told of it.
 *
 * @param scenario with the values of this run
 * @param drawn the parameters whose values were drawn
 * @param seed where the draws came from
 * @param result what it came to
 * @param trace how long its trace is, and its hash
 * @param ending whether it ended by itself
 * @param events what its story is made of
 * @param turning which answers its violation hangs on
 * @param leftOut what of the scenario it has not
 */
public record FinishedRun(
        Scenario scenario,
        Map<String, String> drawn,
        long seed,
        RunResult result,
        TraceHash trace,
        Ending ending,
        StoryTrace events,
        TurningPoints turning,
        LeftOut leftOut) {
    /** Whether a run ended by itself. */
    public enum Ending {
        COMPLETE,
        /** The user has ended it. */
        INTERRUPTED
    }

    /**
     * A whole trace in short.
     *
     * @param events how many it has
     * @param sha256 its hash, 64 hexadecimal digits
     */
    public record TraceHash(long events, String sha256) {}

    /** The word for what it came to. */
    public String verdict() {
        return ending == Ending.INTERRUPTED ? "interrupted" : RoutinePage.word(result.verdict());
    }
}
