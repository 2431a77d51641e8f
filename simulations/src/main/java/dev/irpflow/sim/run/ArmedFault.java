package dev.irpflow.sim.run;

import dev.irpflow.sim.scenario.Fault;
import dev.irpflow.sim.scenario.FaultTerms;
import dev.irpflow.sim.scenario.value.Share;
import dev.irpflow.stage.Chooser;
import dev.irpflow.stage.Footprint;
import dev.irpflow.stage.Site;
import org.jspecify.annotations.Nullable;

/** One fault of the run with its terms: whether it may strike now, and how often it has. */
final class ArmedFault {
    private static final long STATE = Site.key("state of a fault");

    private final Fault fault;
    private final String name;
    private final long key;
    private final long limit;
    private final boolean gust;
    private final Footprint footprint;
    private final long cell; // what of it may change
    private boolean open;
    private boolean ended;
    private long beganNs;
    private @Nullable Runnable undo; // what it did and still holds
    private long subjects;
    private long strikes;

    private ArmedFault(
            Fault fault, String name, long key, long limit, boolean gust, Footprint footprint) {
        this.key = key;
        this.fault = fault;
        this.name = name;
        this.limit = limit;
        this.gust = gust;
        this.footprint = footprint;
        this.cell = Site.join(STATE, key);
    }

    /** A fault on the terms that the scenario gives it. */
    static ArmedFault of(Fault fault, String name, Footprint footprint) {
        Long atMost = fault.terms().atMost();
        long limit = atMost == null ? Long.MAX_VALUE : atMost;
        return new ArmedFault(fault, name, Site.key(name), limit, false, footprint);
    }

    /** A gust of a storm: it strikes at its next subject, once, or never. */
    static ArmedFault gust(Fault fault, String name, long site, Footprint footprint) {
        return new ArmedFault(fault, name, site, 1, true, footprint);
    }

    Fault fault() {
        return fault;
    }

    /** Its name, or its verb and number if the scenario gives none. */
    String name() {
        return name;
    }

    /** Whether a scenario means it by this name: its own, or that of the storm that it is of. */
    boolean isCalled(String other) {
        return name.equals(other)
                || other.equals(fault.terms().name())
                || (gust && name.startsWith(other + "/"));
    }

    /** Tells it from others in sites; gusts of one name have keys of their own. */
    long key() {
        return key;
    }

    FaultTerms terms() {
        return fault.terms();
    }

    long strikes() {
        return strikes;
    }

    /** How many subjects it has met while it was open. */
    long subjects() {
        return subjects;
    }

    /** When its gust has come. */
    long beganNs() {
        return beganNs;
    }

    /** Its gust comes now. */
    void beganAt(long ns) {
        beganNs = ns;
    }

    /** Whether a storm has chosen it, to strike once. */
    boolean isGust() {
        return gust;
    }

    /** Whether a run in which it never struck shows nothing. */
    boolean mustStrike() {
        return !gust && terms().mustStrike();
    }

    boolean isOpen() {
        footprint.read(cell);
        return open && !ended && strikes < limit;
    }

    void open() {
        footprint.write(cell);
        this.open = true;
    }

    void close() {
        footprint.write(cell);
        this.open = false;
    }

    /** What it did to a link or a machine holds until it is undone. */
    void holds(Runnable takesBack) {
        footprint.write(cell);
        undo = takesBack;
    }

    /** Undoes what it did, if that still holds; it may strike again. */
    void undo() {
        Runnable takesBack = undo;
        if (takesBack != null) {
            footprint.everything();
            undo = null;
            takesBack.run();
        }
    }

    /** The same, if it is this that still holds. */
    void undo(Runnable only) {
        if (undo == only) {
            undo();
        }
    }

    /** For good: the calm, or an {@code end:} step. */
    void end() {
        footprint.write(cell);
        this.ended = true;
    }

    /**
     * A subject of the fault has come: whether it is to strike there.
     *
     * @param share the share that the verb itself states, null for none
     */
    boolean isMeantAt(long site, @Nullable Share share, Chooser chooser) {
        if (!isOpen()) {
            return false;
        }
        footprint.write(cell); // it counts its subjects
        subjects++;
        FaultTerms terms = terms();
        if (terms.nth() != null && !terms.nth().includes(subjects)) {
            return false;
        }
        Share chance = share == null ? terms.chance() : share;
        if (chance == null && gust) {
            return true; // that it comes was answered
        }
        if (fault instanceof Fault.EachSite each && each.asks()) {
            return true; // how it strikes is asked next, and one of the ways is not at all
        }
        return chooser.happens(site, chance == null ? 1 : chance.fraction());
    }

    /**
     * Where it was answered that it strikes at a subject, or that its gust comes. Also where it is
     * certain it is a question: an answer of the run, which can be left out alone.
     *
     * @param share the share that the verb itself states, null for none
     */
    long decidedAt(long site, @Nullable Share share) {
        boolean byChance = share != null || terms().chance() != null;
        return gust && !byChance ? key : site;
    }

    /** It has struck. */
    void struck() {
        footprint.write(cell);
        strikes++;
    }
}
