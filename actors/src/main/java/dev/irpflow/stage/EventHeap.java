package dev.irpflow.stage;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Events by one of their moments: a binary heap in which each event knows its own index. */
final class EventHeap {
    private final boolean nominal; // by their nominal moments, or else by their earliest
    private @Nullable DueEvent[] heap = new DueEvent[64];
    private int size;

    private EventHeap(boolean nominal) {
        this.nominal = nominal;
    }

    /** For events by the earliest moment. */
    static EventHeap byEarliest() {
        return new EventHeap(false);
    }

    /** For events by the nominal moment. */
    static EventHeap byNominal() {
        return new EventHeap(true);
    }

    int size() {
        return size;
    }

    /** The event with the smallest moment; the heap is not empty. */
    DueEvent top() {
        return at(0);
    }

    /** Adds all of them to a list, in no order. */
    void copyTo(List<DueEvent> list) {
        for (int i = 0; i < size; i++) {
            list.add(at(i));
        }
    }

    void add(DueEvent event) {
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, size * 2);
        }
        up(event, size++);
    }

    void remove(DueEvent event) {
        int hole = nominal ? event.nominalIndex : event.index;
        place(event, -1);
        DueEvent last = at(--size);
        heap[size] = null;
        if (last == event) {
            return;
        }
        if (hole > 0 && before(last, at((hole - 1) >>> 1))) {
            up(last, hole);
        } else {
            down(last, hole);
        }
    }

    void clear() {
        for (int i = 0; i < size; i++) {
            place(at(i), -1);
        }
        Arrays.fill(heap, 0, size, null);
        size = 0;
    }

    private void up(DueEvent event, int from) {
        int i = from;
        while (i > 0) {
            int parent = (i - 1) >>> 1;
            if (!before(event, at(parent))) {
                break;
            }
            put(at(parent), i);
            i = parent;
        }
        put(event, i);
    }

    private void down(DueEvent event, int from) {
        int i = from;
        while (true) {
            int child = 2 * i + 1;
            if (child >= size) {
                break;
            }
            if (child + 1 < size && before(at(child + 1), at(child))) {
                child++;
            }
            if (!before(at(child), event)) {
                break;
            }
            put(at(child), i);
            i = child;
        }
        put(event, i);
    }

    private void put(DueEvent event, int i) {
        heap[i] = event;
        place(event, i);
    }

    private void place(DueEvent event, int i) {
        if (nominal) {
            event.nominalIndex = i;
        } else {
            event.index = i;
        }
    }

    private boolean before(DueEvent event, DueEvent other) {
        return nominal ? event.nominallyBefore(other) : event.before(other);
    }

    private DueEvent at(int i) {
        DueEvent event = heap[i];
        if (event == null) {
            throw new IllegalStateException("no event at " + i + " of " + size);
        }
        return event;
    }
}
