package dev.irpflow.kernel;

import com.google.protobuf.GeneratedMessage;
import dev.irpflow.protocol.status.NtStatus;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The end of a call: a status, and the out-parameters that were written. A routine that returns
 * something else than an NTSTATUS has it in the out-message's field {@code returned}, and the
 * status is STATUS_SUCCESS.
 */
public final class Return implements Message {
    private final Call call;
    private final NtStatus status;
    private final @Nullable GeneratedMessage out;
    private final long cause;
    private long seq;

    Return(Call call, NtStatus status, @Nullable GeneratedMessage out, long cause) {
        this.call = call;
        this.status = status;
        this.out = out;
        this.cause = cause;
    }

    /** The call that it ends. */
    public Call call() {
        return call;
    }

    /** What it returns. */
    public NtStatus status() {
        return status;
    }

    /** The out-parameters; null if none was written, which is meaningful. */
    public @Nullable GeneratedMessage out() {
        return out;
    }

    /** The seq of the message during which it was given. */
    public long cause() {
        return cause;
    }

    /** The number of this message, 0 until it is delivered. */
    public long seq() {
        return seq;
    }

    void delivered(long number) {
        this.seq = number;
    }

    @Override
    public Strand strand() {
        return call.strand();
    }

    @Override
    public Place to() {
        return call.from();
    }

    /** The out-message as its generated type; the caller knows that it was written. */
    public <T extends GeneratedMessage> T out(Class<T> type) {
        return type.cast(Objects.requireNonNull(out));
    }

    @Override
    public String toString() {
        return "return of " + call;
    }
}
