package dev.irpflow.kernel;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds strands that can never go on because each needs the next one: spinners and holders, threads
 * that wait for threads to end, strands whose processor another one keeps. Page:
 * windows-driver-docs-pr/devtest/deadlock-detection.md.
 */
final class Deadlock {
    private record Link(Strand to, String words) {}

    private Deadlock() {}

    /** A call has begun to spin or to wait: tells of the circle that it closes, if it does. */
    static void look(Call held) {
        List<Strand> passed = new ArrayList<>();
        List<String> words = new ArrayList<>();
        Strand at = held.strand();
        while (!passed.contains(at)) {
            passed.add(at);
            at.reads();
            Link link = needs(at);
            if (link == null) {
                return;
            }
            words.add(link.words());
            at = link.to();
            if (at.isEnded()) {
                break;
            }
        }
        String circle = String.join("; ", words);
        held.strand().machine().violated(KernelRule.DEADLOCK, held.from(), circle, held);
    }

    private static @Nullable Link needs(Strand strand) {
        SpinLock lock = strand.spinsFor();
        if (lock != null) {
            Strand holder = lock.holder();
            if (holder == null) {
                return null;
            }
            String how = holder.isEnded() ? "which has ended with it" : "who holds it";
            return new Link(
                    holder, "%s spins for %s of %s, %s".formatted(strand, lock, holder, how));
        }
        Wait wait = strand.waitsIn();
        if (wait != null) {
            return wait.soleHope() instanceof ThreadObject thread
                    ? new Link(
                            thread.strand(),
                            "%s waits for %s to end".formatted(strand, thread.strand()))
                    : null;
        }
        Strand above = strand.machine().scheduler().keeps(strand);
        return above == null
                ? null
                : new Link(
                        above,
                        "%s cannot run while %s keeps processor %d"
                                .formatted(strand, above, above.processorNumber()));
    }
}
