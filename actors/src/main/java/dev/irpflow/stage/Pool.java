// This file is one thing because whatever can happen next is in one place, and is taken from there.
package dev.irpflow.stage;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that can happen next: strands with a message to deliver, and events that are due by
 * themselves. Nothing waits in a mailbox or in a timer of the host; the stage takes one candidate
 * at a time from here, which makes a run a function of its answers.
 *
 * <p>The boring answer: the strand that ran last goes on; otherwise the one that has been ready
 * longest; with no ready strand the event with the earliest nominal moment. Ready work takes no
 * time, so it competes only with events whose window has begun.
 */
public final class Pool {
    /** What became of one step. */
    public enum Step {
        /** A candidate was taken. */
        TOOK,
        /** Nothing is ready, and the clock has not come to the next event: see {@link #nextDue}. */
        NOT_YET,
        /** Nothing can happen any more, unless a deadline is waited for: see {@link #isQuiet}. */
        EMPTY
    }

    /** Told of each decision, that is of each question with two options or more. */
    public interface Decisions {
        /** An answer other than 0 was given; {@code chosen} says in words what was taken. */
        void deviated(long site, Answer answer, String chosen, String insteadOf);
    }

    /** Told of each step that is done: what was taken, and what it read and wrote. */
    public interface Steps {
        /**
         * A step is done. A step is one strand up to its next call, one message of a component, or
         * one event that was due.
         *
         * @param chain its cause chain, see {@link Options#chain}
         * @param step what it was, see {@link Options#step}
         * @param number of its strand or event, see {@link Options#number}
         * @param footprint what it read and wrote; reused for the next step
         */
        void done(long chain, long step, long number, Footprint footprint);
    }

    /** Told of each step that is taken, and may say which comes next. */
    public interface Order {
        /** What none of the options is: the chooser is asked. */
        int NO_MATTER = -1;

        /** Which option is to be taken, or {@link #NO_MATTER}. */
        int next(Options options);

        /**
         * A step is taken.
         *
         * @param what how it reads
         * @param isEvent whether it comes by itself, such as a timer or a frame
         */
        void takes(String what, boolean isEvent);
    }

    private static final long NEXT = Site.key("next");

    private final Clock clock;
    private final Chooser chooser;
    private final Occurrences occurrences;
    private final Decisions decisions;
    private final EventHeap heap = EventHeap.byEarliest();
    private final EventHeap openByNominal = EventHeap.byNominal();
    private final List<DueEvent> open = new ArrayList<>(); // windows that have begun
    private long lastBegin; // no window in the list begins later
    private final List<Candidate> ready = new ArrayList<>(); // longest ready first
    private final Frost frost = new Frost();
    private final Candidates next;
    private final Footprint footprint = new Footprint();
    private @Nullable Steps steps;
    private @Nullable Order kept;
    private boolean inStep;
    private long stepChain;
    private long stepKey;
    private long stepNumber;
    private @Nullable Candidate last;
    private int deadlines; // how many of the scheduled events only end somebody's patience
    private long order;

    /** A pool on a clock; questions go to the chooser, answers other than 0 to the listener. */
    public Pool(Clock clock, Chooser chooser, Occurrences occurrences, Decisions decisions) {
        this.clock = clock;
        this.chooser = chooser;
        this.occurrences = occurrences;
        this.decisions = decisions;
        this.next = new Candidates(ready, open, clock);
    }

    /** Tells of each step from now on; before the machines are built, so that nothing is missed. */
    public void tell(Steps listener) {
        this.steps = listener;
        footprint.turn(true);
    }

    /** Keeps an order from now on; before the machines are built, so that nothing is missed. */
    public void keep(@Nullable Order order) {
        this.kept = order;
    }

    /** What the present step has read and written so far; it notes nothing if nobody is told. */
    public Footprint footprint() {
        return footprint;
    }

    /** The step that was taken last is done; told by whoever drives the pool when it stops. */
    public void endStep() {
        if (inStep && steps != null) {
            inStep = false;
            steps.done(stepChain, stepKey, stepNumber, footprint);
        }
    }

    /** Adds a strand that has something to do; adding it twice is an error of the caller. */
    public void add(Candidate candidate) {
        if (candidate.place >= 0) {
            throw new IllegalStateException(candidate.describe() + " is in the pool already");
        }
        if (candidate.number == 0) {
            candidate.number = ++order;
        }
        candidate.place = ready.size();
        ready.add(candidate);
    }

    /** Takes a strand out again, if it is in. */
    public void remove(Candidate candidate) {
        if (candidate.place < 0) {
            return;
        }
        ready.remove(candidate.place);
        for (int i = candidate.place; i < ready.size(); i++) {
            ready.get(i).place = i;
        }
        candidate.place = -1;
    }

    /** Schedules an event; its window must be set. */
    public void schedule(DueEvent event) {
        if (event.index != -1) {
            throw new IllegalStateException(event.describe() + " is scheduled already");
        }
        event.order = ++order;
        if (frost.takes(event)) {
            return;
        }
        heap.add(event);
        if (event.isDeadline()) {
            deadlines++;
        }
    }

    /** Schedules what the run itself does, after a time in nanoseconds, between two steps. */
    public void after(long delayNs, String what, Runnable action) {
        schedule(new Later(clock.now() + delayNs, what, action, footprint));
    }

    /** Cancels an event; false if it was not scheduled (any more). */
    public boolean cancel(DueEvent event) {
        if (event.index == -1) {
            return false;
        }
        if (frost.lets(event)) {
            return true;
        }
        if (event.index >= 0) {
            heap.remove(event);
        } else {
            open.remove(event);
            openByNominal.remove(event);
            event.index = -1;
        }
        if (event.isDeadline()) {
            deadlines--;
        }
        return true;
    }

    /** The scheduled events of one kind, in the order in which they were scheduled. */
    public <E extends DueEvent> List<E> scheduled(Class<E> kind) {
        List<DueEvent> all = new ArrayList<>(open);
        heap.copyTo(all);
        return all.stream()
                .filter(kind::isInstance)
                .sorted(Comparator.comparingLong(event -> event.order))
                .map(kind::cast)
                .toList();
    }

    /** Time stands still for an owner of events: none of them comes until {@link #thaw}. */
    public void freeze(Object owner) {
        frost.begin(owner);
        for (DueEvent event : scheduled(DueEvent.class)) {
            if (event.owner() == owner) {
                cancel(event);
                frost.takes(event);
            }
        }
    }

    /** Time goes on for an owner of events: each of them comes so much later, in nanoseconds. */
    public void thaw(Object owner, long byNs) {
        for (DueEvent event : frost.end(owner)) {
            event.postpone(byNs);
            heap.add(event);
        }
    }

    /**
     * Takes this strand out if it is all that can happen now, so that no question would be asked:
     * its owner goes on with it at once. False, and nothing done, otherwise.
     */
    public boolean takeAlone(Candidate candidate) {
        if (candidate.place != 0 || ready.size() != 1 || mayOpen(clock.now())) {
            return false;
        }
        last = candidate;
        if (steps != null) {
            beginStep(candidate.chain(), candidate.step(), candidate.number);
        }
        if (kept != null) {
            kept.takes(candidate.describe(), false);
        }
        remove(candidate);
        return true;
    }

    /** The nominal moment of the next event, or Long.MAX_VALUE. */
    public long nextDue() {
        openUntilNominal();
        return open.isEmpty() ? Long.MAX_VALUE : openByNominal.top().nominal();
    }

    /** Whether nothing can happen any more but that somebody's patience ends. */
    public boolean isQuiet() {
        return ready.isEmpty() && heap.size() + open.size() == deadlines;
    }

    /**
     * Nothing else can happen: lets the time of the next deadline come. False if there is none, or
     * if the clock does not go there by itself.
     */
    public boolean expireNext() {
        openUntilNominal();
        if (!isQuiet() || open.isEmpty()) {
            return false;
        }
        return fireWhenDue(openByNominal.top(), nextDue()) == Step.TOOK;
    }

    /** Whether any strand is ready now. */
    public boolean hasReady() {
        return !ready.isEmpty();
    }

    /** Takes one candidate and does it. */
    public Step step() {
        endStep();
        if (ready.isEmpty()) {
            return stepIdle();
        }
        if (mayOpen(clock.now())) {
            openUntil(clock.now());
        }
        int begun = begun(clock.now());
        int options = ready.size() + begun;
        Candidate boring = last != null && last.place >= 0 ? last : ready.get(0);
        if (options == 1) {
            return take(boring);
        }
        long site = occurrences.next(boring.step(), NEXT);
        int answer = answer(site, next.ready(boring, options));
        if (answer == 0) {
            return take(boring);
        }
        decisions.deviated(site, Answer.of(next, answer), next.describe(answer), boring.describe());
        return answer < ready.size()
                ? take(next.candidate(answer))
                : fire(next.event(answer), next.event(answer).nominal() > clock.now());
    }

    /** Forgets everything. */
    public void clear() {
        inStep = false;
        for (Candidate candidate : ready) {
            candidate.place = -1;
        }
        ready.clear();
        for (DueEvent event : open) {
            event.index = -1;
        }
        open.clear();
        openByNominal.clear();
        heap.clear();
        frost.clear();
        deadlines = 0;
        last = null;
    }

    private void beginStep(long chain, long key, long number) {
        if (steps != null) {
            endStep();
            footprint.clear();
            inStep = true;
            stepChain = chain;
            stepKey = key;
            stepNumber = number;
        }
    }

    private Step stepIdle() {
        openUntilNominal();
        if (open.isEmpty() || (isQuiet() && nextDue() > clock.now())) {
            return Step.EMPTY;
        }
        DueEvent boring = openByNominal.top();
        if (open.size() == 1) {
            return fireWhenDue(boring, boring.nominal());
        }
        // On a real clock the question may come up again before the chosen moment has come.
        long site = occurrences.next(boring.chain(), NEXT);
        int answer = answer(site, next.idle(boring, open.size()));
        if (answer == 0) {
            return fireWhenDue(boring, boring.nominal());
        }
        DueEvent other = next.event(answer);
        decisions.deviated(site, Answer.of(next, answer), other.describe(), boring.describe());
        return fireWhenDue(other, Math.max(clock.now(), other.earliest()));
    }

    private int answer(long site, Options options) {
        int ordered = kept == null ? Order.NO_MATTER : kept.next(options);
        return ordered == Order.NO_MATTER ? chooser.choose(site, options) : ordered;
    }

    private Step fireWhenDue(DueEvent event, long moment) {
        boolean early = event.nominal() > clock.now();
        return clock.reach(moment) ? fire(event, early) : Step.NOT_YET;
    }

    private Step take(Candidate candidate) {
        last = candidate;
        if (steps != null) {
            beginStep(candidate.chain(), candidate.step(), candidate.number);
        }
        if (kept != null) {
            kept.takes(candidate.describe(), false);
        }
        remove(candidate);
        candidate.take();
        return Step.TOOK;
    }

    private Step fire(DueEvent event, boolean early) {
        if (steps != null) {
            beginStep(event.chain(), event.chain(), event.order);
            if (early) {
                footprint.everything(); // its moment depends on what else was ready
            }
        }
        if (kept != null) {
            kept.takes(event.describe(), true);
        }
        cancel(event);
        event.fire();
        return Step.TOOK;
    }

    private boolean mayOpen(long now) {
        return (heap.size() > 0 && heap.top().earliest() <= now) || begun(now) > 0;
    }

    // An idle step opens windows that begin later, up to the first nominal moment; ready work that
    // comes before their beginning does not compete with them.
    private int begun(long now) {
        if (lastBegin <= now) {
            return open.size();
        }
        int begun = 0;
        for (int i = 0; i < open.size(); i++) {
            if (open.get(i).earliest() <= now) {
                begun++;
            }
        }
        return begun;
    }

    private void openUntil(long moment) {
        while (heap.size() > 0 && heap.top().earliest() <= moment) {
            openTop();
        }
    }

    /** Opens every window that begins before the first nominal moment: all of them may be next. */
    private void openUntilNominal() {
        if (open.isEmpty() && heap.size() > 0) {
            openTop();
        }
        while (heap.size() > 0 && heap.top().earliest() <= openByNominal.top().nominal()) {
            openTop();
        }
    }

    private void openTop() {
        DueEvent event = heap.top();
        heap.remove(event);
        event.index = -2;
        lastBegin = open.isEmpty() ? event.earliest() : Math.max(lastBegin, event.earliest());
        open.add(event);
        openByNominal.add(event);
    }
}
