package dev.irpflow.kernel;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds strands that can never go on because each needs the next one: owners of locks and those who
 * spin or wait for them, threads that wait for threads to end, strands whose processor another one
 * keeps. Page: windows-driver-docs-pr/devtest/deadlock-detection.md.
 */
public final class Deadlock {
    /** As many tries for one lock, while nothing else was taken or given back, count as a spin. */
    static final int TRIES = 1000;

    /** Words are wanted only of a circle, which is rare. */
    private record Link(Strand to, Supplier<String> words) {}

    private final List<Strand> path = new ArrayList<>();
    private final List<Supplier<String>> words = new ArrayList<>();
    private final Set<Strand> harmless = new LinkedHashSet<>();

    private Deadlock() {}

    /** A call has begun to spin or to wait: tells of the circle that it closes, if it does. */
    static void look(Call held) {
        Deadlock deadlock = new Deadlock();
        if (deadlock.hasCircle(held.strand())) {
            String circle = deadlock.circle();
            held.strand().machine().violated(KernelRule.DEADLOCK, held.from(), circle, held);
        }
    }

    /**
     * A call has tried for a lock in vain: whoever does so for ever, while others need what it
     * holds, is told.
     */
    public static void tried(Call call, Lock lock) {
        Strand strand = call.strand();
        if (strand.locks().tries(lock) % TRIES != 0) {
            return;
        }
        Deadlock livelock = new Deadlock();
        if (livelock.hasCircle(strand)) {
            String circle = livelock.circle();
            strand.machine().violated(KernelRule.LIVELOCK, call.from(), circle, call);
        }
    }

    private String circle() {
        return String.join("; ", words.stream().map(Supplier::get).toList());
    }

    // A strand needs every one of those that it is linked to.
    private boolean hasCircle(Strand at) {
        if (at.isEnded() || path.contains(at)) {
            return true;
        }
        if (harmless.contains(at)) {
            return false;
        }
        path.add(at);
        at.reads();
        for (Link link : needs(at)) {
            words.add(link.words());
            if (hasCircle(link.to())) {
                return true;
            }
            words.removeLast();
        }
        path.removeLast();
        harmless.add(at);
        return false;
    }

    private static List<Link> needs(Strand strand) {
        Lock tried = strand.triesFor();
        Lock lock = strand.wanted() == null ? tried : strand.wanted();
        if (lock != null) {
            String how = lock == tried ? "tries" : strand.isSpinning() ? "spins" : "waits";
            List<Link> links = new ArrayList<>(1);
            for (Strand other : lock.inTheWayOf(strand)) {
                links.add(new Link(other, () -> wants(strand, how, lock, other)));
            }
            return links;
        }
        Wait wait = strand.waitsIn();
        if (wait != null) {
            List<Link> links = new ArrayList<>(1);
            for (WaitObject object : wait.hopes()) {
                if (!isAboutToEnd(object)) {
                    links.add(ofWait(strand, object));
                }
            }
            return links;
        }
        Strand above = keeps(strand);
        return above == null
                ? List.of()
                : List.of(
                        new Link(
                                above,
                                () ->
                                        "%s cannot run while %s keeps processor %d"
                                                .formatted(
                                                        strand, above, above.processorNumber())));
    }

    // Its thread has run to its end, and only its IRPs are waited for.
    private static boolean isAboutToEnd(WaitObject object) {
        return object instanceof ThreadObject thread && thread.strand().isEnded();
    }

    private static Link ofWait(Strand strand, WaitObject object) {
        if (object instanceof Mutex mutex) {
            Strand owner = mutex.owners().getFirst();
            return new Link(owner, () -> wants(strand, "waits", mutex, owner));
        }
        Strand other = ((ThreadObject) object).strand();
        return new Link(other, () -> "%s waits for %s to end".formatted(strand, other));
    }

    private static String wants(Strand strand, String how, Lock lock, Strand other) {
        if (!lock.isOwnedBy(other)) {
            return "%s %s for %s behind %s, who came first".formatted(strand, how, lock, other);
        }
        return "%s %s for %s of %s, %s"
                .formatted(
                        strand,
                        how,
                        lock,
                        other,
                        other.isEnded() ? "which has ended with it" : "who holds it");
    }

    // The strand that keeps another one from running; null if none does.
    private static @Nullable Strand keeps(Strand waiting) {
        Processor on = waiting.processor();
        if (on == null) {
            return waiting.hasNext() ? keepsEvery(waiting.machine().scheduler()) : null;
        }
        if (on.dpc() != null) {
            return on.dpc() == waiting ? null : on.dpc();
        }
        return on.isHeldByThread() && on.thread() != waiting ? on.thread() : null;
    }

    // One of the strands that spin for a lock, if such strands have every processor.
    private static @Nullable Strand keepsEvery(Scheduler scheduler) {
        Strand spinner = null;
        for (Processor processor : scheduler.all()) {
            Strand on = processor.dpc() != null ? processor.dpc() : processor.thread();
            if (on == null || !on.isSpinning()) {
                return null;
            }
            spinner = on;
        }
        return spinner;
    }
}
