package dev.irpflow.sim.explain;

import dev.irpflow.kernel.Violation;
import dev.irpflow.sim.report.InWords;
import dev.irpflow.stage.Answer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a run that failed.
 *
 * @param violation how
 * @param story its steps in words
 * @param causes its answers other than the boring ones, in order
 * @param start how forks from the very beginning end; null if there were none
 * @param forks how many there were at each place
 * @param good the nearest run that passes; null if it was not looked for
 */
public record Explained(
        Violation violation,
        List<InWords.Step> story,
        List<Cause> causes,
        @Nullable Share start,
        int forks,
        @Nullable Good good) {
    // A rise by less than this is what draws of some hundred runs differ by.
    private static final double RISE = 0.05;

    /**
     * An answer.
     *
     * @param site where it is given
     * @param isFault whether it is that a fault strikes
     * @param answered when, where and which
     */
    public record Told(long site, boolean isFault, InWords.Answered answered) {}

    /**
     * An answer of the run, and how often runs fail that have all answers up to it.
     *
     * @param share null if nobody has come to count them
     */
    public record Cause(Told told, @Nullable Share share) {}

    /**
     * An answer that is another one in the run that passes.
     *
     * @param before what it is in the run that failed; null for the boring one
     * @param now what it is in the other; null for the boring one
     */
    public record Changed(@Nullable Told before, @Nullable Told now) {}

    /**
     * The nearest run that passes.
     *
     * @param changes in what it differs; empty if none was found
     * @param answers all answers of it
     * @param runs how many were tried to find it
     * @param triedAllOnes whether all were tried that differ in one answer
     * @param doubt why it counts as inconclusive all the same; "" if it holds
     */
    public record Good(
            List<Changed> changes,
            Map<Long, Answer> answers,
            long runs,
            boolean triedAllOnes,
            String doubt) {}

    /** Which answer the failure hangs on most, from 0; -1 for none. */
    public int turning() {
        return turning(start, causes);
    }

    /** The answer after which the share of failures rises most. */
    static int turning(@Nullable Share start, List<Cause> causes) {
        int turning = -1;
        double most = RISE;
        double before = start == null ? 1 : start.failed();
        for (int i = 0; i < causes.size(); i++) {
            Share share = causes.get(i).share();
            if (share == null) {
                break;
            }
            if (share.failed() - before > most) {
                most = share.failed() - before;
                turning = i;
            }
            before = share.failed();
        }
        return turning;
    }
}
