package dev.irpflow.kernel;

import com.google.protobuf.GeneratedMessage;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The system worker threads of a machine: a limited number of them run queued work items at
 * PASSIVE_LEVEL, so long waits in work items can stop the machine's work. Page:
 * windows-driver-docs-pr/kernel/system-worker-threads.md.
 */
public final class Workers {
    private record Queued(
            Place owner, String name, GeneratedMessage request, Object tag, long origin) {}

    private final Machine machine;
    private final int threads;
    private final Deque<Queued> queue = new ArrayDeque<>();
    private int busy;

    Workers(Machine machine, int threads) {
        this.machine = machine;
        this.threads = threads;
    }

    /** Queues a work item; it begins as soon as a worker is free. */
    public void queue(
            Place owner, String name, GeneratedMessage request, Object tag, long origin) {
        Queued item = new Queued(owner, name, request, tag, origin);
        if (busy == threads) {
            queue.addLast(item);
        } else {
            begin(item);
        }
    }

    /** How many items wait for a worker. */
    public int waiting() {
        return queue.size();
    }

    /** A worker has finished its item. */
    void finished() {
        busy--;
        Queued next = queue.pollFirst();
        if (next != null) {
            begin(next);
        }
    }

    private void begin(@Nullable Queued item) {
        if (item == null) {
            return;
        }
        busy++;
        machine.beginThread(
                StrandKind.WORK_ITEM,
                item.owner(),
                item.name(),
                item.request(),
                item.tag(),
                item.origin());
    }
}
