package dev.irpflow.stage;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Events by their earliest moment: a binary heap in which each event knows its own index. */
final class EventHeap {
    private @Nullable DueEvent[] heap = new DueEvent[64];
    private int size;

    int size() {
        return size;
    }

    /** The event with the smallest earliest moment; the heap is not empty. */
    DueEvent top() {
        return at(0);
    }

    void add(DueEvent event) {
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, size * 2);
        }
        up(event, size++);
    }

    void remove(DueEvent event) {
        int hole = event.index;
        event.index = -1;
        DueEvent last = at(--size);
        heap[size] = null;
        if (last == event) {
            return;
        }
        if (hole > 0 && last.before(at((hole - 1) >>> 1))) {
            up(last, hole);
        } else {
            down(last, hole);
        }
    }

    void clear() {
        for (int i = 0; i < size; i++) {
            at(i).index = -1;
        }
        Arrays.fill(heap, 0, size, null);
        size = 0;
    }

    private void up(DueEvent event, int from) {
        int i = from;
        while (i > 0) {
            int parent = (i - 1) >>> 1;
            if (!event.before(at(parent))) {
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
            if (child + 1 < size && at(child + 1).before(at(child))) {
                child++;
            }
            if (!at(child).before(event)) {
                break;
            }
            put(at(child), i);
            i = child;
        }
        put(event, i);
    }

    private void put(DueEvent event, int i) {
        heap[i] = event;
        event.index = i;
    }

    private DueEvent at(int i) {
        DueEvent event = heap[i];
        if (event == null) {
            throw new IllegalStateException("no event at " + i + " of " + size);
        }
        return event;
    }
}
