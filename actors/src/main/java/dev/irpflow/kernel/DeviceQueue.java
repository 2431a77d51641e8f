package dev.irpflow.kernel;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * KDEVICE_QUEUE: a queue of IRPs that knows whether its device is busy. The lock that it has in
 * Windows never shows: each of its routines is one step. Page:
 * windows-driver-docs-pr/kernel/setting-up-and-using-device-queues.md.
 */
public final class DeviceQueue extends KernelObject {
    // Unsigned keys as long; what is put at the tail has none, and stands in nobody's way.
    private record Entry(Irp irp, long key) {}

    private final List<Entry> entries = new ArrayList<>(4);
    private boolean busy;

    /** Whether an IRP is being processed, so that others must wait. */
    public boolean isBusy() {
        reads();
        return busy;
    }

    /**
     * Puts an IRP into a queue that is busy. False: it was not, is now, and has not got the IRP.
     *
     * @param key null: to the tail; else behind all entries whose keys are not greater
     */
    public boolean insert(Irp irp, @Nullable Integer key) {
        writes();
        if (!busy) {
            busy = true;
            return false;
        }
        Entry entry = new Entry(irp, key == null ? 0 : Integer.toUnsignedLong(key));
        int at = entries.size();
        for (int i = 0; key != null && i < at; i++) {
            if (entries.get(i).key > entry.key) {
                at = i;
            }
        }
        entries.add(at, entry);
        irp.liesIn(this);
        return true;
    }

    /**
     * Takes an IRP out; null if none is there, and then it is not busy any more.
     *
     * @param key null: the first; else the first whose key is not less, or else the first of all
     */
    public @Nullable Irp remove(@Nullable Integer key) {
        writes();
        if (entries.isEmpty()) {
            busy = false;
            return null;
        }
        int at = 0;
        for (int i = 0; key != null && i < entries.size(); i++) {
            if (entries.get(i).key >= Integer.toUnsignedLong(key)) {
                at = i;
                break;
            }
        }
        Irp irp = entries.remove(at).irp;
        irp.liesIn(null);
        return irp;
    }

    /**
     * Takes this IRP out; false if it is not there. The device stays busy: one page says that an
     * empty queue is not after this call, which would let two IRPs be processed at once.
     */
    public boolean remove(Irp irp) {
        writes();
        boolean was = entries.removeIf(entry -> entry.irp == irp);
        if (was) {
            irp.liesIn(null);
        }
        return was;
    }

    /** Notes that what StartIo keeps beside the queue is read. */
    void isRead() {
        reads();
    }

    /** Notes that what StartIo keeps beside the queue is changed. */
    void isChanged() {
        writes();
    }

    @Override
    protected void tell(Facts facts) {
        facts.add("busy", busy ? "yes" : "no");
        for (Entry entry : entries) {
            facts.add("waits", entry.irp);
        }
    }

    @Override
    protected String noun() {
        return "device-queue";
    }
}
