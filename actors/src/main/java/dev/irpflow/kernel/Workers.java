package dev.irpflow.kernel;

import com.google.protobuf.GeneratedMessage;
import dev.irpflow.protocol.kernel.WorkQueueType;
import dev.irpflow.stage.Site;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The system worker threads of a machine: for each work queue, a limited number of them run the
 * items at PASSIVE_LEVEL, so long waits in work items can stop the machine's work. Simplified: a
 * critical worker has no higher priority, since which thread runs is a choice; every order that
 * priorities could give is one of those tried. Page:
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

    /** One work queue and its worker threads. */
    private static final class Line {
        private final WorkQueueType type;
        private final Deque<Queued> queue = new ArrayDeque<>(2);
        private final List<Queued> running = new ArrayList<>(4);

        Line(WorkQueueType type) {
            this.type = type;
        }
    }

    private final Machine machine;
    private final int threads;
    private final long cell;
    private final List<Line> lines = new ArrayList<>(1); // by their first use

    Workers(Machine machine, int threads) {
        this.machine = machine;
        this.threads = threads;
        this.cell = Site.join(machine.key(), Site.key("workers"));
    }

    /** Queues a work item to DelayedWorkQueue; it begins as soon as a worker is free. */
    public Queued queue(
            Place owner, String name, GeneratedMessage request, Object tag, long origin) {
        return queue(WorkQueueType.DelayedWorkQueue, owner, name, request, tag, origin);
    }

    /** Queues a work item; it begins as soon as a worker of that queue is free. */
    public Queued queue(
            WorkQueueType type,
            Place owner,
            String name,
            GeneratedMessage request,
            Object tag,
            long origin) {
        machine.footprint().write(cell);
        Queued item = new Queued(owner, name, request, tag, origin, machine.causes().cause());
        Line line = line(type);
        if (line.running.size() == threads) {
            line.queue.addLast(item);
        } else {
            begin(line, item);
        }
        return item;
    }

    private Line line(WorkQueueType type) {
        for (Line line : lines) {
            if (line.type == type) {
                return line;
            }
        }
        Line line = new Line(type);
        lines.add(line);
        return line;
    }

    /** How many items wait for a worker. */
    public int waiting() {
        machine.footprint().read(cell);
        int waiting = 0;
        for (Line line : lines) {
            waiting += line.queue.size();
        }
        return waiting;
    }

    /**
     * Why no item can begin any more, once nothing else can happen: every worker waits, and what it
     * waits for may be an item that waits for a worker. Null if a worker is free.
     */
    public @Nullable String exhaustion() {
        machine.footprint().everything();
        for (Line line : lines) {
            String why = line.queue.isEmpty() ? null : exhaustion(line);
            if (why != null) {
                return why;
            }
        }
        return null;
    }

    private @Nullable String exhaustion(Line line) {
        List<String> words = new ArrayList<>();
        for (Queued item : line.running) {
            Strand strand = item.strand;
            if (strand == null || strand.hasNext()) {
                return null;
            }
            words.add("%s waits for %s".formatted(item.printed, hopeOf(strand)));
        }
        return "%s of %s; %s"
                .formatted(
                        threads == 1
                                ? "the one system worker thread for " + line.type
                                : "all %d system worker threads for %s"
                                        .formatted(threads, line.type),
                        machine.name() + " wait" + (threads == 1 ? "s" : ""),
                        String.join(", ", words)
                                + "; "
                                + left(line.queue)
                                + " in the queue for a worker");
    }

    private static String left(Deque<Queued> queue) {
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
        for (Line line : lines) {
            if (line.running.removeIf(item -> item.strand == worker)) {
                Queued next = line.queue.pollFirst();
                if (next != null) {
                    machine.causes().because(next.cause, () -> begin(line, next));
                }
                return;
            }
        }
    }

    private void begin(Line line, Queued item) {
        line.running.add(item);
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
