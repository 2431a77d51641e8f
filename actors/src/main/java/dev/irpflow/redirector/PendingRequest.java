package dev.irpflow.redirector;

import dev.irpflow.protocol.fileserver.Response;
import dev.irpflow.protocol.status.NtStatus;
import org.jspecify.annotations.Nullable;

/** An operation that somebody waits for, until it is completed, which happens exactly once. */
final class PendingRequest {
    /** Who is told the end, on the thread of the connection. */
    @FunctionalInterface
    interface Completion {
        /**
         * The operation has ended.
         *
         * @param response what the server answered; null if it did not
         */
        void completed(NtStatus status, @Nullable Response response);
    }

    private final Operation operation;
    private final Completion completion;
    private final @Nullable LowIo lowIo;
    private final long giveUpAt;
    private long id;
    private long dueAt;

    /**
     * @param lowIo the read or write that it is a part of, null for anything else
     * @param giveUpAt when it fails, in nanoseconds of the clock
     */
    PendingRequest(
            Operation operation, @Nullable LowIo lowIo, long giveUpAt, Completion completion) {
        this.operation = operation;
        this.lowIo = lowIo;
        this.giveUpAt = giveUpAt;
        this.completion = completion;
    }

    Operation operation() {
        return operation;
    }

    @Nullable LowIo lowIo() {
        return lowIo;
    }

    long giveUpAt() {
        return giveUpAt;
    }

    /** The number under which it was sent last. */
    long id() {
        return id;
    }

    /** When its answer is due, in nanoseconds of the clock. */
    long dueAt() {
        return dueAt;
    }

    /** It is being sent. */
    void sentAs(long number, long answerDueAt) {
        id = number;
        dueAt = answerDueAt;
    }

    void complete(NtStatus status, @Nullable Response response) {
        completion.completed(status, response);
    }
}
