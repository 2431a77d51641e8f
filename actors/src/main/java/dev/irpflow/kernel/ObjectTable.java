package dev.irpflow.kernel;

import dev.irpflow.stage.Footprint;
import dev.irpflow.stage.Site;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The kernel objects of a machine by number; an open-addressed table with numbers never reused. */
public final class ObjectTable {
    private static final long PRESENCE = Site.key("object is there");
    private static final long STATE = Site.key("object state");

    private @Nullable KernelObject[] slots = new KernelObject[16];
    private final Host host;
    private final Footprint footprint;
    private final long presence; // cells: whether an object is there
    private final long state; // cells: what it is like
    private int live;
    private long numbers;

    /**
     * An empty table whose first number follows this one.
     *
     * @param key the machine's
     */
    ObjectTable(long given, long key, Host host) {
        this.numbers = given;
        this.host = host;
        this.footprint = host.stage().footprint();
        this.presence = Site.join(key, PRESENCE);
        this.state = Site.join(key, STATE);
    }

    /** Numbers an object and keeps it. */
    public <T extends KernelObject> T add(T object) {
        object.number(++numbers, this);
        if (2 * (live + 1) > slots.length) {
            rehash(slots.length * 2);
        }
        insert(slots, object);
        live++;
        return object;
    }

    /** The live object of this number, null if it is gone or never was. */
    public @Nullable KernelObject find(long id) {
        if (footprint.isOn()) {
            footprint.read(presenceCell(id));
        }
        int mask = slots.length - 1;
        for (int i = start(id, mask); ; i = (i + 1) & mask) {
            KernelObject object = slots[i];
            if (object == null || object.id() == id) {
                return object;
            }
        }
    }

    /** The live object of this number and kind, null if there is none. */
    public <T extends KernelObject> @Nullable T find(long id, Class<T> kind) {
        KernelObject object = find(id);
        return kind.isInstance(object) ? kind.cast(object) : null;
    }

    /** The number that was given last, 0 for none. */
    long numbers() {
        return numbers;
    }

    /** Whether an object of this number ever was: then it is live or gone, not invented. */
    public boolean wasGiven(long id) {
        return id > 0 && id <= numbers;
    }

    /** Takes an object out; it is gone from now on. */
    public void remove(KernelObject object) {
        if (footprint.isOn()) {
            footprint.write(presenceCell(object.id()));
        }
        int mask = slots.length - 1;
        int hole = start(object.id(), mask);
        while (slots[hole] != object) {
            if (slots[hole] == null) {
                throw new IllegalStateException(object + " is not in the table");
            }
            hole = (hole + 1) & mask;
        }
        object.markGone();
        slots[hole] = null;
        live--;
        for (int i = (hole + 1) & mask; ; i = (i + 1) & mask) { // close the gap
            KernelObject moved = slots[i];
            if (moved == null) {
                return;
            }
            slots[i] = null;
            insert(slots, moved);
        }
    }

    /** The live objects of one kind, oldest first. */
    public <T extends KernelObject> List<T> all(Class<T> kind) {
        footprint.everything(); // it is rare, and whoever makes or changes one would matter
        List<T> found = new ArrayList<>();
        for (KernelObject object : slots) {
            if (kind.isInstance(object)) {
                found.add(kind.cast(object));
            }
        }
        found.sort((a, b) -> Long.compare(a.id(), b.id()));
        return found;
    }

    Footprint footprint() {
        return footprint;
    }

    Host.@Nullable Observer observer() {
        return host.observer();
    }

    /** Whether an object is there, as a cell of footprints. */
    long presenceCell(long id) {
        return Site.join(presence, id);
    }

    long cell(long id) {
        return Site.join(state, id);
    }

    private void rehash(int length) {
        KernelObject[] larger = new KernelObject[length];
        for (KernelObject object : slots) {
            if (object != null) {
                insert(larger, object);
            }
        }
        slots = larger;
    }

    private static void insert(@Nullable KernelObject[] into, KernelObject object) {
        int mask = into.length - 1;
        int i = start(object.id(), mask);
        while (into[i] != null) {
            i = (i + 1) & mask;
        }
        into[i] = object;
    }

    private static int start(long id, int mask) {
        return (int) (id * 0x9E3779B97F4A7C15L >>> 33) & mask;
    }
}
