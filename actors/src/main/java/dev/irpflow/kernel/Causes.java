package dev.irpflow.kernel;

import dev.irpflow.stage.Site;
import org.jspecify.annotations.Nullable;

/** What brings about what happens now on a machine. */
public final class Causes {
    private final long root;
    private @Nullable Message current;
    private long earlierCause; // of what happens now, 0 if that is the current message
    private int begun; // strands and timers that no message has begun

    Causes(long root) {
        this.root = root;
    }

    /** The message that is being processed, null between two. */
    public @Nullable Message current() {
        return current;
    }

    /** The seq of the message that causes what happens now; 0 for none. */
    public long cause() {
        if (earlierCause != 0) {
            return earlierCause;
        }
        return switch (current) {
            case null -> 0;
            case Call call -> call.seq();
            case Return answer -> answer.seq();
        };
    }

    /**
     * Does what an earlier message brings about only now: a timer expires, a frame arrives, a
     * worker is free.
     *
     * @param seq the number of that message, 0 for none
     */
    public void because(long seq, Runnable effect) {
        long before = earlierCause;
        earlierCause = seq;
        try {
            effect.run();
        } finally {
            earlierCause = before;
        }
    }

    /**
     * The origin of the next thing that is begun now (a strand, a timer, a connection): the path of
     * the open call, and its number among those.
     */
    public long origin() {
        return switch (current) {
            case null -> Site.join(root, ++begun);
            case Call call -> call.begin();
            case Return answer -> {
                Call resumed = answer.call().outer();
                yield (resumed == null ? answer.call() : resumed).begin();
            }
        };
    }

    /** This message, or none, is what is being processed from here on. */
    void at(@Nullable Message message) {
        current = message;
    }
}
