package dev.irpflow.driver;

import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.Message;
import dev.irpflow.kernel.Return;
import dev.irpflow.kernel.Strand;
import dev.irpflow.kernel.StrandStack;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The Java stack of one strand. The routines of all drivers on the strand share it, one above the
 * other, as they share the kernel stack in Windows: a nested call runs on top of the routine that
 * waits for its own call to return.
 */
final class StrandCode implements StrandStack {
    /** Stacks that no strand uses now; confined to one machine's serial executor. */
    static final class Free {
        private final Deque<StrandCode> idle = new ArrayDeque<>();

        StrandCode take() {
            StrandCode code = idle.pollLast();
            return code == null ? new StrandCode(this) : code;
        }
    }

    private final Free free;
    private final Coroutine coroutine = Coroutine.of(this::serve);
    private @Nullable Message inbox;
    private @Nullable DriverHost host;
    private @Nullable Strand strand;
    private @Nullable Throwable failure;
    private final Deque<Call> served = new ArrayDeque<>(4);
    private boolean going;

    private StrandCode(Free free) {
        this.free = free;
    }

    /** The code of a strand: the stack it has, or a free one. */
    static StrandCode of(Strand strand, Free free) {
        if (strand.owner() instanceof StrandCode code) {
            return code;
        }
        StrandCode code = free.take();
        strand.own(code);
        code.strand = strand;
        return code;
    }

    /** The strand whose calls run on this stack now. */
    Strand strand() {
        Strand of = strand;
        if (of == null) {
            throw new IllegalStateException("this stack has no strand");
        }
        return of;
    }

    /** Whether the calling thread is this stack. */
    boolean isHere() {
        return coroutine.isHere();
    }

    /** Where the code is now, newest frame first. */
    StackTraceElement[] stack() {
        return coroutine.stack();
    }

    @Override
    public List<Part> parts() {
        return JavaFrames.parts(coroutine.stack(), served);
    }

    /** Stands still for ever if the code was given up. */
    void stayIfAbandoned() {
        coroutine.stayIfAbandoned();
    }

    /**
     * The code cannot go on and never runs again; who has resumed it is told why, if it matters.
     */
    IllegalStateException giveUp(@Nullable Throwable why) {
        failure = why;
        coroutine.abandon();
        while (true) {
            coroutine.pause();
        }
    }

    /** Why the code cannot go on, null if it can. */
    @Nullable Throwable failure() {
        return failure;
    }

    /** Hands a message to the code and runs it until it calls, returns or waits. */
    void resume(DriverHost to, Message message) {
        host = to;
        inbox = message;
        coroutine.resume();
    }

    /** Stands still until the return of this call is delivered; nested calls run meanwhile. */
    Return await(Call call) {
        while (true) {
            Message message = receive();
            switch (message) {
                case Call nested -> run(nested);
                case Return answer -> {
                    if (answer.call() != call) {
                        throw new IllegalStateException(
                                "waits for the return of "
                                        + call
                                        + ", got that of "
                                        + answer.call());
                    }
                    return answer;
                }
            }
        }
    }

    /** Stands still until {@link #goOn}; nothing else runs on this stack meanwhile. */
    void standStill() {
        going = false;
        while (!going) {
            coroutine.pause();
        }
    }

    /** Runs the code on from where it stands still. */
    void goOn() {
        going = true;
        coroutine.resume();
    }

    // Bottom of the stack: serves one call after the other, each from a strand that has no frame
    // yet.
    private void serve() {
        while (true) {
            Message message = receive();
            if (!(message instanceof Call call)) {
                throw new IllegalStateException("a return for a strand without frames: " + message);
            }
            run(call);
        }
    }

    private Message receive() {
        Message message = inbox;
        while (message == null) {
            coroutine.pause();
            message = inbox;
        }
        inbox = null;
        return message;
    }

    private void run(Call call) {
        DriverHost to = host;
        if (to == null) {
            throw new IllegalStateException("a call without a driver: " + call);
        }
        served.push(call);
        to.serve(call, this);
        served.pop();
        if (served.isEmpty()) { // nothing of this strand is left on the stack: another may have it
            call.strand().own(null);
            free.idle.addLast(this);
        }
    }
}
