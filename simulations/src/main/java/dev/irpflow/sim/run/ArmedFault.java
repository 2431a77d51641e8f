package dev.irpflow.sim.run;

import dev.irpflow.sim.scenario.Fault;
import dev.irpflow.sim.scenario.FaultTerms;
import dev.irpflow.sim.scenario.value.Share;
import dev.irpflow.stage.Chooser;
import org.jspecify.annotations.Nullable;

/** One fault of the run with its terms: whether it may strike now, and how often it has. */
final class ArmedFault {
    private final Fault fault;
    private final String name;
    private final long limit;
    private boolean open;
    private boolean ended;
    private long subjects;
    private long strikes;

    ArmedFault(Fault fault, String name) {
        this.fault = fault;
        this.name = name;
        Long atMost = fault.terms().atMost();
        this.limit = atMost == null ? Long.MAX_VALUE : atMost;
    }

    /** For a storm: the fault strikes at its next subject, once. */
    static ArmedFault once(Fault fault, String name) {
        ArmedFault armed = new ArmedFault(fault, name);
        armed.open = true;
        return armed;
    }

    Fault fault() {
        return fault;
    }

    /** Its name, or its verb and number if the scenario gives none. */
    String name() {
        return name;
    }

    FaultTerms terms() {
        return fault.terms();
    }

    long strikes() {
        return strikes;
    }

    /** How many subjects came while it was open. */
    long subjects() {
        return subjects;
    }

    boolean isOpen() {
        return open && !ended && strikes < limit;
    }

    void open() {
        this.open = true;
    }

    void close() {
        this.open = false;
    }

    /** For good: the calm, or an {@code end:} step. */
    void end() {
        this.ended = true;
    }

    /**
     * A subject of the fault has come: whether it strikes there.
     *
     * @param share the share that the verb itself states, null for none
     */
    boolean strikesAt(long site, @Nullable Share share, Chooser chooser) {
        if (!isOpen()) {
            return false;
        }
        subjects++;
        FaultTerms terms = terms();
        if (terms.nth() != null && !terms.nth().includes(subjects)) {
            return false;
        }
        Share chance = share == null ? terms.chance() : share;
        if (chance != null && !chooser.happens(site, chance.fraction())) {
            return false;
        }
        strikes++;
        return true;
    }

    /** It strikes without a subject: a machine stops, a link is cut. */
    void struck() {
        strikes++;
    }
}
