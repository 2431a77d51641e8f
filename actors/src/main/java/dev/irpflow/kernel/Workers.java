package dev.irpflow.kernel;

import com.google.protobuf.GeneratedMessage;
import dev.irpflow.stage.Site;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The system worker threads of a machine: a limited number of them run queued work items at
 * PASSIVE_LEVEL, so long waits in work items can stop the machine's work. Page:
 * windows-driver-docs-pr/kernel/system-worker-threads.md.
 */
public final class Workers {
    /** A work item on its way to a worker. */
    public static final class Queued {
        private final Place owner;
        private final String name;
        private final GeneratedMessage request;
        private final Object tag;
        private final long origin;
        private final long cause;
        private String printed;
        private @Nullable Strand strand;

        private Queued(
                Place owner,
                String name,
                GeneratedMessage request,
                Object tag,
                long origin,
                long cause) {
            this.owner = owner;
            this.name = name;
            this.printed = name;
            this.request = request;
            this.tag = tag;
            this.origin = origin;
            this.cause = cause;
        }

        void isCalled(String inTraces) {
            this.printed = inTraces;
            if (strand != null) {
                strand.isCalled(inTraces);
            }
        }

        /** Whether its routine has not begun. */
        public boolean isWaiting() {
            Machine machine = owner.machine();
            machine.footprint().read(machine.workers().cell);
            if (strand != null) {
                strand.reads();
            }
            return strand == null || !strand.hasBegun();
        }
    }

    private final Machine machine;
    private final int threads;
    private final long cell;
    private final Deque<Queued> queue = new ArrayDeque<>();
    private int busy;

    Workers(Machine machine, int threads) {
        this.machine = machine;
        this.threads = threads;
        this.cell = Site.join(machine.key(), Site.key("workers"));
    }

    /** Queues a work item; it begins as soon as a worker is free. */
    public Queued queue(
            Place owner, String name, GeneratedMessage request, Object tag, long origin) {
        machine.footprint().write(cell);
        Queued item = new Queued(owner, name, request, tag, origin, machine.causes().cause());
        if (busy == threads) {
            queue.addLast(item);
        } else {
            begin(item);
        }
        return item;
    }

    /** How many items wait for a worker. */
    public int waiting() {
        machine.footprint().read(cell);
        return queue.size();
    }

    /** A worker has finished its item. */
    void finished() {
        machine.footprint().write(cell);
        busy--;
        Queued next = queue.pollFirst();
        if (next != null) {
            machine.causes().because(next.cause, () -> begin(next));
        }
    }

    private void begin(Queued item) {
        busy++;
        Strand strand =
                machine.strands()
                        .beginThread(
                                StrandKind.WORK_ITEM,
                                item.owner,
                                item.name,
                                item.request,
                                item.tag,
                                item.origin);
        strand.isCalled(item.printed);
        item.strand = strand;
    }
}
