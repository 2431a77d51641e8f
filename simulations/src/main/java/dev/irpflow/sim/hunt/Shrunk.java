package dev.irpflow.sim.hunt;

import dev.irpflow.sim.scenario.Reduction;
import dev.irpflow.sim.stage.Answers;
import dev.irpflow.stage.Answer;
import java.util.Map;

/**
 * The smallest run that was found for a failure.
 *
 * @param failure as runs show it that nobody records
 * @param answers other than the boring ones, by site
 * @param reduction what it leaves out of the scenario
 * @param before how large the run was that was found
 * @param after how large this one is
 * @param runs how many were played to find it
 * @param ending whether anything else can go
 */
public record Shrunk(
        Failure failure,
        Map<Long, Answer> answers,
        Reduction reduction,
        Extent before,
        Extent after,
        long runs,
        Ending ending) {
    /** The answers, to be given again. */
    public Answers all() {
        Answers all = new Answers();
        answers.forEach(all::put);
        return all;
    }

    /** Whether it is the same run as another one, but for the seed that they have. */
    public boolean isSameRun(Shrunk other) {
        return answers.equals(other.answers) && reduction.equals(other.reduction);
    }

    /** How the search for it has ended. */
    public enum Ending {
        /** Without any one thing that is left, the run does not fail in this way. */
        SMALLEST("smallest"),
        /** So many runs are played, and no more. */
        BUDGET("budget"),
        /** There was no more time. */
        STOPPED("stopped"),
        /** A driver keeps the processor for good: nothing is tried again and again. */
        LOOPS("loops");

        private final String word;

        Ending(String word) {
            this.word = word;
        }

        /** In one word. */
        public String word() {
            return word;
        }
    }

    /**
     * How large a run is.
     *
     * @param decisions how many answers other than the boring one, without those of faults
     * @param faults how often faults struck
     * @param draws how many parameters have another value than the first that they may draw
     * @param steps how many steps were played
     * @param messages how many messages were delivered
     */
    public record Extent(long decisions, long faults, long draws, long steps, long messages) {
        /** How many deviations from the boring run it has. */
        public long deviations() {
            return decisions + faults + draws;
        }
    }
}
