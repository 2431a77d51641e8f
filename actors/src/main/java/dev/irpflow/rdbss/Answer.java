package dev.irpflow.rdbss;

import com.google.protobuf.GeneratedMessage;
import dev.irpflow.kernel.Return;
import dev.irpflow.protocol.status.NtStatus;
import org.jspecify.annotations.Nullable;

/**
 * What a step goes on with: the return of a call, or what stands for it where nothing was called.
 *
 * @param status the status
 * @param out the out-parameters that were written, null for none
 */
record Answer(NtStatus status, @Nullable GeneratedMessage out) {
    /** A lock was granted, a structure has become stable: go on. */
    static final Answer GO_ON = new Answer(NtStatus.STATUS_SUCCESS, null);

    /** The slot is NULL: nothing was called. */
    static final Answer NOT_IMPLEMENTED = new Answer(NtStatus.STATUS_NOT_IMPLEMENTED, null);

    /** The request was cancelled: nothing was called. */
    static final Answer CANCELLED = new Answer(NtStatus.STATUS_CANCELLED, null);

    static Answer of(Return answer) {
        return new Answer(answer.status(), answer.out());
    }

    boolean isSuccess() {
        return status == NtStatus.STATUS_SUCCESS;
    }

    /** The out-message; null if the callee wrote none, or was not called. */
    <T extends GeneratedMessage> @Nullable T out(Class<T> type) {
        return type.isInstance(out) ? type.cast(out) : null;
    }
}
