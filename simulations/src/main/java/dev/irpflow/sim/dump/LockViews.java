package dev.irpflow.sim.dump;

import dev.irpflow.kernel.dump.StrandState;
import dev.irpflow.sim.report.Trees;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code !locks}: what is held, by whom, and who waits for it. */
final class LockViews {
    private final Dump dump;

    LockViews(Dump dump) {
        this.dump = dump;
    }

    Reply all(String command) {
        Map<Long, List<String>> owners = new LinkedHashMap<>();
        Map<Long, String> names = new LinkedHashMap<>();
        for (StrandState strand : dump.of().strands()) {
            for (StrandState.HeldLock lock : strand.locks()) {
                names.put(lock.lock(), "%s (%s)".formatted(lock.label(), lock.kind()));
                owners.computeIfAbsent(lock.lock(), it -> new ArrayList<>())
                        .add("%d %s, %s".formatted(strand.id(), strand.name(), lock.form()));
            }
        }
        Lines lines = new Lines().add("Held locks: %d", names.size());
        List<Object> data = new ArrayList<>();
        names.forEach((lock, name) -> {
            List<String> waiters = waiters(lock);
            lines.add(name);
            owners.getOrDefault(lock, List.of()).forEach(it -> lines.inner("owned by " + it));
            waiters.forEach(it -> lines.inner("wanted by " + it));
            data.add(
                    Trees.of(
                            "lock", lock,
                            "name", name,
                            "owners", owners.getOrDefault(lock, List.of()),
                            "waiters", waiters));
        });
        return new Reply(command, lines.all(), data);
    }

    private List<String> waiters(long lock) {
        return dump.of().strands().stream()
                .filter(strand -> strand.waitsFor().contains(lock))
                .map(strand -> "%d %s, %s".formatted(strand.id(), strand.name(), strand.reason()))
                .toList();
    }
}
