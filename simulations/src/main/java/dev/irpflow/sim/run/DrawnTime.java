package dev.irpflow.sim.run;

import dev.irpflow.sim.scenario.value.TimeRange;
import dev.irpflow.stage.Chooser;

/** A length of time out of a range, drawn by site. */
final class DrawnTime {
    private DrawnTime() {}

    /** The length in nanoseconds. */
    static long in(TimeRange range, Chooser chooser, long site) {
        long least = range.least().nanos();
        long spread = range.most().nanos() - least;
        return spread <= 0 ? least : least + Long.remainderUnsigned(chooser.draw(site), spread + 1);
    }
}
