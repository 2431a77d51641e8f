package dev.irpflow.redirector;

import dev.irpflow.contract.NtStatuses;
import dev.irpflow.driver.Cell;
import dev.irpflow.driver.CompletionRoutine;
import dev.irpflow.driver.DispatcherObjectId;
import dev.irpflow.driver.DriverContext;
import dev.irpflow.driver.EventId;
import dev.irpflow.driver.Ke;
import dev.irpflow.driver.Routines;
import dev.irpflow.driver.SpinLockId;
import dev.irpflow.driver.blocking.SystemThread;
import dev.irpflow.driver.blocking.WaitableIrp;
import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.protocol.fileserver.Response;
import dev.irpflow.protocol.kernel.EventType;
import dev.irpflow.protocol.kernel.KProcessorMode;
import dev.irpflow.protocol.kernel.KWaitReason;
import dev.irpflow.protocol.kernel.WaitType;
import dev.irpflow.protocol.status.NtStatus;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The redirector's context of a SRV_CALL: one server, and the thread that speaks with it.
 *
 * <p>The thread owns everything that has to do with the connection. Others only put requests into a
 * queue and wake it; they are told the end on this thread. So nobody has to ask who may complete a
 * request: the thread takes it out of {@link Outstanding} and completes it, and nobody else can.
 */
final class ServerConnection {
    private static final int SENT = 0;
    private static final int RECEIVED = 1;
    private static final int WOKEN = 2;
    private static final int MOST_PATIENCE = 4;
    private static final long NANOSECONDS_PER_MILLISECOND = 1_000_000;

    private final Routines kernel;
    private final RedirectorSettings settings;
    private final LongSupplier clock;
    private final Outstanding outstanding;
    private final Wire wire;
    private final Recovery recovery;
    private final EventId wake;
    private final SpinLockId lock;
    private @Nullable SystemThread thread;

    private final Cell<LeftWork> left; // guarded by the lock

    // The thread's own.
    private long connectNext;
    private long pauseMs;
    private long patienceMs;
    private NtStatus whyLost = NtStatus.STATUS_CONNECTION_DISCONNECTED;

    /**
     * What a connection is made with.
     *
     * @param signal the completion routine of waitable IRPs
     * @param context the clock of the machine, and cells
     * @param outstanding keeps the requests of this connection
     * @param target whom it connects to
     */
    record Parts(
            Routines kernel,
            RedirectorSettings settings,
            CompletionRoutine signal,
            DriverContext context,
            Outstanding outstanding,
            Recovery.Target target) {}

    private ServerConnection(Parts parts, Wire wire) {
        this.kernel = parts.kernel();
        this.settings = parts.settings();
        this.clock = parts.context()::now;
        this.left = parts.context().cell("what is left for the connection", LeftWork.NOTHING);
        this.outstanding = parts.outstanding();
        this.wire = wire;
        this.recovery = new Recovery(parts, wire);
        this.wake = kernel.ke().initializeEvent(EventType.SynchronizationEvent, false);
        this.lock = kernel.ke().initializeSpinLock();
        this.pauseMs = settings.firstPauseMs();
        this.patienceMs = settings.answerMs();
    }

    /** Begins the thread, which connects as soon as it is asked for something; null: no memory. */
    static @Nullable ServerConnection begin(Parts parts) {
        Routines kernel = parts.kernel();
        Wire wire = Wire.allocate(kernel, parts.signal());
        if (wire == null) {
            return null;
        }
        ServerConnection connection = new ServerConnection(parts, wire);
        SystemThread thread = SystemThread.begin(kernel, call -> connection.run());
        if (!thread.isBegun()) {
            wire.free();
            return null;
        }
        connection.thread = thread;
        return connection;
    }

    /** When a request that is made now fails if it is not answered. */
    long giveUpAfter(long milliseconds) {
        return clock.getAsLong() + milliseconds * NANOSECONDS_PER_MILLISECOND;
    }

    /** Asks for something; the completion is called exactly once, on the connection's thread. */
    void submit(PendingRequest request) {
        Irql irql = kernel.ke().acquireSpinLock(lock);
        LeftWork before = left.get();
        boolean refused = before.stopping();
        if (!refused) {
            left.set(before.with(request));
        }
        kernel.ke().releaseSpinLock(lock, irql);
        if (refused) {
            request.complete(NtStatus.STATUS_CONNECTION_DISCONNECTED, null);
        } else {
            wake();
        }
    }

    /** The requester of a read or write wants it to end. */
    void cancel(LowIo lowIo) {
        Irql before = kernel.ke().acquireSpinLock(lock);
        left.set(left.get().with(lowIo));
        kernel.ke().releaseSpinLock(lock, before);
        wake();
    }

    /** Ends the thread as soon as it has done what it is at. */
    void leave() {
        Irql before = kernel.ke().acquireSpinLock(lock);
        left.set(left.get().asStopping());
        kernel.ke().releaseSpinLock(lock, before);
        wake();
    }

    /** Whether the thread has ended. */
    boolean hasEnded() {
        return thread == null || thread.hasEnded();
    }

    /** Ends the thread and waits for its end. Not from the thread itself. */
    void stop() {
        leave();
        if (thread != null) {
            thread.join();
        }
    }

    private void wake() {
        kernel.ke().setEvent(wake, Ke.IO_NO_INCREMENT, false);
    }

    private void run() {
        while (takeArrived()) {
            giveUpTheOldest();
            if (wire.isOpen()) {
                converse();
            } else {
                connectOrWait();
            }
        }
        endAll(request -> true, NtStatus.STATUS_CONNECTION_DISCONNECTED);
        wire.disconnect();
        wire.free();
    }

    // False when the thread is to end.
    private boolean takeArrived() {
        Irql before = kernel.ke().acquireSpinLock(lock);
        LeftWork taken = left.get();
        left.set(taken.emptied());
        kernel.ke().releaseSpinLock(lock, before);
        List<PendingRequest> requests = taken.arrived();
        List<LowIo> ended = taken.cancelled();
        requests.forEach(outstanding::add);
        ended.forEach(LowIo::cancel);
        if (!requests.isEmpty() || !ended.isEmpty()) {
            endAll(ServerConnection::isCancelled, NtStatus.STATUS_CANCELLED);
        }
        return !taken.stopping();
    }

    private static boolean isCancelled(PendingRequest request) {
        LowIo lowIo = request.lowIo();
        return lowIo != null && lowIo.isCancelled();
    }

    private void giveUpTheOldest() {
        long now = clock.getAsLong();
        if (outstanding.nextGivenUp() > now) {
            return;
        }
        boolean opened = endAll(request -> request.giveUpAt() <= now, whyLost);
        if (opened && wire.isOpen()) {
            // The server may have opened what nobody will ever close: only a new connection tells
            // it.
            lose(NtStatus.STATUS_IO_TIMEOUT);
        }
    }

    // Whether there was one among them that would have opened something.
    private boolean endAll(Predicate<PendingRequest> which, NtStatus status) {
        boolean opened = false;
        for (PendingRequest request : outstanding.take(which)) {
            opened |= request.operation().opensSomething();
            end(request, status, null);
        }
        return opened;
    }

    // The one place where a request that the thread has taken out is completed.
    private void end(PendingRequest request, NtStatus status, @Nullable Response response) {
        recovery.ended(
                request.operation(),
                status,
                response == null ? Response.getDefaultInstance() : response);
        request.complete(status, response);
    }

    private void connectOrWait() {
        // What is to be closed has been closed by the loss of the connection.
        endAll(request -> request.operation().isDoneWithoutConnection(), NtStatus.STATUS_SUCCESS);
        if (outstanding.isEmpty()) {
            awaitWake(Long.MAX_VALUE);
            return;
        }
        if (clock.getAsLong() < connectNext) {
            awaitWake(Math.min(connectNext, outstanding.nextGivenUp()));
            return;
        }
        NtStatus status = recovery.connect(outstanding, patienceMs);
        if (NtStatuses.isSuccess(status)) {
            pauseMs = settings.firstPauseMs();
            whyLost = NtStatus.STATUS_IO_TIMEOUT; // what is given up now has had a connection
            endAll(
                    request -> request.operation() instanceof Operation.Connect,
                    NtStatus.STATUS_SUCCESS);
        } else {
            lose(status);
        }
    }

    // One step of the conversation: sends and receives what is due, and waits for what comes first.
    private void converse() {
        if (!wire.sending().isUnderWay()) {
            sendNext();
        }
        if (!wire.receiving().isUnderWay() && outstanding.expectsAnswer()) {
            wire.receive();
        }
        switch (awaitEvent(Math.min(outstanding.nextDue(), outstanding.nextGivenUp()))) {
            case SENT -> sent();
            case RECEIVED -> received();
            case WOKEN -> {} // what has arrived is taken up in the next step
            default -> {} // a time is up: that is looked after below, and in the next step
        }
        if (wire.isOpen() && outstanding.isOverdue(clock.getAsLong())) {
            lose(NtStatus.STATUS_IO_TIMEOUT);
        }
    }

    private void sendNext() {
        long dueAt = giveUpAfter(patienceMs);
        for (PendingRequest next = outstanding.sendNext(dueAt);
                next != null;
                next = outstanding.sendNext(dueAt)) {
            NtStatus refusal = RequestMessages.refusal(next.operation());
            boolean needsRequest = !(next.operation() instanceof Operation.Connect);
            if (NtStatuses.isSuccess(refusal) && needsRequest) {
                wire.send(RequestMessages.of(next.id(), next.operation(), kernel.mm()));
                return;
            }
            outstanding.answered(next.id());
            end(next, refusal, null);
        }
    }

    private void sent() {
        wire.sending().consumed();
        NtStatus status = wire.sending().status();
        if (NtStatuses.isSuccess(status)) {
            outstanding.sendDone();
        } else {
            lose(status);
        }
    }

    private void received() {
        wire.receiving().consumed();
        switch (wire.received()) {
            case Wire.Received.Header() -> {}
            case Wire.Received.Message(Response response) -> answered(response);
            case Wire.Received.Nothing(NtStatus why) -> lose(why);
        }
    }

    private void answered(Response response) {
        if (NtStatuses.of(response.getStatus()) == NtStatus.STATUS_USER_SESSION_DELETED) {
            lose(NtStatus.STATUS_USER_SESSION_DELETED); // begin anew; the request is repeated
            return;
        }
        PendingRequest request = outstanding.answered(response.getId());
        if (request == null) {
            return; // it was cancelled or given up
        }
        patienceMs = settings.answerMs();
        end(request, RequestMessages.outcome(request.operation(), response), response);
    }

    // The connection is of no use: what was not answered is asked again on the next one.
    private void lose(NtStatus why) {
        whyLost = why == NtStatus.STATUS_IO_TIMEOUT ? why : NtStatus.STATUS_CONNECTION_DISCONNECTED;
        if (why == NtStatus.STATUS_IO_TIMEOUT) {
            // Perhaps the link is bad and not the server: a new connection begins again with the
            // first
            // byte, and needs more time than the last one had.
            patienceMs = Math.min(2 * patienceMs, MOST_PATIENCE * settings.answerMs());
        }
        wire.close();
        outstanding.connectionLost();
        connectNext = giveUpAfter(pauseMs);
        pauseMs = Math.min(2 * pauseMs, settings.longestPauseMs());
    }

    private void awaitWake(long until) {
        kernel.ke()
                .waitForSingleObject(
                        wake,
                        KWaitReason.Executive,
                        KProcessorMode.KernelMode,
                        false,
                        timeout(until));
    }

    private int awaitEvent(long until) {
        List<DispatcherObjectId> events =
                List.of(wire.sending().done(), wire.receiving().done(), wake);
        NtStatus which =
                kernel.ke()
                        .waitForMultipleObjects(
                                events,
                                WaitType.WaitAny,
                                KWaitReason.Executive,
                                KProcessorMode.KernelMode,
                                false,
                                timeout(until),
                                null);
        return which.getNumber();
    }

    private @Nullable Long timeout(long until) {
        if (until == Long.MAX_VALUE) {
            return WaitableIrp.FOREVER;
        }
        long left = Math.max(0, until - clock.getAsLong());
        return WaitableIrp.milliseconds(
                (left + NANOSECONDS_PER_MILLISECOND - 1) / NANOSECONDS_PER_MILLISECOND);
    }
}
