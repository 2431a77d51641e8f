package dev.irpflow.kernel;

import com.google.protobuf.Message;
import dev.irpflow.contract.Holding;
import dev.irpflow.contract.RoutineContract;
import dev.irpflow.protocol.contract.Kind;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.stage.Footprint;
import dev.irpflow.stage.Site;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What has been acquired on a machine and not yet released, as the contracts say: registrations,
 * captures, sockets, devices. An object that exists as long as it is held (an IRP, a handle, pool)
 * is its own account, and a lock is its strand's.
 */
public final class Ledger {
    private static final long CELL = Site.key("held");
    private static final long EXCUSE = Site.key("excused");

    private record Key(String what, Object of) {}

    /** What is held of one key, how often, and by how many releases that are under way. */
    private static final class Entry {
        private final Holding holding;
        private final Place holder;
        private final String routine;
        private int count = 1;
        private int releasing;

        Entry(Holding holding, Place holder, String routine) {
            this.holding = holding;
            this.holder = holder;
            this.routine = routine;
        }
    }

    private final Machine machine;
    private final Map<Key, Entry> entries = new LinkedHashMap<>();
    private final List<List<? extends Rule>> rules = new ArrayList<>();
    private final Set<Long> excused = new LinkedHashSet<>();

    Ledger(Machine machine) {
        this.machine = machine;
    }

    /** A component that holds its callers to these rules lives on the machine. */
    void know(List<? extends Rule> ofComponent) {
        if (!ofComponent.isEmpty()) {
            rules.add(ofComponent);
        }
    }

    /** A fault let the release of an object fail, or said that it is not there. */
    void excuse(long object) {
        machine.footprint().write(excuses(object));
        excused.add(object);
    }

    /** Whether nobody is to blame if an object is left over. */
    public boolean isExcused(long object) {
        machine.footprint().read(excuses(object));
        return excused.contains(object);
    }

    /** Who holds an object, and will not release it, has been told so already. */
    public void isTold(long object) {
        excuse(object);
    }

    private long excuses(long object) {
        return Site.join(Site.join(machine.key(), EXCUSE), object);
    }

    /** A call begins: what it releases must be held. */
    void begins(Call call) {
        List<Holding> releases = call.contract().releases();
        for (int i = 0; i < releases.size(); i++) {
            Holding holding = releases.get(i);
            Object of = holding.isInLedger() ? holding.key(call.request(), null) : null;
            if (of != null) {
                releasing(call, holding, of);
            }
        }
        RoutineContract contract = call.contract();
        if (contract.kind() == Kind.CALLBACK) {
            acquired(call, call.to(), null); // its driver's at once, unless it declines
        } else if (acquiresAtCompletion(contract)
                && machine.objects().find(contract.objectId(call.request())) instanceof Irp irp) {
            irp.begins(call);
        }
    }

    /** A call is about to return. */
    void returned(Call call, NtStatus status, @Nullable Message out) {
        RoutineContract contract = call.contract();
        boolean failed = contract.failed(status.getNumber(), out);
        if (call.isReleasing()) {
            settle(call, failed);
        }
        if (contract.kind() == Kind.CALLBACK) {
            if (failed) {
                declined(call);
            }
        } else if (!failed && !acquiresAtCompletion(contract)) {
            acquired(call, call.from(), out);
        }
    }

    /** IoCompleteRequest: an operation that acquires something may have succeeded. */
    void completing(Irp irp, Place by) {
        Call begun = irp.begun();
        if (begun != null && begun.to() == by) {
            irp.begins(null);
            if (!begun.contract().failed(irp.status().getNumber(), irp.out())) {
                acquired(begun, begun.from(), irp.out());
            }
        }
    }

    /** Tells of what a driver whose unload routine has returned still holds, newest first. */
    public void unloaded(Place driver) {
        machine.footprint().everything();
        List<Map.Entry<Key, Entry>> left =
                entries.entrySet().stream()
                        .filter(it -> it.getValue().holder == driver && isBlamed(it.getKey()))
                        .toList();
        for (Map.Entry<Key, Entry> it : left.reversed()) {
            entries.remove(it.getKey());
            Entry entry = it.getValue();
            machine.violated(
                    ruleOf(entry.holding, KernelRule.LEAK_AT_END),
                    driver,
                    "%s has unloaded and still holds %s"
                            .formatted(driver, words(it.getKey(), entry)),
                    null);
        }
    }

    /**
     * What keeps a call from returning with which a driver gives the last of what it has back: that
     * it still holds something else. Null if no such call waits.
     */
    public @Nullable Violation unreleased() {
        machine.footprint().everything();
        for (Strand strand : machine.strands().live().all()) {
            Call held = strand.top();
            Violation found =
                    held == null || !held.isReleasing() ? null : unreleased(held, held.from());
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private @Nullable Violation unreleased(Call held, Place driver) {
        for (Map.Entry<Key, Entry> it : entries.entrySet()) {
            Entry entry = it.getValue();
            if (entry.holder == driver && entry.releasing == 0 && isBlamed(it.getKey())) {
                String what =
                        "%s waits in %s and still holds %s"
                                .formatted(
                                        driver, held.contract().name(), words(it.getKey(), entry));
                Rule rule = ruleOf(entry.holding, KernelRule.LEAK_AT_END);
                return new Violation(rule, driver.toString(), what, held, "");
            }
        }
        return null;
    }

    /** What is held by anybody, in words, oldest first. */
    public List<String> left() {
        machine.footprint().everything();
        return entries.entrySet().stream()
                .filter(it -> isBlamed(it.getKey()))
                .map(it -> words(it.getKey(), it.getValue()) + " of " + it.getValue().holder)
                .toList();
    }

    private boolean isBlamed(Key key) {
        return !(key.of() instanceof Long id && excused.contains(id));
    }

    private void touched(Holding holding, Object of) {
        Footprint footprint = machine.footprint();
        if (footprint.isOn()) {
            long thing = Site.join(Site.key(holding.what()), of instanceof Long id ? id : 0);
            footprint.write(Site.join(Site.join(machine.key(), CELL), thing));
        }
    }

    private void releasing(Call call, Holding holding, Object of) {
        touched(holding, of);
        Entry entry = entries.get(new Key(holding.what(), of));
        if (entry != null && entry.count > entry.releasing) {
            entry.releasing++;
            call.releases(true);
            return;
        }
        // An object that is not there is told by the routine.
        if (holding.isKeyObject() && machine.objects().find((Long) of) == null) {
            return;
        }
        machine.violated(
                ruleOf(holding, KernelRule.RELEASED_ONCE),
                call.from(),
                "%s releases %s with %s, which nobody holds"
                        .formatted(call.from(), words(holding.what(), of), call.contract().name()),
                call);
    }

    private void settle(Call call, boolean failed) {
        for (Holding holding : call.contract().releases()) {
            Object of = holding.isInLedger() ? holding.key(call.request(), null) : null;
            Entry entry = of == null ? null : entries.get(new Key(holding.what(), of));
            if (of != null && entry != null) {
                touched(holding, of);
                entry.releasing--;
                if (!failed && --entry.count == 0) {
                    entries.remove(new Key(holding.what(), of));
                }
            }
        }
        call.releases(false);
    }

    private void acquired(Call call, Place holder, @Nullable Message out) {
        List<Holding> acquires = call.contract().acquires();
        for (int i = 0; i < acquires.size(); i++) {
            Holding holding = acquires.get(i);
            Object of = holding.isInLedger() ? holding.key(call.request(), out) : null;
            if (of != null) {
                touched(holding, of);
                Key key = new Key(holding.what(), of);
                Entry entry = entries.get(key);
                if (entry == null) {
                    entries.put(key, new Entry(holding, holder, call.contract().name()));
                } else {
                    entry.count++;
                }
            }
        }
    }

    private void declined(Call call) {
        for (Holding holding : call.contract().acquires()) {
            Object of = holding.isInLedger() ? holding.key(call.request(), null) : null;
            if (of != null) {
                touched(holding, of);
                entries.remove(new Key(holding.what(), of));
            }
        }
    }

    private static boolean acquiresAtCompletion(RoutineContract contract) {
        return !contract.acquires().isEmpty() && contract.completedBy().equals("IoCompleteRequest");
    }

    private Rule ruleOf(Holding holding, Rule general) {
        for (List<? extends Rule> known : rules) {
            for (Rule rule : known) {
                if (rule.id().equals(holding.rule())) {
                    return rule;
                }
            }
        }
        return general;
    }

    private static String words(Key key, Entry entry) {
        return words(key.what(), key.of())
                + (entry.count == 1 ? "" : " " + entry.count + " times")
                + ", from "
                + entry.routine;
    }

    private static String words(String what, Object of) {
        return what + (of instanceof Long number ? " " + number : "");
    }
}
