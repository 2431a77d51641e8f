package dev.irpflow.kernel;

import dev.irpflow.stage.Site;
import dev.irpflow.stage.Stage;

/** How long a processor needs for each message: a length out of a range. */
public final class Slowness {
    private static final long TIME = Site.key("time of a processor");

    private final long leastNs;
    private final long mostNs;

    Slowness(long leastNs, long mostNs) {
        this.leastNs = leastNs;
        this.mostNs = mostNs;
    }

    /** In nanoseconds, for the next message of a strand. */
    long drawn(Strand strand) {
        if (mostNs <= leastNs) {
            return leastNs;
        }
        Stage stage = strand.machine().stage();
        long draw = stage.chooser().draw(stage.site(strand.step(), TIME));
        return leastNs + Long.remainderUnsigned(draw, mostNs - leastNs + 1);
    }
}
