package dev.irpflow.stage;

import java.util.List;

/** The candidates of the present question, in answer order; made once, filled at each. */
final class Candidates implements Options {
    private final List<Candidate> ready; // longest ready first
    private final List<DueEvent> open; // their windows have begun, or will at an idle step
    private final Clock clock;
    private int count;
    private int strands; // how many of the options are ready strands: they come first
    private int boringAt; // where the boring option lies in its list

    /** A view of the lists of a pool. */
    Candidates(List<Candidate> ready, List<DueEvent> open, Clock clock) {
        this.ready = ready;
        this.open = open;
        this.clock = clock;
    }

    /** The options while strands are ready: those, and the events whose windows have begun. */
    Options ready(Candidate boring, int options) {
        count = options;
        strands = ready.size();
        boringAt = boring.place;
        return this;
    }

    /** The options while no strand is ready. */
    Options idle(DueEvent boring, int options) {
        count = options;
        strands = 0;
        boringAt = open.indexOf(boring);
        return this;
    }

    /** The strand that an option is. */
    Candidate candidate(int option) {
        return ready.get(inList(option));
    }

    /** The event that an option is. */
    DueEvent event(int option) {
        return strands == 0 ? open.get(inList(option)) : begunEvent(option - strands, clock.now());
    }

    // The boring option is moved to the front; the others keep their order.
    private int inList(int option) {
        if (option == 0) {
            return boringAt;
        }
        return option <= boringAt ? option - 1 : option;
    }

    @Override
    public Kind kind() {
        return Kind.NEXT;
    }

    @Override
    public int count() {
        return count;
    }

    @Override
    public long chain(int option) {
        return option < strands ? candidate(option).chain() : event(option).chain();
    }

    @Override
    public long step(int option) {
        return option < strands ? candidate(option).step() : event(option).chain();
    }

    @Override
    public long number(int option) {
        return option < strands ? candidate(option).number : event(option).order;
    }

    @Override
    public boolean isEvent(int option) {
        return option >= strands;
    }

    @Override
    public String describe(int option) {
        return option < strands ? candidate(option).describe() : event(option).describe();
    }

    private DueEvent begunEvent(int which, long now) {
        int left = which;
        for (DueEvent event : open) {
            if (event.earliest() <= now && left-- == 0) {
                return event;
            }
        }
        throw new IllegalStateException("no event " + which + " whose window has begun");
    }
}
