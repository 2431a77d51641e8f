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
public final class Workers implements ImageKeeper {
    /** So long without a free worker, and nobody believes that one will come. */
    private static final long LONG_NS = 30_000_000_000L;

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

        // A reference to the device of a work item keeps its driver.
        private boolean keeps(Place driver) {
            return tag instanceof WorkItem item && item.driver() == driver;
        }

        // Whether nothing but its objects can end what it does, and no timer is among them.
        private boolean isStuck() {
            Strand worker = strand;
            Wait wait = worker == null || worker.hasNext() ? null : worker.waitsIn();
            return wait != null
                    && wait.isForEver()
                    && wait.objects().stream().noneMatch(KernelTimer.class::isInstance);
        }

        private @Nullable Call heldCall() {
            return strand == null ? null : strand.top();
        }

        private String words() {
            String waits = strand == null ? "is in the queue" : "runs";
            return printed
                    + " "
                    + (strand == null || strand.hasNext() ? waits : "waits for " + Hope.of(strand));
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
        private long changed; // when a worker last began or ended an item

        Line(WorkQueueType type) {
            this.type = type;
        }
    }

    /** Somebody waits until no item keeps a driver, or, for null, until none waits for a worker. */
    private record Awaited(@Nullable Place driver, Event event) {}

    private final Machine machine;
    private final int threads;
    private final long cell;
    private final List<Line> lines = new ArrayList<>(1); // by their first use
    private @Nullable Awaited awaited; // nobody waits before the drivers are unloaded

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

    /** Whether a work item is queued, or its routine runs, that keeps this driver. */
    @Override
    public boolean keeps(Place driver) {
        return !keepers(driver).isEmpty();
    }

    private List<Queued> keepers(Place driver) {
        machine.footprint().read(cell);
        List<Queued> keepers = new ArrayList<>(0);
        for (Line line : lines) {
            line.running.stream().filter(item -> item.keeps(driver)).forEach(keepers::add);
            line.queue.stream().filter(item -> item.keeps(driver)).forEach(keepers::add);
        }
        return keepers;
    }

    @Override
    public void whenNoneKeeps(Place driver, Event event) {
        machine.footprint().write(cell);
        awaited = new Awaited(driver, event);
    }

    /** Signals this event when no item waits for a worker any more. */
    public void whenNoneWaits(Event event) {
        machine.footprint().write(cell);
        awaited = new Awaited(null, event);
    }

    @Override
    public @Nullable Standstill keeping() {
        Place driver = awaited == null ? null : awaited.driver();
        if (driver == null) {
            return null;
        }
        machine.footprint().everything();
        List<Queued> keepers = keepers(driver);
        return new Standstill(
                "%s is to be unloaded, but work items hold references: %s"
                        .formatted(
                                driver,
                                String.join(", ", keepers.stream().map(Queued::words).toList())),
                driver.toString(),
                keepers.getFirst().heldCall());
    }

    private void tellAwaited() {
        Awaited now = awaited;
        if (now != null && (now.driver() == null ? waiting() == 0 : !keeps(now.driver()))) {
            awaited = null;
            now.event().signal();
        }
    }

    /**
     * Why no item can begin any more, once nothing else can happen: every worker waits, and what it
     * waits for may be an item that waits for a worker. Null if a worker is free.
     */
    public @Nullable Standstill exhaustion() {
        machine.footprint().everything();
        for (Line line : lines) {
            Standstill why = line.queue.isEmpty() ? null : exhaustion(line);
            if (why != null) {
                return why;
            }
        }
        return null;
    }

    /**
     * The same while other things may still happen: no worker of a queue has begun or ended an item
     * for long, and each waits without a time-out. Null if that is true of none.
     */
    public @Nullable Standstill exhaustionForLong() {
        machine.footprint().everything();
        for (Line line : lines) {
            if (!line.queue.isEmpty()
                    && machine.elapsed() - line.changed >= LONG_NS
                    && line.running.stream().allMatch(Queued::isStuck)) {
                return exhaustion(line);
            }
        }
        return null;
    }

    private @Nullable Standstill exhaustion(Line line) {
        List<String> words = new ArrayList<>();
        for (Queued item : line.running) {
            Strand strand = item.strand;
            if (strand == null || strand.hasNext()) {
                return null;
            }
            words.add(item.words());
        }
        return new Standstill(
                "%s of %s; %s"
                        .formatted(
                                threads == 1
                                        ? "the one system worker thread for " + line.type
                                        : "all %d system worker threads for %s"
                                                .formatted(threads, line.type),
                                machine.name() + " wait" + (threads == 1 ? "s" : ""),
                                String.join(", ", words)
                                        + "; "
                                        + left(line.queue)
                                        + " in the queue for a worker"),
                machine.name(),
                line.running.getFirst().heldCall());
    }

    private static String left(Deque<Queued> queue) {
        String first = queue.getFirst().printed;
        return queue.size() == 1
                ? first + " is"
                : "%s and %d more are".formatted(first, queue.size() - 1);
    }

    /** A worker has finished its item. */
    void finished(Strand worker) {
        machine.footprint().write(cell);
        for (Line line : lines) {
            Queued ended = endedBy(worker, line);
            if (ended != null) {
                line.running.remove(ended);
                line.changed = machine.elapsed();
                Queued next = line.queue.pollFirst();
                if (next != null) {
                    machine.causes().because(next.cause, () -> begin(line, next));
                }
                if (ended.tag instanceof WorkItem item) {
                    item.returned(machine);
                }
                tellAwaited();
                return;
            }
        }
    }

    private static @Nullable Queued endedBy(Strand worker, Line line) {
        for (Queued item : line.running) {
            if (item.strand == worker) {
                return item;
            }
        }
        return null;
    }

    private void begin(Line line, Queued item) {
        line.running.add(item);
        line.changed = machine.elapsed();
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
