package dev.irpflow.sim.dump;

import dev.irpflow.kernel.dump.PoolState;
import dev.irpflow.kernel.dump.PoolState.Allocation;
import dev.irpflow.sim.report.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** {@code !pool}: how much is in use, by tag; or the allocations of one tag. */
final class PoolViews {
    private final Dump dump;

    PoolViews(Dump dump) {
        this.dump = dump;
    }

    private record Use(String tag, String kind) implements Comparable<Use> {
        @Override
        public int compareTo(Use other) {
            int byTag = tag.compareTo(other.tag);
            return byTag != 0 ? byTag : kind.compareTo(other.kind);
        }
    }

    Reply byTag(String command) {
        PoolState pool = dump.of().pool();
        Map<Use, long[]> uses = new TreeMap<>();
        for (Allocation each : pool.allocations()) {
            long[] counts =
                    uses.computeIfAbsent(new Use(each.tag(), each.kind()), it -> new long[2]);
            counts[0]++;
            counts[1] += each.length();
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("Tag", "Allocations", "Bytes", "Pool"));
        uses.forEach((use, counts) ->
                rows.add(
                        List.of(
                                use.tag().isEmpty() ? "(none)" : use.tag(),
                                Long.toString(counts[0]),
                                number(counts[1]),
                                use.kind())));
        Lines lines = new Lines();
        lines.add(
                "Nonpaged pool: %s of %s bytes in use, kernel objects included",
                number(pool.nonpagedUsed()), number(pool.nonpagedLimit()));
        lines.add(
                "Paged pool:    %s of %s bytes in use",
                number(pool.pagedUsed()), number(pool.pagedLimit()));
        if (rows.size() > 1) {
            lines.table(rows);
        }
        return new Reply(command, lines.all(), pool);
    }

    Reply ofTag(String command, String tag) throws Refusal {
        List<Allocation> found =
                dump.of().pool().allocations().stream()
                        .filter(it -> it.tag().equalsIgnoreCase(tag))
                        .toList();
        if (found.isEmpty()) {
            throw new Refusal(tag + ": no allocation has this tag; !pool lists the tags");
        }
        Lines lines = new Lines();
        for (Allocation each : found) {
            lines.add(
                    "%s %s  %s  %d bytes of %s  by %s",
                    Lines.hex(each.address()),
                    each.label(),
                    each.tag(),
                    each.length(),
                    each.kind(),
                    each.owner());
            if (each.locks() > 0) {
                lines.inner("its pages are locked, %d times", each.locks());
            }
            if (!each.lent().isEmpty()) {
                lines.inner(each.lent());
            }
            each.objects().forEach(id -> lines.inner("holds " + dump.label(id)));
        }
        return new Reply(command, lines.all(), found);
    }

    private static String number(long bytes) {
        return String.format(Locale.ROOT, "%,d", bytes);
    }
}
