package dev.irpflow.sim.report;

import dev.irpflow.sim.trace.Recorded;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is counted over a whole run, for the first lines of its story. */
final class Counts {
    private final Map<String, Long> asked = new LinkedHashMap<>();
    private final Map<String, Long> boots = new LinkedHashMap<>();
    private long calls;
    private long atDispatch;
    private long pended;
    private long completions;
    private long frames;

    /** What applications asked for: how often, by routine. */
    Map<String, Long> asked() {
        return asked;
    }

    /** How often each machine booted. */
    Map<String, Long> boots() {
        return boots;
    }

    long calls() {
        return calls;
    }

    /** Calls at DISPATCH_LEVEL or above. */
    long atDispatch() {
        return atDispatch;
    }

    /** Returns of STATUS_PENDING. */
    long pended() {
        return pended;
    }

    /** Completion routines that were called. */
    long completions() {
        return completions;
    }

    /** Frames that arrived. */
    long frames() {
        return frames;
    }

    void call(Recorded event) {
        calls++;
        String irql = event.irql();
        if (irql != null && !irql.equals("PASSIVE_LEVEL") && !irql.equals("APC_LEVEL")) {
            atDispatch++;
        }
    }

    void asked(String routine) {
        asked.merge(routine, 1L, Long::sum);
    }

    /** A machine boots; gives for which time. */
    long boot(String machine) {
        return boots.merge(machine, 1L, Long::sum);
    }

    void answer(String status) {
        if (status.equals("STATUS_PENDING")) {
            pended++;
        }
    }

    void completion() {
        completions++;
    }

    void frame() {
        frames++;
    }
}
