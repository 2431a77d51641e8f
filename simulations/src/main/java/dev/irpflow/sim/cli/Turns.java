package dev.irpflow.sim.cli;

import dev.irpflow.sim.report.Refusal;
import java.util.List;

/** Every seed of a range for every example, one after the other. */
interface Turns {
    /** Plays one; false if none follows it. */
    boolean play(Turn turn) throws Refusal;

    /** Plays them until all have come, one says that none follows, or the user interrupts. */
    static void each(List<Chosen> examples, SeedRange range, Watch watch, Turns turns)
            throws Refusal {
        for (Chosen example : examples) {
            for (int i = 0; i < range.count(); i++) {
                if (watch.isInterrupted() || !turns.play(new Turn(example, range.first() + i))) {
                    return;
                }
                watch.look();
            }
        }
    }
}
