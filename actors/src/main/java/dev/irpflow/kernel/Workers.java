package dev.irpflow.kernel;

import com.google.protobuf.GeneratedMessage;
import dev.irpflow.stage.Site;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
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
    private final List<Queued> running = new ArrayList<>(4);

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
        if (running.size() == threads) {
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

    /**
     * Why no item can begin any more, once nothing else can happen: every worker waits, and what it
     * waits for may be an item that waits for a worker. Null if a worker is free.
     */
    public @Nullable String exhaustion() {
        machine.footprint().everything();
        if (queue.isEmpty()) {
            return null;
        }
        List<String> words = new ArrayList<>();
        for (Queued item : running) {
            Strand strand = item.strand;
            if (strand == null || strand.hasNext()) {
                return null;
            }
            words.add("%s waits for %s".formatted(item.printed, hopeOf(strand)));
        }
        return "%s of %s; %s"
                .formatted(
                        threads == 1
                                ? "the one system worker thread"
                                : "all %d system worker threads".formatted(threads),
                        machine.name() + " wait" + (threads == 1 ? "s" : ""),
                        String.join(", ", words) + "; " + left() + " in the queue for a worker");
    }

    private String left() {
        String first = queue.getFirst().printed;
        return queue.size() == 1
                ? first + " is"
                : "%s and %d more are".formatted(first, queue.size() - 1);
    }

    private static String hopeOf(Strand strand) {
        Wait wait = strand.waitsIn();
        Call held = strand.top();
        return wait != null
                ? wait.objectsInWords()
                : held == null ? "nothing" : "the end of " + held.contract().name();
    }

    /** A worker has finished its item. */
    void finished(Strand worker) {
        machine.footprint().write(cell);
        running.removeIf(item -> item.strand == worker);
        Queued next = queue.pollFirst();
        if (next != null) {
            machine.causes().because(next.cause, () -> begin(next));
        }
    }

    private void begin(Queued item) {
        running.add(item);
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
