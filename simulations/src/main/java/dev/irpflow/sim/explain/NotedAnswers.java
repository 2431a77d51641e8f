package dev.irpflow.sim.explain;

import dev.irpflow.sim.report.StoryTrace;
import dev.irpflow.sim.stage.Answers;
import dev.irpflow.sim.trace.Recorded;
import dev.irpflow.stage.Chooser;
import dev.irpflow.stage.TraceEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The answers of a run, and where in its trace each other than the boring one was given. */
public final class NotedAnswers {
    private final Answers answers = new Answers();
    private final StoryTrace trace;
    private final Map<Long, Long> newestEvent = new LinkedHashMap<>(); // at that moment, by site

    /** None so far, of the run that this trace tells of. */
    public NotedAnswers(StoryTrace trace) {
        this.trace = trace;
    }

    /** A chooser that asks another, and notes what it says. */
    public Chooser noting(Chooser other) {
        return answers.recording(other, site -> newestEvent.put(site, trace.lastSeq()));
    }

    /** All of them. */
    public Answers all() {
        return answers;
    }

    /** All but those at some sites. */
    public Answers without(Set<Long> sites) {
        Answers rest = new Answers();
        answers.bySite()
                .forEach((site, answer) -> {
                    if (!sites.contains(site)) {
                        rest.put(site, answer);
                    }
                });
        return rest;
    }

    /** The number of the event that tells of the answer at a site: the one that names it. */
    public long eventOf(long site) {
        String name = "%016x=".formatted(site);
        long after = newestEvent.getOrDefault(site, 0L);
        long next = after; // without a name: the next one, if the run was not over before
        for (Recorded event : trace.newest()) {
            String decision = event.decision();
            if (decision != null && decision.startsWith(name)) {
                return event.seq();
            }
            boolean tells =
                    event.kind() == TraceEvent.Kind.FAULT
                            || event.kind() == TraceEvent.Kind.DECISION;
            if (next == after && tells && event.seq() > after) {
                next = event.seq();
            }
        }
        return next;
    }
}
