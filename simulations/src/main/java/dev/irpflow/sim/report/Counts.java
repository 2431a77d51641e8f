package dev.irpflow.sim.report;

import dev.irpflow.stage.TraceEvent;

import java.util.LinkedHashMap;
import java.util.Map;

/** What is counted over a whole run, for the first lines of its story. */
final class Counts {
    private final Map<String, Long> asked = new LinkedHashMap<>();
    private final Map<String, Long> faults = new LinkedHashMap<>();
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

    /** How often each fault struck, by name. */
    Map<String, Long> faults() {
        return faults;
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

    void call(TraceEvent event) {
        calls++;
        if (event.irql != null
                && !event.irql.equals("PASSIVE_LEVEL")
                && !event.irql.equals("APC_LEVEL")) {
            atDispatch++;
        }
    }

    void asked(TraceEvent event) {
        asked.merge(String.valueOf(event.routine), 1L, Long::sum);
    }

    void boot(TraceEvent event) {
        boots.merge(String.valueOf(event.machine), 1L, Long::sum);
    }

    void fault(String name) {
        faults.merge(name, 1L, Long::sum);
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
