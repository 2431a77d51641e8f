package dev.irpflow.sim.cli;

import dev.irpflow.sim.report.StoryTrace;
import dev.irpflow.sim.trace.Recorded;
import dev.irpflow.stage.Chooser;
import dev.irpflow.stage.Options;
import dev.irpflow.stage.TraceEvent;
import java.util.LinkedHashMap;
import java.util.Map;

/** Notes where in the trace each answer other than the boring one was given. */
final class NotedAnswers implements Chooser {
    private final Chooser chooser;
    private final StoryTrace trace;
    private final Map<Long, Given> bySite = new LinkedHashMap<>();

    /**
     * An answer.
     *
     * @param answer what it was
     * @param after the number of the newest event at that moment
     */
    record Given(int answer, long after) {}

    NotedAnswers(Chooser chooser, StoryTrace trace) {
        this.chooser = chooser;
        this.trace = trace;
    }

    /** The answers by site, in order. */
    Map<Long, Given> bySite() {
        return bySite;
    }

    /** The number of the event that tells of an answer: the next fault or decision. */
    long eventOf(Given given) {
        for (Recorded event : trace.newest()) {
            boolean tells =
                    event.kind() == TraceEvent.Kind.FAULT
                            || event.kind() == TraceEvent.Kind.DECISION;
            if (tells && event.seq() > given.after()) {
                return event.seq();
            }
        }
        return given.after(); // the run was over before it was told
    }

    @Override
    public int choose(long site, Options options) {
        int answer = chooser.choose(site, options);
        note(site, answer);
        return answer;
    }

    @Override
    public boolean happens(long site, double chance) {
        boolean yes = chooser.happens(site, chance);
        note(site, yes ? 1 : 0);
        return yes;
    }

    @Override
    public long draw(long site) {
        return chooser.draw(site);
    }

    private void note(long site, int answer) {
        if (answer != 0) {
            bySite.put(site, new Given(answer, trace.lastSeq()));
        }
    }
}
