package dev.irpflow.sim.dump;

import dev.irpflow.kernel.dump.CrashDump.Fact;
import dev.irpflow.kernel.dump.CrashDump.ObjectState;
import dev.irpflow.kernel.dump.PoolState.Allocation;
import dev.irpflow.kernel.dump.TracedMessage;
import dev.irpflow.sim.report.Refusal;
import java.util.ArrayList;
import java.util.List;

/** Objects of the kernel by kind or number, who lives on the machine, and its last messages. */
final class ObjectViews {
    private static final int USUAL_MESSAGES = 32;

    private final Dump dump;

    ObjectViews(Dump dump) {
        this.dump = dump;
    }

    /** All objects of a kind, or one of them by number, label or name. */
    Reply ofType(String command, String type, String wanted) throws Refusal {
        List<ObjectState> found = new ArrayList<>();
        for (ObjectState object : dump.objects(type)) {
            if (wanted.isEmpty() || isMeant(object, wanted)) {
                found.add(object);
            }
        }
        if (found.isEmpty() && !wanted.isEmpty()) {
            throw new Refusal(wanted + ": no such object in this dump");
        }
        Lines lines = new Lines();
        if (found.isEmpty()) {
            lines.add("none");
        }
        found.forEach(object -> write(object, lines));
        return new Reply(command, lines.all(), found);
    }

    static boolean isMeant(ObjectState object, String wanted) {
        return object.label().equalsIgnoreCase(wanted)
                || Long.toString(object.id()).equals(wanted)
                || object.fact("name").equalsIgnoreCase(wanted)
                || object.fact("driver").equalsIgnoreCase(wanted)
                || object.fact("driver").endsWith("/" + wanted);
    }

    /** {@code !object ID}: whatever has this number. */
    Reply one(String command, String id) throws Refusal {
        long number = Dump.number(id);
        ObjectState object = dump.object(number);
        Lines lines = new Lines();
        if (object != null) {
            write(object, lines);
            return new Reply(command, lines.all(), object);
        }
        if (dump.irp(number) != null) {
            return new IrpViews(dump).one(command, id);
        }
        Allocation allocation = dump.allocation(number);
        if (allocation == null) {
            throw new Refusal(id + ": no object of this number was there when the machine died");
        }
        lines.add(dump.at(allocation.address()));
        lines.inner("allocated by " + allocation.owner());
        return new Reply(command, lines.all(), allocation);
    }

    /** {@code !process}: who lives here. */
    Reply components(String command) {
        Lines lines = new Lines().add("Machine %s", dump.of().machine());
        for (Fact fact : dump.of().settings()) {
            lines.inner("%s: %s", fact.name(), fact.value());
        }
        lines.add("Loaded: %s", String.join(", ", dump.of().components()));
        if (!dump.of().held().isEmpty()) {
            lines.add("Acquired and not released:");
            dump.of().held().forEach(lines::inner);
        }
        return new Reply(command, lines.all(), dump.of().components());
    }

    /** {@code !trace [N]}: the last messages. */
    Reply messages(String command, String count) throws Refusal {
        List<TracedMessage> all = dump.of().messages();
        long wanted = count.isEmpty() ? USUAL_MESSAGES : Math.max(0, Dump.number(count));
        List<TracedMessage> last = all.subList((int) Math.max(0, all.size() - wanted), all.size());
        List<List<String>> rows = new ArrayList<>();
        for (TracedMessage each : last) {
            rows.add(
                    List.of(
                            Lines.time(each.timeNs()),
                            each.kind(),
                            each.to().isEmpty() ? each.from() : each.from() + " -> " + each.to(),
                            each.what(),
                            each.status(),
                            each.object(),
                            each.where()));
        }
        Lines lines = new Lines().add("The last %d of %d messages", last.size(), all.size());
        return new Reply(command, lines.table(rows).all(), last);
    }

    static void write(ObjectState object, Lines lines) {
        lines.add("%s  %s", object.label(), object.type());
        for (Fact fact : object.facts()) {
            lines.inner("%-22s %s", fact.name(), fact.value());
        }
    }
}
