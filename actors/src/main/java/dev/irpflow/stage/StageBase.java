package dev.irpflow.stage;

/**
 * What both stages do alike: the pool with its decisions, sites, answers, the numbers of messages
 * and the trace. How time passes, and who drives the pool, is their own.
 */
public abstract class StageBase implements Stage {
    private final Clock clock;
    private final Occurrences occurrences = new Occurrences();
    private final Chooser chooser;
    private final Trace trace;
    private final TraceEvent event = new TraceEvent();
    private final Pool pool;
    private final long first;
    private final long step;
    private long given;
    private long notes;

    /**
     * At time 0 of this clock.
     *
     * @param first the number of the first message, from 1
     * @param step by how much each further number is larger
     */
    @SuppressWarnings("this-escape") // asked for nothing before the first step
    protected StageBase(Clock clock, Chooser chooser, Trace trace, long first, long step) {
        this.clock = clock;
        this.chooser = chooser;
        this.trace = trace;
        this.first = first;
        this.step = step;
        this.pool = new Pool(clock, chooser, occurrences, new ToldDecisions(this));
    }

    /** How many messages were delivered so far: the same with a trace and without. */
    public final long messages() {
        return given - notes;
    }

    @Override
    public final Pool pool() {
        return pool;
    }

    @Override
    public final long site(long chain, long what) {
        pool.footprint().write(Site.join(chain, what)); // the next one has another number
        return occurrences.next(chain, what);
    }

    @Override
    public final Chooser chooser() {
        return chooser;
    }

    @Override
    public final Trace trace() {
        return trace;
    }

    @Override
    public final long nextSeq() {
        return first + given++ * step;
    }

    @Override
    public final long nextNoteSeq() {
        notes++;
        return nextSeq();
    }

    @Override
    public final TraceEvent event() {
        return event;
    }

    @Override
    public final long now() {
        return clock.now();
    }

    @Override
    public final boolean reach(long ns) {
        return clock.reach(ns);
    }
}
