package dev.irpflow.redirector;

import dev.irpflow.driver.EventId;
import dev.irpflow.driver.Ke;
import dev.irpflow.driver.Routines;
import dev.irpflow.protocol.fileserver.Response;
import dev.irpflow.protocol.kernel.EventType;
import dev.irpflow.protocol.kernel.KProcessorMode;
import dev.irpflow.protocol.kernel.KWaitReason;
import dev.irpflow.protocol.status.NtStatus;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * A thread that stands still until the server has answered: for the callbacks of RDBSS that are
 * synchronous calls. There is no time-out here, because the connection completes every request, be
 * it that it has given up; a second time-out would have to take the request away from it.
 */
final class Waiter {
    /** Waiters that nobody uses now: an event is made once and used again. */
    static final class Idle {
        private final Routines kernel;
        private final Deque<Waiter> idle = new ArrayDeque<>();

        Idle(Routines kernel) {
            this.kernel = kernel;
        }

        /** Asks a server for something and waits for the end. */
        Answer ask(ServerConnection server, Operation operation, long giveUpMs) {
            Waiter waiter = idle.pollLast();
            if (waiter == null) {
                waiter = new Waiter(kernel);
            }
            Answer answer = waiter.waitFor(server, operation, giveUpMs);
            idle.addLast(waiter);
            return answer;
        }
    }

    /**
     * The end of an operation.
     *
     * @param response what the server answered; the empty message if it did not
     */
    record Answer(NtStatus status, Response response) {}

    private final Routines kernel;
    private final EventId done;
    private Answer answer = new Answer(NtStatus.STATUS_PENDING, Response.getDefaultInstance());

    private Waiter(Routines kernel) {
        this.kernel = kernel;
        this.done = kernel.ke().initializeEvent(EventType.SynchronizationEvent, false);
    }

    private Answer waitFor(ServerConnection server, Operation operation, long giveUpMs) {
        server.submit(
                new PendingRequest(operation, null, server.giveUpAfter(giveUpMs), this::completed));
        kernel.ke()
                .waitForSingleObject(done, KWaitReason.Executive, KProcessorMode.KernelMode, false);
        return answer;
    }

    private void completed(NtStatus status, @Nullable Response response) {
        answer = new Answer(status, response == null ? Response.getDefaultInstance() : response);
        kernel.ke().setEvent(done, Ke.IO_NO_INCREMENT, false);
    }
}
