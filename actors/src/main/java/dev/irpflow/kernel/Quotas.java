package dev.irpflow.kernel;

import dev.irpflow.stage.Site;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The pool that is charged to processes. Each may have so much of each pool; the system process may
 * have all. Page: wdk-ddi-src/content/wdm/nf-wdm-exallocatepoolwithquotatag.md.
 */
public final class Quotas {
    private record Charge(String process, Region.Kind kind, long bytes) {}

    private final Machine machine;
    private final long limit;
    private final Map<String, Long> used = new LinkedHashMap<>(2);
    private final Map<Long, Charge> charged = new LinkedHashMap<>();

    Quotas(Machine machine, long limit) {
        this.machine = machine;
        this.limit = limit;
    }

    /** Whether the process of a call may have so many bytes more of a pool. */
    public boolean allows(Call call, Region.Kind kind, long bytes) {
        Place process = processOf(call);
        if (process == null) {
            return true;
        }
        machine.footprint().write(cell(process.toString(), kind));
        return bytes <= limit - usedBy(process.toString(), kind);
    }

    /** Charges memory that was just allocated to the process of a call, until it is freed. */
    public void charge(Call call, Region region) {
        Place process = processOf(call);
        if (process != null) {
            Charge charge = new Charge(process.toString(), region.kind(), region.length());
            charged.put(region.id(), charge);
            add(charge, charge.bytes());
        }
    }

    /** Memory is freed. */
    void freed(Region region) {
        Charge charge = charged.remove(region.id());
        if (charge != null) {
            add(charge, -charge.bytes());
        }
    }

    /** How many bytes of a pool are charged to a process. */
    public long usedBy(String process, Region.Kind kind) {
        return used.getOrDefault(key(process, kind), 0L);
    }

    private void add(Charge charge, long bytes) {
        machine.footprint().write(cell(charge.process(), charge.kind()));
        used.merge(key(charge.process(), charge.kind()), bytes, Long::sum);
    }

    // The process of a thread is known by the routine at its bottom; null for the system process.
    private static @Nullable Place processOf(Call call) {
        Call bottom = call;
        for (Call outer = call.outer(); outer != null; outer = outer.outer()) {
            bottom = outer;
        }
        return bottom.from().isOfUserMode() ? bottom.from() : null;
    }

    private long cell(String process, Region.Kind kind) {
        return Site.join(machine.key(), Site.key(key(process, kind)));
    }

    private static String key(String process, Region.Kind kind) {
        return "quota of " + process + " in " + kind;
    }
}
