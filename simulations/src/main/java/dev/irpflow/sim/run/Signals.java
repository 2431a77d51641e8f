package dev.irpflow.sim.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The signals that threads of a scenario give each other: whoever waits later finds them given. */
final class Signals {
    private final Set<String> given = new LinkedHashSet<>();
    private final Map<String, List<Runnable>> waiting = new LinkedHashMap<>();

    void signal(String name) {
        given.add(name);
        List<Runnable> waiters = waiting.remove(name);
        if (waiters != null) {
            waiters.forEach(Runnable::run);
        }
    }

    void whenSignalled(String name, Runnable action) {
        if (given.contains(name)) {
            action.run();
        } else {
            waiting.computeIfAbsent(name, n -> new ArrayList<>()).add(action);
        }
    }
}
